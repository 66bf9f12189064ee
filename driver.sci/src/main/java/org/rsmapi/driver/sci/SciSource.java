// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.List;
import org.rsmapi.driver.sci.sisci.SisciProvider;

/** Where the driver gets its configuration and SISCI from. */
interface SciSource {

  /**
   * Returns what holds for controllers that are opened now.
   *
   * @throws IllegalArgumentException if a setting has a value that is not allowed
   */
  SciConfiguration configuration();

  /**
   * Returns the SISCI of the configuration.
   *
   * @throws IllegalArgumentException if a setting has a value that is not allowed
   */
  SisciProvider provider();

  /** Returns the numbers of the adapters. */
  List<Integer> units();
}
