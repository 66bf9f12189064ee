// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.ConfigurationText;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LifeCycleException;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.stat.NetworkCommands;
import org.rsmapi.driver.wci.stat.NetworkView;

/** Carries out what a console asks of a node, one order after the other. */
final class NodeOrders {

  /** As many messages are sent as Solaris sent. */
  static final int PINGS = 100;

  private static final int MOST_RESULTS = 16;
  private static final int MOST_TEXT = 4 << 20;

  private final NetworkView node;

  /** What came of checks, newest last. Guarded by itself. */
  private final Deque<Result> results = new ArrayDeque<>();

  /** A configuration that is being sent. */
  private final StringBuilder text = new StringBuilder();

  private record Result(String token, List<String> lines) {}

  NodeOrders(NetworkView node) {
    this.node = node;
  }

  /** Returns what came of a check, or null if that is not known. */
  @Nullable List<String> result(String token) {
    synchronized (results) {
      return results.stream()
          .filter(result -> result.token().equals(token))
          .map(Result::lines)
          .findFirst()
          .orElse(null);
    }
  }

  /** Returns null if it is done, else why not. */
  synchronized @Nullable String carryOut(String order) {
    String[] words = order.split(" ", -1);
    try {
      if (words[0].equals(NodeText.TEXT)) {
        return takeText(order);
      }
      return carryOut(words[0], Arrays.asList(words).subList(1, words.length))
          ? null
          : "this node knows no order '" + words[0] + "' of this form";
    } catch (LifeCycleException e) {
      return e.code() + ": " + e.getMessage();
    } catch (RsmException e) {
      return String.join(" ", NodeText.FAILED, e.error().name(), e.detail());
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private boolean carryOut(String order, List<String> words) throws InterruptedException {
    NetworkCommands commands = node.commands();
    return switch (words.size()) {
      case 0 -> alone(order, commands);
      case 1 -> {
        int number = Integer.parseInt(words.getFirst());
        yield switch (order) {
          case NodeText.LOCKOUT -> done(() -> commands.lockOut(number));
          case NodeText.VIOLATE -> done(() -> commands.violate(number));
          default -> false;
        };
      }
      case 2 -> {
        int number = Integer.parseInt(words.getFirst());
        String word = words.get(1);
        yield switch (order) {
          case NodeText.WCI -> done(() -> commands.setWci(number, isOn(word)));
          case NodeText.FAIL -> done(() -> commands.failNext(link(words)));
          case NodeText.CHECK -> check(number, word);
          default -> false;
        };
      }
      case 3 -> {
        String word = words.get(2);
        yield switch (order) {
          case NodeText.CABLE -> done(() -> commands.setCable(link(words), isOn(word)));
          case NodeText.LINK -> done(() -> commands.setEnabled(link(words), isOn(word)));
          case NodeText.ERRORS ->
              done(() -> commands.addLinkErrors(link(words), Long.parseLong(word)));
          default -> false;
        };
      }
      default -> false;
    };
  }

  private boolean alone(String order, NetworkCommands commands) throws InterruptedException {
    switch (order) {
      case NodeText.REPLACE -> commands.replace(received());
      case NodeText.INSTALL -> commands.install();
      case NodeText.ENABLE -> commands.enable();
      case NodeText.REMOVE -> commands.remove();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean done(Runnable order) {
    order.run();
    return true;
  }

  private static LinkId link(List<String> words) {
    return new LinkId(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)));
  }

  private static boolean isOn(String word) {
    return switch (word) {
      case NodeText.ON -> true;
      case NodeText.OFF -> false;
      default -> throw new IllegalArgumentException("'" + word + "': use on or off");
    };
  }

  /** Sends messages, and keeps how long the answers took. */
  private boolean check(int cnode, String token) throws InterruptedException {
    LongSummaryStatistics nanos = new LongSummaryStatistics();
    for (int i = 0; i < PINGS; i++) {
      nanos.accept(node.commands().pingNanos(cnode));
    }
    List<String> lines =
        List.of(
            String.valueOf(nanos.getCount()),
            String.valueOf(nanos.getMin()),
            String.valueOf(Math.round(nanos.getAverage())),
            String.valueOf(nanos.getMax()));
    synchronized (results) {
      results.addLast(new Result(token, lines));
      while (results.size() > MOST_RESULTS) {
        results.removeFirst();
      }
    }
    return true;
  }

  private @Nullable String takeText(String order) {
    String[] words = order.split(" ", 3);
    int offset = words.length == 3 ? Integer.parseInt(words[1]) : -1;
    if (offset == 0) {
      text.setLength(0);
    }
    if (offset != text.length() || offset + words[2].length() > MOST_TEXT) {
      return "the parts of the configuration do not fit together; send it again";
    }
    text.append(words[2]);
    return null;
  }

  private ControllerConfiguration received() {
    ControllerConfiguration current = node.configuration();
    return ConfigurationText.parse(text.toString(), "configuration").stream()
        .filter(next -> next.controller() == current.controller())
        .filter(next -> next.localCnode() == current.localCnode())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the text has no configuration for node " + current.localCnode()));
  }
}
