// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

/** What a callback of a segment tells ({@code sci_segment_cb_reason_t}). */
public enum CallbackReason {
  /** A remote process has connected. */
  CONNECT(1),
  /** A remote process has disconnected; at a remote segment: the exporter has ended it. */
  DISCONNECT(2),
  /** The link is down; the connection may survive. */
  NOT_OPERATIONAL(3),
  /** The link is up again. */
  OPERATIONAL(4),
  /** The session with the other node is lost. */
  LOST(5);

  private final int number;

  CallbackReason(int number) {
    this.number = number;
  }

  /** Returns the value of the C enumeration. */
  public int number() {
    return number;
  }
}
