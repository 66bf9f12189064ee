// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rsmapi.NodeId;
import org.rsmapi.driver.sci.sisci.Sisci;

/**
 * The hosts of a cluster and their adapters, since SISCI cannot list them. The first host is node 1
 * of RSMAPI, and so on.
 *
 * @param hosts in the order of the list
 */
public record NodeList(List<Host> hosts) {

  private static final String HOSTNAME = "HOSTNAME:";
  private static final String ADAPTER = "ADAPTER:";
  private static final int MAX_HOSTS = 64;
  private static final int NODE_STEP = 4;

  /** Of the fields of an adapter: its name, its node id, its number; more may follow. */
  private static final int ADAPTER_FIELDS = 4;

  /**
   * A host.
   *
   * @param name for people
   * @param adapters the node ids of SISCI by the number of the adapter
   */
  public record Host(String name, Map<Integer, Integer> adapters) {
    /** Makes it independent of the map that is passed. */
    public Host {
      adapters = Map.copyOf(adapters);
    }
  }

  /** Makes it independent of the list that is passed. */
  public NodeList {
    hosts = List.copyOf(hosts);
  }

  /** Makes a list of hosts with one adapter after the other, all with the same node id. */
  static NodeList of(List<Integer> sciNodes, int adapters) {
    List<Host> hosts = new ArrayList<>();
    for (int node : sciNodes) {
      Map<Integer, Integer> ids = new TreeMap<>();
      for (int i = 0; i < adapters; i++) {
        ids.put(i, node);
      }
      hosts.add(new Host("node" + node, ids));
    }
    return new NodeList(hosts);
  }

  /**
   * Reads a file in the style of Dolphin's {@code dishosts.conf}.
   *
   * @throws IllegalArgumentException with file, line and what is wrong
   */
  static NodeList read(Path file) {
    try {
      return parse(file.toString(), Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read: " + e, e);
    }
  }

  static NodeList parse(String file, List<String> lines) {
    List<Host> hosts = new ArrayList<>();
    Set<List<Integer>> taken = new HashSet<>();
    String host = null;
    Map<Integer, Integer> adapters = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String where = file + ":" + (i + 1) + ": ";
      String[] fields = lines.get(i).replaceFirst("#.*", "").strip().split("\\s+", -1);
      if (fields[0].equals(HOSTNAME)) {
        check(fields.length >= 2, where, HOSTNAME + " wants a name");
        if (host != null) {
          hosts.add(new Host(host, adapters));
        }
        host = fields[1];
        adapters = new TreeMap<>();
      } else if (fields[0].equals(ADAPTER)) {
        check(host != null, where, ADAPTER + " comes before the first " + HOSTNAME);
        check(
            fields.length >= ADAPTER_FIELDS,
            where,
            ADAPTER + " wants a name, a node id and a number");
        int node = number(fields[2], where, "node id");
        int adapter = number(fields[3], where, "number of an adapter");
        check(
            isNodeId(node),
            where,
            "node id " + node + ": use a multiple of 4, from 4 to " + NODE_STEP * MAX_HOSTS);
        check(adapter < Sisci.MAX_ADAPTERS, where, "adapter " + adapter + ": use 0 to 3");
        check(taken.add(List.of(adapter, node)), where, "node id " + node + " is there twice");
        check(adapters.put(adapter, node) == null, where, "adapter " + adapter + " is there twice");
      }
      // Other keywords of the file are for other programs.
    }
    if (host != null) {
      hosts.add(new Host(host, adapters));
    }
    check(!hosts.isEmpty(), file + ": ", "there is no line " + HOSTNAME);
    check(hosts.size() <= MAX_HOSTS, file + ": ", "more than " + MAX_HOSTS + " hosts");
    return new NodeList(hosts);
  }

  static boolean isNodeId(int node) {
    return node >= NODE_STEP && node % NODE_STEP == 0 && node <= NODE_STEP * MAX_HOSTS;
  }

  private static int number(String text, String where, String what) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(where + text + " is no " + what, e);
    }
  }

  private static void check(boolean condition, String where, String what) {
    if (!condition) {
      throw new IllegalArgumentException(where + what);
    }
  }

  /**
   * Returns the node ids of SISCI on an adapter.
   *
   * @param adapterNo its number
   * @return in the order of the hosts that have it
   */
  public List<Integer> sciNodes(int adapterNo) {
    return hosts.stream()
        .filter(host -> host.adapters().containsKey(adapterNo))
        .map(host -> host.adapters().get(adapterNo))
        .toList();
  }

  /**
   * Returns the nodes that an adapter leads to.
   *
   * @throws IllegalArgumentException if this host is not among them
   */
  AdapterNodes ofAdapter(int adapterNo, int localSciNode) {
    List<AdapterNodes.Node> nodes = new ArrayList<>();
    NodeId local = null;
    for (int i = 0; i < hosts.size(); i++) {
      Integer sciNode = hosts.get(i).adapters().get(adapterNo);
      if (sciNode != null) {
        NodeId id = NodeId.of(i + 1L);
        nodes.add(new AdapterNodes.Node(id, sciNode));
        local = sciNode == localSciNode ? id : local;
      }
    }
    if (local == null) {
      throw new IllegalArgumentException(
          "node id "
              + localSciNode
              + " of adapter "
              + adapterNo
              + " is not in the node list; add this host to it");
    }
    return new AdapterNodes(local, nodes);
  }
}
