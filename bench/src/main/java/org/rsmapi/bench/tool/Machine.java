// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.tool;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.rsmapi.bench.Main;

/** What a run ran on: figures mean little without it. */
final class Machine {

  /** Half a processor that others use is seen in the figures. */
  private static final double QUIET_LOAD = 0.5;

  private Machine() {}

  static Map<String, String> describe() {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("date", DateTimeFormatter.ISO_INSTANT.format(ZonedDateTime.now(ZoneOffset.UTC)));
    machine.put("version", version());
    machine.put("processor", field("/proc/cpuinfo", "model name", ":"));
    machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    machine.put("memory", field("/proc/meminfo", "MemTotal", ":"));
    machine.put("system", field("/etc/os-release", "PRETTY_NAME", "=").replace("\"", ""));
    machine.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put(
        "java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    machine.put("load", String.format(Locale.ROOT, "%.2f", load()));
    return machine;
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "unpackaged");
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Whether others use the processors. */
  static boolean isBusy() {
    return load() > QUIET_LOAD;
  }

  private static String field(String file, String name, String separator) {
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (line.startsWith(name)) {
          return line.substring(line.indexOf(separator) + 1).strip();
        }
      }
      return "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }
}
