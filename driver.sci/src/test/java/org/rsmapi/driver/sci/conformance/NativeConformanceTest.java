// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.driver.sci.nativelib.StubCluster;
import org.rsmapi.tck.run.ConformanceTest;

/** All rules on the native binding, over a cluster of three nodes of the stub. */
class NativeConformanceTest extends ConformanceTest {

  private static final String FIXTURE = "org.rsmapi.tck.fixture";

  private static StubCluster cluster;

  @BeforeAll
  static void make(@TempDir Path folder) throws IOException {
    cluster = StubCluster.create();
    String nodes =
        Stream.of(8, 12).map(NativeConformanceTest::endpoint).collect(Collectors.joining());
    String fixture =
        """
        driver = RSMAPI SCI driver, native binding over a stub of libsisci.so
        controller = sci0
        property.org.rsmapi.sci.implementation = native
        property.org.rsmapi.sci.library = %s
        absent.rebind = SISCI cannot exchange the memory of a segment under those who have it mapped
        absent.mixed-endian = all nodes are processes of one host
        """
            .formatted(cluster.library(4));
    Path file = Files.writeString(folder.resolve("fixture.properties"), fixture + nodes);
    System.setProperty(FIXTURE, file.toString());
  }

  private static String endpoint(int node) {
    return """
    endpoint.node%1$d.controller = sci0
    endpoint.node%1$d.command = ${java}
    endpoint.node%1$d.property.org.rsmapi.sci.library = %2$s
    """
        .formatted(node, cluster.library(node));
  }

  @AfterAll
  static void end() {
    System.clearProperty(FIXTURE);
    if (cluster != null) {
      cluster.close();
    }
  }
}
