// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

/**
 * The state of the link between a local and a remote controller.
 *
 * <p>Applications should use a link only while it is {@link #ACTIVE}. Source: {@code rsmapi.h}.
 */
public enum ConnectionState {
  /** 1: there is no path. */
  DOWN(1),
  /** 2: the path is there, but not yet usable. */
  UP(2),
  /** 3: the path is usable ({@code RSM_CONNECTION_ACTIVE}). */
  ACTIVE(3),
  /** 4: the path is about to be taken down. */
  GOING_DOWN(4);

  private final int number;

  ConnectionState(int number) {
    this.number = number;
  }

  /**
   * Returns the number that the C header gives this state.
   *
   * @return 1 to 4
   */
  public int number() {
    return number;
  }
}
