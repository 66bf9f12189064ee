// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

/** Hears of events of a remote segment ({@code sci_cb_remote_segment_t}). */
@FunctionalInterface
public interface RemoteSegmentCallback {

  /**
   * An event.
   *
   * @param reason what has happened
   */
  void event(CallbackReason reason);
}
