// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.console;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.NodeList;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.driver.sci.sisci.SisciProvider;
import org.rsmapi.spi.DriverConsole.Answer;

/**
 * A cluster with hardware: what SISCI tells of it, which knows of this host and of its links.
 *
 * @param list the hosts
 * @param provider SISCI
 */
record NativeCluster(NodeList list, SisciProvider provider) implements ClusterView {

  /** What is done with a node of the list on an adapter that this host has. */
  private interface Visitor {
    void visit(int host, int adapterNo, int node, int localNode);
  }

  @Override
  public Answer nodes() {
    try (Sisci sisci = provider.open()) {
      List<List<String>> rows = new ArrayList<>();
      visit(
          sisci,
          (host, adapterNo, node, localNode) ->
              rows.add(
                  List.of(
                      String.valueOf(node),
                      String.valueOf(host + 1),
                      list.hosts().get(host).name(),
                      String.valueOf(adapterNo),
                      node == localNode
                          ? "this host"
                          : ClusterView.state(sisci.probeNode(adapterNo, node)),
                      "")));
      return new Answer(NODE_COLUMNS, rows, "SISCI is " + sisci.description() + ".");
    } catch (SisciException e) {
      throw failure("nodes", e);
    }
  }

  @Override
  public Answer links() {
    try (Sisci sisci = provider.open()) {
      List<List<String>> rows = new ArrayList<>();
      visit(
          sisci,
          (host, adapterNo, node, localNode) -> {
            if (node != localNode) {
              boolean up = sisci.isLinkOperational(adapterNo) && sisci.probeNode(adapterNo, node);
              rows.add(
                  List.of(
                      String.valueOf(localNode),
                      String.valueOf(node),
                      String.valueOf(adapterNo),
                      ClusterView.state(up)));
            }
          });
      return new Answer(LINK_COLUMNS, rows, "SISCI tells of the links of this host alone.");
    } catch (SisciException e) {
      throw failure("links", e);
    }
  }

  private void visit(Sisci sisci, Visitor visitor) {
    List<Integer> adapters = provider.adapters();
    for (int i = 0; i < list.hosts().size(); i++) {
      int host = i;
      new TreeMap<>(list.hosts().get(i).adapters())
          .forEach(
              (adapterNo, node) -> {
                if (adapters.contains(adapterNo)) {
                  visitor.visit(host, adapterNo, node, sisci.localNodeId(adapterNo));
                }
              });
    }
  }

  private static RsmException failure(String operation, SisciException e) {
    return new RsmException(
        RsmError.CTLR_NOT_PRESENT, operation, String.valueOf(e.getMessage()), e.code(), e);
  }

  @Override
  public Answer segments(List<Integer> nodes) {
    throw refusal("segments", "SISCI has no call that lists segments");
  }

  @Override
  public Answer setLink(int first, int second, OptionalInt adapterNo, boolean up) {
    throw refusal("link", "a link of hardware is not taken down or up here");
  }

  @Override
  public Answer kill(int node) {
    throw refusal("node kill", "a node of hardware is not made to crash here");
  }

  private static RsmException refusal(String operation, String reason) {
    return new RsmException(
        RsmError.UNSUPPORTED_OPERATION,
        operation,
        reason + "; only the emulated cluster can, see org.rsmapi.sci.implementation=emulated");
  }
}
