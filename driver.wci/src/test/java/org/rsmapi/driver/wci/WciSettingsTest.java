// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.link.LinkTimes;
import org.rsmapi.driver.wci.session.SessionTimes;
import org.rsmapi.spi.Availability;

/** Settings: what holds without any, and what is refused. */
class WciSettingsTest {

  private static WciConfiguration read(Map<String, String> settings) {
    return new WciSettings(settings::get).read();
  }

  @Test
  void withoutAnyThereIsANetworkOfTwoNodes() {
    WciConfiguration configuration = read(Map.of());
    assertEquals(Set.of(0), configuration.candidates().keySet());
    assertEquals(
        List.of(0, 1),
        configuration.candidates().get(0).stream()
            .map(ControllerConfiguration::localCnode)
            .toList());
    assertEquals(Cmmu.ENTRIES, configuration.cmmuEntries());
    assertEquals(LinkTimes.DEFAULT, configuration.linkTimes());
    assertEquals(SessionTimes.DEFAULT, configuration.sessionTimes());
  }

  @Test
  void fileAndHostAndNodeChoose(@TempDir Path folder) throws IOException {
    String file = Mesh.file(folder, 3, 2).toString();
    assertEquals(3, read(Map.of(WciSettings.CONFIGURATION, file)).candidates().get(0).size());
    WciConfiguration host =
        read(Map.of(WciSettings.CONFIGURATION, file, WciSettings.HOST, "node2"));
    assertEquals(2, host.candidates().get(0).getFirst().localCnode());
    WciConfiguration node = read(Map.of(WciSettings.CONFIGURATION, file, WciSettings.NODE, "1"));
    assertEquals("node1", node.candidates().get(0).getFirst().hostName());
  }

  @ParameterizedTest
  @CsvSource({
    "node, 2, 'one of the configuration: [0, 1]'",
    "node, 256, a number from 0 to 255",
    "host, elsewhere, 'one of the configuration: [node0, node1]'",
    "cmmuEntries, 0, a number from 1 to 524288",
    "cmmuEntries, 524289, a number from 1 to 524288",
    "pollMillis, 0, a number from 1 to 86400000",
    "noticeMillis, -1, a number from 0 to 86400000",
    "errorLimit, many, a number from 1 on",
    "callMillis, '', a number from 1 to 86400000",
    "configuration, /nowhere, 'a file that can be read, such as rsm wrsm conf writes'",
  })
  void wrongValueIsRefusedWithWhatIsAllowed(String name, String value, String allowed) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> read(Map.of(name, value))).getMessage();
    assertEquals(
        "org.rsmapi.wci." + name + ": '" + value + "' is not allowed; use " + allowed, message);
  }

  @Test
  void driverIsAbsentWithTheReason(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.conf"), "controller 0 {");
    Networks networks = new Networks();
    networks.follow(new WciSettings(Map.of(WciSettings.CONFIGURATION, file.toString())::get));
    Wci driver = new Wci(networks);
    Availability availability = driver.availability();
    assertTrue(availability.toString().contains(file + ":1:1"), availability.toString());
    assertEquals(List.of(), driver.units());
  }

  @Test
  void toolsAreToldOfEachSetting() {
    Set<String> described =
        Arrays.stream(SettingsDescription.class.getDeclaredMethods())
            .map(method -> method.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(WciSettings.NAMES), described);
  }
}
