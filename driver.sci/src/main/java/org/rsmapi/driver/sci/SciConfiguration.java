// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the driver is configured, see {@link SciSettings}.
 *
 * @param implementation which SISCI
 * @param library {@code libsisci.so}, if it is named
 * @param nodes the cluster
 * @param emulation what holds for an emulated cluster
 * @param thresholds for bulk transfers
 * @param limits what the adapter is said to be able to do
 */
record SciConfiguration(
    Implementation implementation,
    Optional<Path> library,
    NodeList nodes,
    Emulation emulation,
    BulkThresholds thresholds,
    SciLimits limits) {

  /** Which SISCI. */
  enum Implementation {
    /** The library if it is installed, else an emulated cluster. */
    AUTO,
    /** The library. */
    NATIVE,
    /** An emulated cluster. */
    EMULATED
  }

  /**
   * An emulated cluster.
   *
   * @param node this process; empty for the first that is free
   * @param adapters how many each node has
   * @param delayed whether stores become visible with a flush, and not before
   * @param cost whether it takes the time that hardware takes
   */
  record Emulation(OptionalInt node, int adapters, boolean delayed, boolean cost) {}
}
