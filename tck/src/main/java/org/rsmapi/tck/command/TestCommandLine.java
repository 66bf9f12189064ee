// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rsmapi.tck.fixture.Place;

/** The command line of the process with the tests. */
final class TestCommandLine {

  private static final String INHERITED_PROPERTIES = "org.rsmapi.";

  private TestCommandLine() {}

  /**
   * Makes the command line.
   *
   * @param drivers jars besides the class path of this process
   * @param properties system properties besides those of this process
   * @param scratch for temporary files
   * @param crashes where the JVM tells of its crashes
   */
  static List<String> of(
      List<Path> drivers, Map<String, String> properties, Path scratch, Path crashes) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Place.java(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // A process that is killed would leave them behind.
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + scratch,
                "-XX:ErrorFile=" + crashes.resolve("hs_err_pid%p.log")));
    Map<String, String> all = new TreeMap<>(Map.of("org.rsmapi.faults", "true"));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(INHERITED_PROPERTIES))
        .forEach(name -> all.put(name, System.getProperty(name)));
    all.putAll(properties);
    all.forEach((name, value) -> command.add("-D" + name + "=" + value));
    List<String> classPath = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    drivers.forEach(jar -> classPath.add(jar.toString()));
    command.addAll(
        List.of("-cp", String.join(File.pathSeparator, classPath), TestProcess.class.getName()));
    return command;
  }
}
