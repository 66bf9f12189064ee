// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.rsmapi.driver.wci.link.LinkState;
import org.rsmapi.driver.wci.link.PhysicalState;
import org.rsmapi.driver.wci.stat.Kstat;
import org.rsmapi.driver.wci.stat.Kstats;
import org.rsmapi.spi.DriverConsole.Answer;

/** Statistics as tables for people. */
final class StatTables {

  private static final int LINKS = 3;

  private static final List<String> CONTROLLER_COLUMNS =
      List.of(
          "node",
          "process",
          "state",
          "exported",
          "published",
          "connections",
          "bound bytes",
          "imported",
          "send queues",
          "handlers",
          "wcis",
          "available wcis",
          "reconfigurations",
          "reroutings",
          "free cmmu entries");

  private static final List<String> CONTROLLER_FIELDS =
      List.of(
          "ex_memsegs",
          "ex_memsegs_pub",
          "ex_memsegs_con",
          "bytes_bound",
          "im_memsegs_con",
          "sendqs",
          "handlers",
          "num_wcis",
          "avail_wcis",
          "num_reconfigs");

  private static final List<String> LINK_COLUMNS =
      List.of(
          "node", "wci", "link", "enabled", "state", "physical", "laser", "transmit",
          "auto shutdown", "to node", "to wci", "to link", "bytes", "transfer errors");

  private static final List<String> ERROR_COLUMNS =
      List.of(
          "node", "wci", "cluster errors", "link", "transfer errors", "link errors", "last", "max",
          "avg", "error takedowns", "disconnected", "config", "failed bring-ups");

  private static final List<String> ROUTE_COLUMNS =
      List.of(
          "node",
          "to node",
          "host",
          "fm node id",
          "session",
          "type",
          "changes",
          "wcis",
          "stripes",
          "paths",
          "hops");

  private StatTables() {}

  /** Returns a line for each node. */
  static Answer controllers(List<RunningNode> nodes) {
    List<List<String>> rows = new ArrayList<>();
    for (RunningNode node : nodes) {
      RunningNode.Facts facts = node.facts();
      Kstat kstat = only(node.statistics(), Kstats.RSMPI_STAT).getFirst();
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(node.cnode()));
      row.add(facts.pid());
      row.add(kstat.text("ctlr_state"));
      CONTROLLER_FIELDS.forEach(field -> row.add(String.valueOf(kstat.number(field))));
      row.add(String.valueOf(facts.reroutings()));
      row.add(String.valueOf(kstat.number("free_cmmu_entries")));
      rows.add(row);
    }
    return new Answer(CONTROLLER_COLUMNS, rows, "");
  }

  private static List<Kstat> only(List<Kstat> kstats, String name) {
    return kstats.stream().filter(kstat -> kstat.name().equals(name)).toList();
  }

  /** What is said of a link: of its WCI, of the traffic there, and with which suffix. */
  private interface OfLink {
    Stream<String> cells(Kstat wci, Kstat traffic, String suffix);
  }

  /** Returns a line for each link. */
  static Answer links(List<RunningNode> nodes) {
    return ofEachLink(nodes, LINK_COLUMNS, StatTables::link);
  }

  /** Returns a line for each link, with what has gone wrong there. */
  static Answer errors(List<RunningNode> nodes) {
    return ofEachLink(nodes, ERROR_COLUMNS, StatTables::errors);
  }

  private static Answer ofEachLink(List<RunningNode> nodes, List<String> columns, OfLink row) {
    List<List<String>> rows = new ArrayList<>();
    for (RunningNode node : nodes) {
      List<Kstat> kstats = node.statistics();
      for (Kstat wci : only(kstats, Kstats.STATUS)) {
        Kstat traffic =
            only(kstats, Kstats.TRAFFIC).stream()
                .filter(other -> other.instance() == wci.instance())
                .findFirst()
                .orElse(wci);
        for (int link : validLinks(wci)) {
          Stream<String> cells = row.cells(wci, traffic, "_" + link);
          rows.add(Stream.concat(Stream.of(String.valueOf(node.cnode())), cells).toList());
        }
      }
    }
    return new Answer(columns, rows, rows.isEmpty() ? "No link is configured." : "");
  }

  /** Returns the numbers of the links that the configuration has. */
  static List<Integer> validLinks(Kstat wci) {
    return IntStream.range(0, LINKS)
        .filter(number -> wci.number("valid_link_" + number) != 0)
        .boxed()
        .toList();
  }

  private static Stream<String> link(Kstat wci, Kstat traffic, String suffix) {
    return Stream.of(
            Stream.of(String.valueOf(wci.instance()), suffix.substring(1)),
            Stream.of(
                yes(wci, "link_enabled" + suffix),
                state(wci.number("LC_link_state" + suffix)),
                physical(wci.number("phys_link_state" + suffix)),
                yes(wci, "laser enabled" + suffix),
                yes(wci, "transmit enable" + suffix),
                yes(wci, "auto_shutdown_en" + suffix)),
            numbers(wci, suffix, "remote_cnode_id", "remote_wci_portid", "remote_linknum"),
            numbers(traffic, suffix, "bytes", "transfer_errors"))
        .flatMap(cells -> cells);
  }

  private static Stream<String> errors(Kstat wci, Kstat traffic, String suffix) {
    return Stream.of(
            Stream.of(String.valueOf(wci.instance())),
            numbers(wci, "", "cluster_error_count"),
            Stream.of(suffix.substring(1)),
            numbers(traffic, suffix, "transfer_errors"),
            numbers(
                wci,
                suffix,
                "link_errors",
                "last_link_errors",
                "max_link_errors",
                "avg_link_errors",
                "link_err_takedowns",
                "link_disconnected_takedowns",
                "link_cfg_takedowns",
                "link_failed_bringups"))
        .flatMap(cells -> cells);
  }

  private static Stream<String> numbers(Kstat kstat, String suffix, String... fields) {
    return Stream.of(fields).map(field -> String.valueOf(kstat.number(field + suffix)));
  }

  private static String yes(Kstat kstat, String field) {
    return kstat.number(field) == 0 ? "no" : "yes";
  }

  private static String state(long number) {
    return label(Stream.of(LinkState.values()).map(LinkState::label).toList(), number);
  }

  private static String physical(long number) {
    return label(Stream.of(PhysicalState.values()).map(PhysicalState::label).toList(), number);
  }

  /** Returns the label of a state; the order of the states is that of the numbers. */
  private static String label(List<String> labels, long number) {
    return number >= 0 && number < labels.size()
        ? labels.get((int) number)
        : String.valueOf(number);
  }

  /** Returns a line for each route. */
  static Answer routes(List<RunningNode> nodes) {
    List<List<String>> rows = new ArrayList<>();
    for (RunningNode node : nodes) {
      RunningNode.Facts facts = node.facts();
      for (Kstat kstat : node.statistics()) {
        if (kstat.module().equals(Kstats.WRSM_ROUTE)) {
          rows.add(route(node.cnode(), facts, kstat));
        }
      }
    }
    return new Answer(ROUTE_COLUMNS, rows, rows.isEmpty() ? "There is no other node." : "");
  }

  private static List<String> route(int cnode, RunningNode.Facts facts, Kstat kstat) {
    int to = (int) kstat.number("cnodeid");
    return List.of(
        String.valueOf(cnode),
        String.valueOf(to),
        kstat.name(),
        "0x" + Long.toHexString(kstat.number("fmnodeid")),
        facts.sessions().getOrDefault(to, ""),
        kstat.number("route-type") == 0 ? "multihop" : "passthrough",
        String.valueOf(kstat.number("num_changes")),
        String.valueOf(kstat.number("num_wcis")),
        String.valueOf(kstat.number("num_stripes")),
        ofEach(kstat, StatTables::paths),
        ofEach(kstat, (route, prefix) -> String.valueOf(route.number(prefix + "numhops"))));
  }

  /** What is said of a WCI of a route. */
  private interface OfWci {
    String text(Kstat route, String prefix);
  }

  private static String ofEach(Kstat route, OfWci cell) {
    return LongStream.range(0, route.number("num_wcis"))
        .mapToObj(i -> cell.text(route, "route" + i + "_"))
        .collect(Collectors.joining(" "));
  }

  private static String paths(Kstat route, String prefix) {
    return LongStream.range(0, route.number(prefix + "numlinks"))
        .mapToObj(j -> route.number(prefix + "portid") + "." + route.number(prefix + "linkid" + j))
        .collect(Collectors.joining(" "));
  }

  /** Returns a line for each value. */
  static Answer values(List<RunningNode> nodes) {
    List<List<String>> rows = new ArrayList<>();
    for (RunningNode node : nodes) {
      for (Kstat kstat : node.statistics()) {
        kstat
            .values()
            .forEach(
                (field, value) ->
                    rows.add(
                        List.of(
                            String.valueOf(node.cnode()),
                            kstat.qualifiedName() + ":" + field,
                            String.valueOf(value))));
      }
    }
    return new Answer(List.of("node", "name", "value"), rows, "");
  }
}
