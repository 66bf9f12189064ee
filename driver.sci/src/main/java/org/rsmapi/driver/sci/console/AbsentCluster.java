// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.console;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.NodeList;
import org.rsmapi.spi.DriverConsole.Answer;

/**
 * A cluster of which the list alone is known.
 *
 * @param list the hosts
 * @param reason why SISCI cannot be used
 */
record AbsentCluster(NodeList list, String reason) implements ClusterView {

  @Override
  public Answer nodes() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < list.hosts().size(); i++) {
      NodeList.Host host = list.hosts().get(i);
      String rsmNode = String.valueOf(i + 1);
      new TreeMap<>(host.adapters())
          .forEach(
              (adapter, node) ->
                  rows.add(
                      List.of(
                          String.valueOf(node),
                          rsmNode,
                          host.name(),
                          adapter + "",
                          "unknown",
                          "")));
    }
    return new Answer(NODE_COLUMNS, rows, "SISCI cannot be used: " + reason);
  }

  @Override
  public Answer links() {
    throw absent("links");
  }

  @Override
  public Answer segments(List<Integer> nodes) {
    throw absent("segments");
  }

  @Override
  public Answer setLink(int first, int second, OptionalInt adapterNo, boolean up) {
    throw absent("link");
  }

  @Override
  public Answer kill(int node) {
    throw absent("node kill");
  }

  private RsmException absent(String operation) {
    return new RsmException(RsmError.CTLR_NOT_PRESENT, operation, reason);
  }
}
