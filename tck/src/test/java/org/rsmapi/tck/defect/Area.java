// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.List;

/**
 * The defects of an area of the catalogue.
 *
 * @param name of the area, as in {@code areas.txt} of the catalogue
 * @param defects what is broken
 */
record Area(String name, List<Defect> defects) {

  static Area of(String name, Defect... defects) {
    return new Area(name, List.of(defects));
  }
}
