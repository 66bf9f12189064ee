// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.List;
import org.rsmapi.tck.complement.ComplementDriver;

/**
 * The defects of an area of the catalogue.
 *
 * @param name of the area, as in {@code areas.txt} of the catalogue
 * @param driver the type of the driver that is broken
 * @param defects what is broken
 */
record Area(String name, String driver, List<Defect> defects) {

  private static final String LOOPBACK = "loopback";

  static Area of(String name, Defect... defects) {
    return new Area(name, LOOPBACK, List.of(defects));
  }

  /** Defects of what loopback has not. */
  static Area overComplement(String name, Defect... defects) {
    return new Area(name, ComplementDriver.TYPE, List.of(defects));
  }

  boolean isOverComplement() {
    return driver.equals(ComplementDriver.TYPE);
  }
}
