// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.RsmError;
import org.rsmapi.spi.RsmDriver;

/** What a program in plain Java is configured by. */
class ConfigurationPropertiesTest {

  @AfterEach
  void clear() {
    for (String name :
        new String[] {
          "maxSegments",
          "maxExportedMemory",
          "maxConnectionsPerSegment",
          "segmentIdFile",
          "maxSegment"
        }) {
      System.clearProperty("org.rsmapi." + name);
    }
  }

  private static Configuration configured() {
    return ConfigurationProperties.configuration(
        "Rsm.load", ConfigurationProperties.of(System::getProperty));
  }

  private static String refusal() {
    return assertThrows(
            IllegalStateException.class,
            () -> new ServiceLoaderLibrary().create(ClassLoader.getSystemClassLoader()))
        .getMessage();
  }

  @Test
  void propertiesAreReadAtEachLoad() {
    assertEquals(Configuration.DEFAULT, configured());
    System.setProperty("org.rsmapi.maxSegments", "1");
    System.setProperty("org.rsmapi.maxExportedMemory", "1M");
    System.setProperty("org.rsmapi.maxConnectionsPerSegment", "2");
    System.setProperty("org.rsmapi.segmentIdFile", "/some/file");
    assertEquals(new Configuration(1, 1 << 20, 2, Path.of("/some/file")), configured());
  }

  @Test
  void badValueIsNamedWithWhatIsAllowed() {
    System.setProperty("org.rsmapi.maxSegments", "lots");
    assertEquals(
        "Rsm.load: property org.rsmapi.maxSegments: 'lots' is not allowed; use a number from"
            + " 0 to 2147483647; 0 is no limit",
        refusal());
  }

  @Test
  void typingErrorInTheNameOfALimitIsNoticed() {
    System.setProperty("org.rsmapi.maxSegment", "1");
    assertEquals(
        "Rsm.load: property org.rsmapi.maxSegment: no such setting; there are [maxSegments,"
            + " maxExportedMemory, maxConnectionsPerSegment, segmentIdFile]",
        refusal());
  }

  @Test
  void eachInstanceHasItsOwnAccounting() {
    System.setProperty("org.rsmapi.maxSegments", "1");
    LibraryFixture.Source drivers = new LibraryFixture.Source();
    RsmDriver driver = new MemoryDriver("mem");
    drivers.present.add(driver);
    try (Arena arena = Arena.ofConfined();
        Library first = new Library(drivers, new Quotas(configured()));
        Library second = new Library(drivers, new Quotas(configured()))) {
      var memory = arena.allocate(MemoryDriver.PAGE, MemoryDriver.PAGE);
      var controller = first.controller("mem0");
      controller.createExport(memory, MemoryDriver.PAGE);
      assertRsmError(
          RsmError.INSUFFICIENT_RESOURCES,
          () -> controller.createExport(memory, MemoryDriver.PAGE));
      second.controller("mem0").createExport(memory, MemoryDriver.PAGE);
    }
  }
}
