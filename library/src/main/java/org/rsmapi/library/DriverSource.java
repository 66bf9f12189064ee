// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.List;
import org.rsmapi.spi.RsmDriver;

/** Where the library learns which drivers are there. */
interface DriverSource {

  /** Returns the drivers that are there now, the preferred one of a type first. */
  List<RsmDriver> drivers();

  /**
   * Has a library told of each driver that leaves, by {@link Library#driverWithdrawn}, after the
   * driver is no longer in {@link #drivers} and before its classes become unusable.
   */
  void follow(Library library);

  /** Ends {@link #follow}. */
  void unfollow(Library library);
}
