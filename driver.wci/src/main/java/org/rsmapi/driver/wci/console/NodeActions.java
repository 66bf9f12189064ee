// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.spi.DriverConsole.Answer;

/** What operators have nodes do, faults above all. The first argument is always the node. */
final class NodeActions {

  private static final long DEATH_LIMIT_MILLIS = 10_000;
  private static final long LOOK_NANOS = 1_000_000;

  private NodeActions() {}

  /** Plugs a cable in, or pulls it. */
  static Answer cable(Arguments arguments, boolean plugged) {
    String done = plugged ? "is plugged in" : "is pulled";
    return link(arguments, NodeText.CABLE, word(plugged), "The cable of %s " + done + " now.");
  }

  /** Enables a link, or disables it. */
  static Answer enable(Arguments arguments, boolean enabled) {
    String done = enabled ? "Link %s is enabled now." : "Link %s is disabled until it is enabled.";
    return link(arguments, NodeText.LINK, word(enabled), done);
  }

  /** Has a link make errors. */
  static Answer errors(Arguments arguments) {
    long count = arguments.count(3);
    return link(
        arguments,
        NodeText.ERRORS,
        String.valueOf(count),
        "Link %s has " + count + " errors more; the next poll finds them.");
  }

  /** Has the next transfer over a link fail. */
  static Answer fail(Arguments arguments) {
    return link(arguments, NodeText.FAIL, "", "The next transfer over link %s fails.");
  }

  private static String word(boolean on) {
    return on ? NodeText.ON : NodeText.OFF;
  }

  private static Answer link(Arguments arguments, String order, String last, String done) {
    RunningNode node = arguments.node(0);
    LinkId link = arguments.link(1, node);
    String words = order + " " + link.port() + " " + link.number() + " " + last;
    node.order(arguments.operation(), words.stripTrailing());
    return Answer.of(String.format(done, link + " of node " + node.cnode()));
  }

  /** Has a WCI fail, or work again. */
  static Answer wci(Arguments arguments, boolean up) {
    RunningNode node = arguments.node(0);
    int port = arguments.wci(1, node);
    node.order(arguments.operation(), NodeText.WCI, String.valueOf(port), word(up));
    return Answer.of(
        "WCI " + port + " of node " + node.cnode() + (up ? " works again." : " has failed."));
  }

  /** Has a node lock out the writes of another. */
  static Answer lockOut(Arguments arguments) {
    return peer(arguments, NodeText.LOCKOUT, "Node %2$d locks out the writes of node %1$d now.");
  }

  /** Has a node refuse an access of another. */
  static Answer violate(Arguments arguments) {
    return peer(arguments, NodeText.VIOLATE, "Node %2$d refuses the next access of node %1$d.");
  }

  private static Answer peer(Arguments arguments, String order, String done) {
    RunningNode node = arguments.node(0);
    int peer = arguments.peer(1, node);
    node.order(arguments.operation(), order, String.valueOf(peer));
    return Answer.of(String.format(done, node.cnode(), peer));
  }

  /** Has a node die. */
  static Answer kill(Arguments arguments) {
    RunningNode node = arguments.node(0);
    String pid = node.facts().pid();
    node.order(arguments.operation(), NodeText.KILL);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEATH_LIMIT_MILLIS);
    while (node.isAlive()) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw new RsmException(
            RsmError.TIMEOUT, arguments.operation(), "node " + node.cnode() + " still lives");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return Answer.of(
        "Node " + node.cnode() + " has died; process " + pid + " lives on without it.");
  }

  /** Has a node send messages to another. */
  static Answer check(Arguments arguments) {
    RunningNode node = arguments.node(0);
    int peer = arguments.peer(1, node);
    String token = ProcessHandle.current().pid() + "-" + System.nanoTime();
    node.order(arguments.operation(), NodeText.CHECK, String.valueOf(peer), token);
    List<String> cells = node.result(token);
    return new Answer(
        List.of("messages", "least ns", "average ns", "most ns"),
        List.of(cells),
        "Node " + peer + " has answered each message of node " + node.cnode() + ".");
  }
}
