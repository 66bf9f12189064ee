// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.stat.Kstat;
import org.rsmapi.driver.wci.stat.Kstats;

/**
 * What an operator has typed, read from the left; the last argument is the controller, if the
 * operation has one.
 *
 * @param operation for messages
 * @param words as many as the operation has parameters
 */
record Arguments(String operation, List<String> words) {

  private static final int CONTROLLERS = 16;

  /** Makes it independent of the list that is passed. */
  Arguments {
    words = List.copyOf(words);
  }

  /** Returns the number of the controller; that of wrsm0 if it was left out. */
  int controller() {
    String text = words.getLast();
    if (text.isEmpty()) {
      return 0;
    }
    for (int controller = 0; controller < CONTROLLERS; controller++) {
      if (List.of(String.valueOf(controller), "wrsm" + controller, "wci" + controller)
          .contains(text)) {
        return controller;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no controller; use wrsm0 to wrsm15");
  }

  /** Tells whether the controller was left out. */
  boolean isAnyController() {
    return words.getLast().isEmpty();
  }

  /** Returns the nodes of this host, or the one that is asked for. */
  List<RunningNode> nodes(int index) {
    return words.get(index).isEmpty() ? living() : List.of(node(index));
  }

  /** Returns the nodes of this host. */
  List<RunningNode> living() {
    List<RunningNode> living = RunningNode.all(controller());
    if (living.isEmpty()) {
      throw new RsmException(
          RsmError.CTLR_NOT_PRESENT,
          operation,
          "no node of wrsm" + controller() + " is a process of this host; start one first");
    }
    return living;
  }

  /** Returns the node that is asked for. */
  RunningNode node(int index) {
    String text = words.get(index);
    List<RunningNode> living = living();
    return living.stream()
        .filter(node -> String.valueOf(node.cnode()).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is no node of wrsm"
                        + controller()
                        + " on this host; those are "
                        + living.stream().map(RunningNode::cnode).toList()));
  }

  /** Returns a member of the network other than the node. */
  int peer(int index, RunningNode node) {
    String text = words.get(index);
    List<Long> peers =
        node.statistics().stream()
            .filter(kstat -> kstat.module().equals(Kstats.WRSM_ROUTE))
            .map(kstat -> kstat.number("cnodeid"))
            .toList();
    return peers.stream()
        .filter(peer -> String.valueOf(peer).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is no other node of the network of node "
                        + node.cnode()
                        + "; those are "
                        + peers))
        .intValue();
  }

  /** Returns a WCI of a node. */
  int wci(int index, RunningNode node) {
    String text = words.get(index);
    List<Integer> ports = wcis(node).stream().map(Kstat::instance).toList();
    return ports.stream()
        .filter(port -> String.valueOf(port).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is no WCI of node " + node.cnode() + "; those are " + ports));
  }

  private static List<Kstat> wcis(RunningNode node) {
    return node.statistics().stream().filter(kstat -> kstat.name().equals(Kstats.STATUS)).toList();
  }

  /** Returns a link of a node, whose WCI and number are two arguments. */
  LinkId link(int index, RunningNode node) {
    int port = wci(index, node);
    String text = words.get(index + 1);
    Kstat wci =
        wcis(node).stream().filter(kstat -> kstat.instance() == port).findFirst().orElseThrow();
    List<Integer> numbers = StatTables.validLinks(wci);
    return numbers.stream()
        .filter(number -> String.valueOf(number).equals(text))
        .map(number -> new LinkId(port, number))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is no link of WCI "
                        + port
                        + " of node "
                        + node.cnode()
                        + "; those are "
                        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "))));
  }

  /** Returns how many. */
  long count(int index) {
    String text = words.get(index);
    try {
      long count = Long.parseLong(text);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("'" + text + "' is no number of errors; use 1 or more");
  }

  /** Returns a file or folder. */
  Path path(int index) {
    try {
      return Path.of(words.get(index));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "'" + words.get(index) + "' is no name of a file: " + e.getReason(), e);
    }
  }
}
