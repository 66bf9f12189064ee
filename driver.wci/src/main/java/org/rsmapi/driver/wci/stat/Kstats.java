// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Member;

/** The statistics of a node, as lists of values under the names that Solaris had for them. */
public final class Kstats {

  /** The module of controllers and WCIs. */
  public static final String WRSM = "wrsm";

  /** The module of routes. */
  public static final String WRSM_ROUTE = "wrsm_route";

  /** The list of a controller. */
  public static final String RSMPI_STAT = "rsmpi_stat";

  /** The list of a WCI. */
  public static final String STATUS = "status";

  /** The list of the traffic of a WCI, which Solaris did not have. */
  public static final String TRAFFIC = "traffic";

  /** WCI 4.1, the last that was built. */
  private static final long WCI_VERSION = 0x24478049L;

  private static final long MILLIS_PER_SECOND = 1000;

  private Kstats() {}

  /** Returns all of a node: the controller, each WCI with its traffic, each route. */
  public static List<Kstat> of(NetworkView node) {
    ControllerConfiguration configuration = node.configuration();
    List<Kstat> all = new ArrayList<>();
    all.add(controller(node, configuration));
    for (WciFigures wci : node.wcis()) {
      all.add(wci(node, configuration, wci));
      all.add(traffic(node, wci.port()));
    }
    for (Member member : configuration.members()) {
      if (member.cnode() != configuration.localCnode()) {
        all.add(RouteStatistics.of(node, configuration, member));
      }
    }
    return all;
  }

  private static Kstat controller(NetworkView node, ControllerConfiguration configuration) {
    ControllerFigures figures = node.controller();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("ctlr_state", figures.up() ? "rsm_up" : "rsm_down");
    values.put("addr", (long) configuration.localCnode());
    values.put("ex_memsegs", figures.exportedSegments());
    values.put("ex_memsegs_pub", figures.publishedSegments());
    values.put("ex_memsegs_con", figures.connectedSegments());
    values.put("bytes_bound", figures.boundBytes());
    values.put("im_memsegs_con", figures.importedSegments());
    values.put("sendqs", figures.sendQueues());
    values.put("handlers", figures.handlers());
    values.put("num_wcis", (long) configuration.wcis().size());
    values.put("avail_wcis", figures.availableWcis());
    values.put("num_reconfigs", figures.reconfigurations());
    values.put("free_cmmu_entries", figures.freeCmmuEntries());
    return new Kstat(WRSM, configuration.controller(), RSMPI_STAT, values);
  }

  private static Kstat wci(
      NetworkView node, ControllerConfiguration configuration, WciFigures wci) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("wci_version", WCI_VERSION);
    values.put("controller_id", (long) configuration.controller());
    values.put("portid", (long) wci.port());
    values.put("error_limit", wci.errorLimit());
    values.put("errstat_interval", wci.shortIntervalMillis() / MILLIS_PER_SECOND);
    values.put("intervals_per_lt", wci.shortIntervalsPerLong());
    values.put("avg_weight", wci.averageWeight());
    values.put("cluster_error_count", wci.clusterErrorCount());
    // There is no memory that could fail.
    values.put("uc_sram_ecc_error", 0L);
    for (String field :
        List.of(
            "sram_ecc_errors",
            "last_sram_ecc_errors",
            "max_sram_ecc_errors",
            "avg_sram_ecc_errors")) {
      values.put(field, 0L);
    }
    LinkStatistics.addTo(values, wci.port(), node.links());
    return new Kstat(WRSM, wci.port(), STATUS, values);
  }

  private static Kstat traffic(NetworkView node, int port) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int number = 0; number < LinkStatistics.LINKS; number++) {
      LinkId link = new LinkId(port, number);
      boolean configured = node.links().stream().anyMatch(status -> status.id().equals(link));
      values.put("bytes_" + number, configured ? node.bytes(link) : 0);
      values.put("transfer_errors_" + number, configured ? node.transferErrors(link) : 0);
    }
    return new Kstat(WRSM, port, TRAFFIC, values);
  }
}
