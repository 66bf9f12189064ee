// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import org.rsmapi.driver.sci.sisci.SisciProvider;

/**
 * The cluster that the settings name, for whoever looks at it without being part of it.
 *
 * @param nodes the hosts
 * @param emulated whether SISCI is emulated
 * @param sisci how to become part of it
 */
public record SciCluster(NodeList nodes, boolean emulated, SisciProvider sisci) {

  /**
   * Reads the settings; touches no device.
   *
   * @return what they say now
   * @throws IllegalArgumentException if one has a value that is not allowed
   */
  public static SciCluster configured() {
    return ConfiguredSisci.OF_PROCESS.cluster();
  }
}
