// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.ConfigurationText;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.InstallChecks;
import org.rsmapi.driver.wci.config.LifeCycleException;
import org.rsmapi.driver.wci.config.Member;
import org.rsmapi.driver.wci.config.Netlist;
import org.rsmapi.spi.DriverConsole.Answer;

/** What the command wrsmconf(1M) did. */
final class Configurations {

  private static final List<String> FILE_COLUMNS =
      List.of("controller", "node", "host", "version", "file");
  private static final List<String> NODE_COLUMNS =
      List.of("controller", "node", "process", "version", "configuration");

  private Configurations() {}

  /** Makes a file for each host of a netlist. */
  static Answer create(Arguments arguments) {
    Path folder = arguments.path(1);
    List<List<String>> rows = new ArrayList<>();
    Map<String, ControllerConfiguration> hosts = Netlist.read(arguments.path(0)).configurations();
    for (Map.Entry<String, ControllerConfiguration> host : hosts.entrySet()) {
      Path file = folder.resolve(host.getKey() + ".conf");
      write(file, ConfigurationText.print(List.of(host.getValue())));
      rows.add(row(host.getValue(), file.toString()));
    }
    return new Answer(FILE_COLUMNS, rows, "");
  }

  private static List<String> row(ControllerConfiguration configuration, String last) {
    return List.of(
        "wrsm" + configuration.controller(),
        String.valueOf(configuration.localCnode()),
        configuration.hostName(),
        version(configuration.version()),
        last);
  }

  private static String version(long version) {
    return "0x" + Long.toHexString(version);
  }

  private static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          "'" + e.getFile() + "' is there already; remove it or name another one", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("'" + file + "' cannot be written: " + e, e);
    }
  }

  /** Checks a file without a node. */
  static Answer check(Arguments arguments) {
    List<List<String>> rows = new ArrayList<>();
    for (ControllerConfiguration configuration : ConfigurationText.read(arguments.path(0))) {
      try {
        InstallChecks.check(configuration);
      } catch (LifeCycleException e) {
        throw new IllegalArgumentException(
            arguments.path(0)
                + ": wrsm"
                + configuration.controller()
                + ": "
                + e.code()
                + ": "
                + e.getMessage(),
            e);
      }
      rows.add(row(configuration, "can be installed"));
    }
    return new Answer(List.of("controller", "node", "host", "version", "result"), rows, "");
  }

  /** Has nodes of this host take over a file, as far as the steps go. */
  static Answer take(Arguments arguments, String... steps) {
    Path file = arguments.path(0);
    List<List<String>> rows = new ArrayList<>();
    for (ControllerConfiguration configuration : ConfigurationText.read(file)) {
      if (arguments.isAnyController() || configuration.controller() == arguments.controller()) {
        rows.add(take(arguments.operation(), configuration, steps));
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + file + "' has nothing for wrsm" + arguments.controller());
    }
    return new Answer(NODE_COLUMNS, rows, "");
  }

  private static List<String> take(
      String operation, ControllerConfiguration configuration, String... steps) {
    RunningNode node = new RunningNode(configuration.controller(), configuration.localCnode());
    if (!node.isAlive()) {
      throw new RsmException(
          RsmError.CTLR_NOT_PRESENT,
          operation,
          "node "
              + node.cnode()
              + " of wrsm"
              + node.controller()
              + " is no process of this host; start one with this file");
    }
    node.send(operation, configuration);
    for (String step : steps) {
      node.order(operation, step);
    }
    return row(node);
  }

  private static List<String> row(RunningNode node) {
    RunningNode.Facts facts = node.facts();
    return List.of(
        "wrsm" + node.controller(),
        String.valueOf(node.cnode()),
        facts.pid(),
        version(facts.version()),
        facts.state());
  }

  /** Has all nodes of this host do a step. */
  static Answer step(Arguments arguments, String step) {
    List<List<String>> rows = new ArrayList<>();
    for (RunningNode node : arguments.living()) {
      node.order(arguments.operation(), step);
      rows.add(row(node));
    }
    return new Answer(NODE_COLUMNS, rows, "");
  }

  /** Tells how far the configurations of all nodes of this host are. */
  static Answer info(Arguments arguments) {
    return new Answer(
        NODE_COLUMNS, arguments.living().stream().map(Configurations::row).toList(), "");
  }

  /** Lists the members of the network. */
  static Answer topology(Arguments arguments) {
    List<RunningNode> living = arguments.living();
    ControllerConfiguration configuration = living.getFirst().configuration();
    List<List<String>> rows = new ArrayList<>();
    for (Member member : configuration.members()) {
      boolean here = living.stream().anyMatch(node -> node.cnode() == member.cnode());
      rows.add(
          List.of(
              "0x" + Long.toHexString(member.fmNodeId()),
              member.hostName(),
              "wrsm" + configuration.controller(),
              String.valueOf(member.cnode()),
              here ? "up" : "down"));
    }
    return new Answer(
        List.of("fm node id", "node name", "controller", "hw address", "process"), rows, "");
  }

  /** Writes the configuration of a node into a file. */
  static Answer dump(Arguments arguments) {
    RunningNode node = arguments.nodes(1).getFirst();
    write(arguments.path(0), node.configurationText());
    return Answer.of(
        "The configuration of node "
            + node.cnode()
            + " of wrsm"
            + node.controller()
            + " is in "
            + arguments.path(0)
            + " now.");
  }
}
