// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The examples in the description of the language are what they are said to be. */
class DocumentationTest {

  private static final Path DESCRIPTION =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "drivers", "wci-configuration.md")
          .normalize();

  private static String block(String language) throws IOException {
    String text = Files.readString(DESCRIPTION);
    String start = "```" + language + "\n";
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf("```", from));
  }

  @Test
  void theExampleIsTheOneOfTheTests() throws IOException {
    assertEquals(Example.TEXT, block("wrsmconf"));
  }

  @Test
  void theNetlistGivesConfigurationsThatCanBeInstalled() throws IOException {
    Netlist netlist = Netlist.read(block("netlist"), "netlist");
    netlist
        .configurations()
        .values()
        .forEach(c -> assertDoesNotThrow(() -> InstallChecks.check(c)));
    assertEquals(2, netlist.configurations().size());
  }
}
