// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The command lines that {@link Peer} starts. */
final class PeerCommand {

  /** Flags of this process that its peers need; memory and agents are each one's own affair. */
  private static final List<String> INHERITED_FLAGS =
      List.of("--enable-native-access", "--sun-misc-unsafe-memory-access", "--add-opens");

  private static final String INHERITED_PROPERTIES = "org.rsmapi.";

  /** Anybody but root; the user need not exist. */
  private static final int PROBED_USER = 54_321;

  private PeerCommand() {}

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  static List<String> java(String classPath, Map<String, String> properties) {
    List<String> command = new ArrayList<>(List.of(java().toString()));
    // A peer is killed now and then; it is not to leave its performance data behind.
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> INHERITED_FLAGS.stream().anyMatch(flag::startsWith))
        .forEach(command::add);
    Map<String, String> all = new TreeMap<>();
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(INHERITED_PROPERTIES))
        .forEach(name -> all.put(name, System.getProperty(name)));
    all.putAll(TestBed.fixture().systemProperties());
    all.putAll(properties);
    all.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", classPath, PeerMain.class.getName()));
    return command;
  }

  /** Runs a command line, that is put behind this one, as another user. */
  static List<String> asUser(int uid, int gid, int... groups) {
    List<String> prefix = new ArrayList<>(List.of("setpriv"));
    prefix.addAll(List.of("--reuid", Integer.toString(uid), "--regid", Integer.toString(gid)));
    if (groups.length == 0) {
      prefix.add("--clear-groups");
    } else {
      prefix.add("--groups");
      prefix.add(
          Arrays.stream(groups).mapToObj(Integer::toString).collect(Collectors.joining(",")));
    }
    return prefix;
  }

  /** Runs a command line, that is put behind this one, with a file creation mask. */
  static List<String> withMask(int mask) {
    return inShell(String.format(Locale.ROOT, "umask %04o", mask));
  }

  /** Runs a command line, that is put behind this one, with a limit of open descriptors. */
  static List<String> withDescriptors(int limit) {
    return inShell("ulimit -n " + limit);
  }

  private static List<String> inShell(String setting) {
    return List.of("sh", "-c", setting + " && exec \"$@\"", "sh");
  }

  /** Tells whether processes of other users can be started, and can run this Java. */
  static boolean usersWork() {
    try {
      // The owner of this entry is the effective user.
      boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
      List<String> probe = new ArrayList<>(asUser(PROBED_USER, PROBED_USER));
      probe.addAll(List.of(java().toString(), "-version"));
      return root && output(probe).isPresent();
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  static boolean masksWork() {
    List<String> probe = new ArrayList<>(withMask(0027));
    probe.addAll(List.of("sh", "-c", "umask"));
    return output(probe).filter(mask -> mask.strip().equals("0027")).isPresent();
  }

  /** Returns what a command prints; empty if it cannot be started or fails. */
  private static Optional<String> output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
