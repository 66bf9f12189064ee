// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck;

import java.util.Locale;

/** What a driver, or the place it is tested in, has to offer for a rule that is not mandatory. */
public enum Capability {
  /** The driver maps imported memory. */
  MAP,
  /** The driver cannot map imported memory. */
  NO_MAP,
  /** Memory can be mapped at an address of the caller's choice. */
  MAP_FIXED,
  /** The memory of a segment can be exchanged. */
  REBIND,
  /** The memory of a segment cannot be exchanged. */
  NO_REBIND,
  /** The driver has no lock operations. */
  NO_LOCKS,
  /** At least two nodes. */
  MULTI_NODE,
  /** A second process on the node. */
  SECOND_PROCESS,
  /** Importers with other users and groups. */
  SECOND_USER,
  /** The file creation mask can be set. */
  CREATION_MASK,
  /** Limits can be set so low that they are reached. */
  LIMITED_RESOURCES,
  /** The driver offers faults. */
  FAULT_INJECTION,
  /** The medium can lose accesses, and barriers tell of it. */
  BARRIER_FAILURES,
  /** Exporter and importer of different byte order. */
  MIXED_ENDIAN,
  /** Waits may include what is not a segment. */
  FOREIGN_POLL_SOURCE,
  /** Pointers as C has them; no Java API can provoke these. */
  RAW_POINTER;

  /**
   * Finds the capability that the catalogue of rules names.
   *
   * @param name for example {@code map-fixed}
   * @return the capability
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Capability of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
