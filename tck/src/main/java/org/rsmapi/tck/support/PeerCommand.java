// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rsmapi.tck.fixture.DriverUnderTest;

/** The command lines that {@link Peer} starts. */
final class PeerCommand {

  /** System property of a peer: the controller that its bed is over. */
  static final String CONTROLLER = "org.rsmapi.tck.peer.controller";

  /** Flags of this process that its peers need; memory and agents are each one's own affair. */
  private static final List<String> INHERITED_FLAGS =
      List.of("--enable-native-access", "--sun-misc-unsafe-memory-access", "--add-opens");

  private static final String INHERITED_PROPERTIES = "org.rsmapi.";

  private PeerCommand() {}

  /** Returns what follows the command that starts Java. */
  static List<String> arguments(
      String controller, String classPath, Map<String, String> properties) {
    // A peer is killed now and then; it is not to leave its performance data behind.
    List<String> arguments =
        new ArrayList<>(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> INHERITED_FLAGS.stream().anyMatch(flag::startsWith))
        .forEach(arguments::add);
    Map<String, String> all = new TreeMap<>();
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(INHERITED_PROPERTIES))
        .forEach(name -> all.put(name, System.getProperty(name)));
    all.putAll(DriverUnderTest.current().systemProperties());
    all.putAll(properties);
    all.put(CONTROLLER, controller);
    all.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
    arguments.addAll(List.of("-cp", classPath, PeerMain.class.getName()));
    return arguments;
  }
}
