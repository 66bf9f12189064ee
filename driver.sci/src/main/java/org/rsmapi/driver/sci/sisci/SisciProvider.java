// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

import java.util.List;
import org.rsmapi.spi.Availability;

/** An implementation of SISCI; creating it touches no device. */
public interface SisciProvider {

  /** Tells whether it can be used on this machine now; never throws. */
  Availability availability();

  /** Returns the numbers of the adapters that are there now; empty if it cannot be used. */
  List<Integer> adapters();

  /**
   * Initialises it for one user, who closes it. Several may use it at once.
   *
   * @throws SisciException with {@code INCONSISTENT_VERSIONS} if library and kernel driver, or
   *     library and this driver, do not fit; with other codes if it cannot be used
   */
  Sisci open();
}
