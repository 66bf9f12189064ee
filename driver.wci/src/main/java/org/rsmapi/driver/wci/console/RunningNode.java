// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.ConfigurationText;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.stat.Kstat;
import org.rsmapi.driver.wci.stat.KstatText;
import org.rsmapi.driver.wci.wire.CnodeNames;
import org.rsmapi.fabric.control.ControlClient;

/**
 * A node of a controller that is a process of this host, as another process sees it.
 *
 * @param controller its network
 * @param cnode which node
 */
record RunningNode(int controller, int cnode) {

  /** As many nodes as a network has at most. */
  static final int MOST_NODES = 256;

  /** So many characters fit into a request, whatever they are. */
  private static final int TEXT_PART = 2000;

  /** A host may be busy. */
  private static final long LIMIT_MILLIS = 5_000;

  private static final String REFUSED = "refused ";
  private static final String ANOTHER_USER = "belongs to another user";

  /**
   * What a node tells of itself.
   *
   * @param pid of its process
   * @param state of its configuration
   * @param version of that
   * @param reroutings how often routes have changed
   * @param sessions the states of those with others
   */
  record Facts(
      String pid, String state, long version, long reroutings, Map<Integer, String> sessions) {}

  /** Returns the nodes of a controller that live, in order. */
  static List<RunningNode> all(int controller) {
    List<RunningNode> nodes = new ArrayList<>();
    for (int cnode = 0; cnode < MOST_NODES; cnode++) {
      RunningNode node = new RunningNode(controller, cnode);
      if (node.isAlive()) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  /** Tells whether a process is this node. */
  boolean isAlive() {
    try (ControlClient client = reach()) {
      return client != null;
    }
  }

  private @Nullable ControlClient reach() {
    return ControlClient.reach(CnodeNames.control(controller, cnode));
  }

  private List<String> lines(String topic) {
    try (ControlClient client = reach()) {
      List<String> lines = client == null ? null : client.lines(topic, LIMIT_MILLIS);
      if (lines == null) {
        throw silent(topic);
      }
      return lines;
    }
  }

  private RsmException silent(String operation) {
    return new RsmException(
        RsmError.REMOTE_NODE_UNREACHABLE,
        operation,
        "node " + cnode + " of wrsm" + controller + " does not answer");
  }

  /** Returns what it tells of itself. */
  Facts facts() {
    Map<String, String> words = new TreeMap<>();
    Map<Integer, String> sessions = new TreeMap<>();
    try {
      for (String line : lines(NodeText.NODE)) {
        String[] parts = line.split(" ", -1);
        if (parts[0].equals(NodeText.SESSION) && parts.length == 3) {
          sessions.put(Integer.parseInt(parts[1]), parts[2]);
        } else if (parts.length == 2) {
          words.put(parts[0], parts[1]);
        }
      }
      return new Facts(
          words.getOrDefault(NodeText.PID, ""),
          words.getOrDefault(NodeText.STATE, ""),
          Long.parseLong(words.getOrDefault(NodeText.VERSION, "0")),
          Long.parseLong(words.getOrDefault(NodeText.REROUTINGS, "0")),
          sessions);
    } catch (NumberFormatException e) {
      throw silent(NodeText.NODE);
    }
  }

  /** Returns its statistics. */
  List<Kstat> statistics() {
    List<Kstat> kstats = KstatText.read(lines(NodeText.KSTAT));
    if (kstats == null) {
      throw silent(NodeText.KSTAT);
    }
    return kstats;
  }

  /** Returns the configuration that is in force, as text. */
  String configurationText() {
    return String.join("\n", lines(NodeText.CONFIGURATION)) + "\n";
  }

  /** Returns the configuration that is in force. */
  ControllerConfiguration configuration() {
    List<ControllerConfiguration> read =
        ConfigurationText.parse(configurationText(), "configuration of node " + cnode);
    if (read.isEmpty()) {
      throw silent(NodeText.CONFIGURATION);
    }
    return read.getFirst();
  }

  /** Returns what came of a check. */
  List<String> result(String token) {
    return lines(NodeText.RESULT + " " + token);
  }

  /**
   * Has the node do something.
   *
   * @param operation what the operator asked for
   * @throws RsmException if it fails
   * @throws IllegalArgumentException if the node does not do that, or not now
   */
  void order(String operation, String... words) {
    try (ControlClient client = reach()) {
      String failure =
          client == null ? "is no process any more" : client.command(String.join(" ", words));
      if (failure != null) {
        throw failure(operation, failure);
      }
    }
  }

  private RuntimeException failure(String operation, String answer) {
    if (!answer.startsWith(REFUSED)) {
      return failure(RsmError.REMOTE_NODE_UNREACHABLE, operation, answer);
    }
    String reason = answer.substring(REFUSED.length());
    if (reason.equals(ANOTHER_USER)) {
      return failure(RsmError.PERM_DENIED, operation, reason);
    }
    String[] words = reason.split(" ", 3);
    if (words.length == 3 && words[0].equals(NodeText.FAILED)) {
      return Stream.of(RsmError.values())
          .filter(error -> error.name().equals(words[1]))
          .findFirst()
          .map(error -> failure(error, operation, words[2]))
          .orElseGet(() -> failure(RsmError.REMOTE_NODE_UNREACHABLE, operation, reason));
    }
    return new IllegalArgumentException("node " + cnode + ": " + reason);
  }

  private RsmException failure(RsmError error, String operation, String reason) {
    return new RsmException(error, operation, "node " + cnode + ": " + reason);
  }

  /** Sends a configuration, which is there for an order to replace. */
  void send(String operation, ControllerConfiguration configuration) {
    String text = ConfigurationText.print(List.of(configuration));
    for (int from = 0; from < text.length(); from += TEXT_PART) {
      order(
          operation,
          NodeText.TEXT,
          String.valueOf(from),
          text.substring(from, Math.min(text.length(), from + TEXT_PART)));
    }
  }
}
