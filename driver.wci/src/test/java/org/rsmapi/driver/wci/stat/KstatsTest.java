// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names and values of statistics. */
final class KstatsTest {

  private final List<Kstat> kstats = Kstats.of(new FakeNode(0));

  private Kstat kstat(String name) {
    return kstats.stream()
        .filter(kstat -> kstat.qualifiedName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void listsHaveTheNamesThatSolarisHad() {
    assertEquals(
        List.of(
            "wrsm:0:rsmpi_stat",
            "wrsm:4:status",
            "wrsm:4:traffic",
            "wrsm:5:status",
            "wrsm:5:traffic",
            "wrsm_route:0:node1"),
        kstats.stream().map(Kstat::qualifiedName).toList());
  }

  @Test
  void controllerHasEveryValue() {
    assertEquals(
        "[ctlr_state=rsm_up, addr=0, ex_memsegs=11, ex_memsegs_pub=12, ex_memsegs_con=13,"
            + " bytes_bound=14, im_memsegs_con=15, sendqs=16, handlers=17, num_wcis=2,"
            + " avail_wcis=2, num_reconfigs=18, free_cmmu_entries=19]",
        kstat("wrsm:0:rsmpi_stat").values().entrySet().toString());
  }

  @Test
  void wciHasItsOwnValuesAndThoseOfEachLink() {
    String values = kstat("wrsm:4:status").values().entrySet().toString();
    assertEquals(
        "[wci_version=608665673, controller_id=0, portid=4, error_limit=1000,"
            + " errstat_interval=3600, intervals_per_lt=24, avg_weight=10, cluster_error_count=5,"
            + " uc_sram_ecc_error=0, sram_ecc_errors=0, last_sram_ecc_errors=0,"
            + " max_sram_ecc_errors=0, avg_sram_ecc_errors=0, "
            + link(0, 0)
            + ", "
            + link(1, 1)
            + ", ",
        values.substring(0, values.indexOf("valid_link_2")));
    Kstat wci = kstat("wrsm:4:status");
    assertEquals(13 + 3 * 27, wci.values().size());
    assertEquals(0, wci.number("valid_link_2"));
    assertEquals(0, wci.number("link_errors_2"));
  }

  private static String link(int number, int remote) {
    return ("valid_link=1, remote_cnode_id=1, remote_wnode_id=1, remote_wci_portid=4,"
            + " remote_linknum="
            + remote
            + ", LC_link_state=4, phys_link_state=2, link_state=1,"
            + " laser enabled=1, transmit enable=0, link_enabled=1, auto_shutdown_en=0,"
            + " link_interval_count=9, link_err_takedowns=4, last_link_err_takedowns=1,"
            + " max_link_err_takedowns=3, avg_link_err_takedowns=2,"
            + " link_disconnected_takedowns=21, link_cfg_takedowns=22, link_failed_bringups=23,"
            + " link_errors=70, last_link_errors=7, max_link_errors=8, avg_link_errors=6,"
            + " last_lt_link_errors=30, max_lt_link_errors=31, avg_lt_link_errors=29")
        .replace("=", "_" + number + "=");
  }

  @Test
  void trafficIsCountedByLink() {
    assertEquals(
        "[bytes_0=5000, transfer_errors_0=500, bytes_1=5001, transfer_errors_1=501, bytes_2=0,"
            + " transfer_errors_2=0]",
        kstat("wrsm:5:traffic").values().entrySet().toString());
  }

  @Test
  void routeHasItsWcisAndTheirLinks() {
    Kstat route = kstat("wrsm_route:0:node1");
    assertEquals(1, route.number("cnodeid"));
    assertEquals(0, route.number("route-type"));
    assertEquals(1, route.number("config-version"));
    assertEquals(31, route.number("num_changes"));
    assertEquals(2, route.number("num_wcis"));
    assertEquals(4, route.number("num_stripes"));
    assertEquals(5, route.number("route1_portid"));
    assertEquals(1, route.number("route1_instance"));
    assertEquals(1, route.number("route1_numhops"));
    assertEquals(2, route.number("route1_numlinks"));
    assertEquals(1, route.number("route1_linkid1"));
    assertEquals(1, route.number("route1_nodeid1"));
    assertEquals(1, route.number("route1_gnid1"));
    assertEquals(7 + 2 * (4 + 2 * 3), route.values().size());
  }

  @Test
  void whatIsRemovedIsNotListed() {
    FakeNode node = new FakeNode(0);
    node.remove();
    assertEquals(
        List.of("wrsm:0:rsmpi_stat"), Kstats.of(node).stream().map(Kstat::qualifiedName).toList());
  }

  @Test
  void valuesAreNumbersOrTexts() {
    assertThrows(IllegalArgumentException.class, () -> new Kstat("wrsm", 0, "x", Map.of("a", 1.0)));
    Kstat kstat = new Kstat("wrsm", 0, "x", Map.of("a", "text"));
    assertEquals(0, kstat.number("a"));
    assertEquals("", kstat.text("b"));
  }

  @Test
  void linesAreReadAsTheyWereWritten() {
    assertEquals(kstats, KstatText.read(KstatText.lines(kstats)));
    assertEquals(List.of(), KstatText.read(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "number\tx\t1",
        "kstat\twrsm\t0",
        "kstat\twrsm\tx\tname",
        "kstat\twrsm\t0\tname\nnumber\tx\ty",
        "kstat\twrsm\t0\tname\nflag\tx\t1",
        "kstat\twrsm\t0\tname\ntext\tx",
        "",
      })
  void linesOfSomethingElseAreNoStatistics(String lines) {
    assertNull(
        KstatText.read(lines.lines().toList().isEmpty() ? List.of("") : lines.lines().toList()));
  }
}
