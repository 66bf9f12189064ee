// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.conformance;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.tck.run.ConformanceTest;

/**
 * All rules on three nodes with two WCIs between each two of them; on other networks if
 * -Dwci.nodes=N and -Dwci.stripes=1 say so.
 */
class EmulatedConformanceTest extends ConformanceTest {

  private static NetworkConformance network;

  @BeforeAll
  static void make(@TempDir Path folder) throws IOException {
    network =
        NetworkConformance.make(
            folder, Integer.getInteger("wci.nodes", 3), Integer.getInteger("wci.stripes", 2));
  }

  @AfterAll
  static void end() {
    if (network != null) {
      network.close();
    }
  }
}
