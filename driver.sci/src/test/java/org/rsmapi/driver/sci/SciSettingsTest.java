// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.driver.sci.SciConfiguration.Implementation;

final class SciSettingsTest {

  private static SciConfiguration read(Map<String, String> values) {
    return new SciSettings(values::get).read();
  }

  @Test
  void defaultsAreAnEmulatedClusterOfEightNodesWhereNothingIsInstalled() {
    SciConfiguration configuration = read(Map.of("implementation", "emulated"));
    assertEquals(List.of(4, 8, 12, 16, 20, 24, 28, 32), configuration.nodes().sciNodes(0));
    assertEquals(OptionalInt.empty(), configuration.emulation().node());
    assertEquals(1, configuration.emulation().adapters());
    assertEquals(new BulkThresholds(4096, 1 << 20, 256), configuration.thresholds());
    assertEquals(new SciLimits(0, 0, 0, 0), configuration.limits());
    assertEquals(Implementation.AUTO, read(Map.of()).implementation());
  }

  @Test
  void everySettingIsRead(@TempDir Path folder) throws Exception {
    Path list = folder.resolve("dishosts.conf");
    Files.writeString(list, "HOSTNAME: a\nADAPTER: a0 40 0\nHOSTNAME: b\nADAPTER: b0 44 0\n");
    Path library = Files.createFile(folder.resolve("libsisci.so"));
    SciConfiguration configuration =
        read(
            Map.ofEntries(
                Map.entry("implementation", "native"),
                Map.entry("library", library.toString()),
                Map.entry("nodes", list.toString()),
                Map.entry("node", "44"),
                Map.entry("adapters", "2"),
                Map.entry("visibility", "flush"),
                Map.entry("cost", "hardware"),
                Map.entry("memCpyPut", "1"),
                Map.entry("dmaPut", "2"),
                Map.entry("dmaGet", "3"),
                Map.entry("maxExportSegmentSize", "4"),
                Map.entry("maxExportSegments", "5"),
                Map.entry("maxImportMapSize", "6"),
                Map.entry("maxImportSegments", "7")));
    assertEquals(Implementation.NATIVE, configuration.implementation());
    assertEquals(library, configuration.library().orElseThrow());
    assertEquals(List.of(40, 44), configuration.nodes().sciNodes(0));
    assertEquals(
        new SciConfiguration.Emulation(OptionalInt.of(44), 2, true, true),
        configuration.emulation());
    assertEquals(new BulkThresholds(1, 2, 3), configuration.thresholds());
    assertEquals(new SciLimits(4, 5, 6, 7), configuration.limits());
    assertEquals(14, SciSettings.NAMES.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          implementation | fast | one of [auto, native, emulated]
          visibility     | never | one of [immediate, flush]
          cost           | high | one of [none, hardware]
          adapters       | 5    | a number from 1 to 4
          adapters       | two  | a number from 1 to 4
          node           | 6    | one of the node list: [4, 8, 12, 16, 20, 24, 28, 32]
          node           | x    | a number from 4 to 2147483647
          dmaGet         | -1   | a number from 0 on
          nodes          | list | the absolute path of a file that can be read
          library        | /    | the absolute path of a file that can be read
          """)
  void valueThatIsNotAllowedIsRefusedWithWhatIs(String name, String value, String allowed) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> read(Map.of(name, value)), name);
    assertEquals(
        "org.rsmapi.sci." + name + ": '" + value + "' is not allowed; use " + allowed,
        refusal.getMessage());
  }
}
