// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

/**
 * How a driver moves data: by mapping or as an engine, over a medium that keeps or loses accesses.
 */
enum Medium {
  MAPPED,
  ENGINE,
  LOSSY_MAPPED,
  LOSSY_ENGINE,
  /** Mapped, and whatever is longer than a value moves an engine. */
  MIXED;

  void in(MemoryDriver driver) {
    driver.mapping = this == MAPPED || this == LOSSY_MAPPED || this == MIXED;
    driver.directLimit = this == MIXED ? Long.BYTES : Long.MAX_VALUE;
    driver.lossy = this == LOSSY_MAPPED || this == LOSSY_ENGINE;
  }
}
