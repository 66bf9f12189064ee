// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.util.List;

/**
 * What the library knows of one driver: whether it can be used, and if not, why.
 *
 * @param type the type part of its controller names, for example {@code loopback}
 * @param available whether its controllers can be obtained now
 * @param reason if it is not available, why, and what a person can do about it; else empty
 * @param controllers the names of its controllers; empty if it is not available; immutable
 */
public record DriverStatus(
    String type, boolean available, String reason, List<String> controllers) {

  /**
   * Makes the status independent of the list that is passed.
   *
   * @param type the type part of its controller names
   * @param available whether its controllers can be obtained now
   * @param reason if it is not available, why
   * @param controllers the names of its controllers
   */
  public DriverStatus {
    controllers = List.copyOf(controllers);
  }
}
