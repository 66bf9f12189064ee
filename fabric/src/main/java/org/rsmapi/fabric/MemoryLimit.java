// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * Whether there is room for so much memory.
 *
 * <p>The kernel does not refuse to fill a memory file beyond what the machine has: it begins, and
 * then kills processes to find room, this one most likely. So this is asked before.
 */
final class MemoryLimit {

  /** Below this, asking would cost more than it can spare. */
  private static final long WORTH_ASKING = 8L << 20;

  private static final Path INFO = Path.of("/proc/meminfo");
  private static final Path OWN_GROUPS = Path.of("/proc/self/cgroup");
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  private MemoryLimit() {}

  /** Throws if there is no room. */
  static void check(long size) {
    if (size < WORTH_ASKING) {
      return;
    }
    long available = Math.min(available(), limitOfGroups());
    if (size > available) {
      throw new RsmException(
          RsmError.INSUFFICIENT_MEM,
          "create",
          size + " bytes are asked for, and " + available + " are available");
    }
  }

  private static long available() {
    long kilobytes = 0;
    for (String line : lines(INFO)) {
      if (line.startsWith("MemAvailable:") || line.startsWith("SwapFree:")) {
        kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return kilobytes == 0 ? Long.MAX_VALUE : kilobytes << 10;
  }

  /**
   * What the control groups above this process allow (version 2), as far as they can be seen. How
   * much of that is used does not count: most of it may be cache, which gives way.
   */
  private static long limitOfGroups() {
    long limit = Long.MAX_VALUE;
    for (String line : lines(OWN_GROUPS)) {
      if (line.startsWith("0::/")) {
        @Nullable Path group = GROUPS.resolve(line.substring("0::/".length())).normalize();
        while (group != null && group.startsWith(GROUPS)) {
          limit = Math.min(limit, number(group.resolve("memory.max")));
          group = group.getParent();
        }
      }
    }
    return limit;
  }

  /** A file holds one number, or "max". */
  private static long number(Path file) {
    List<String> lines = lines(file);
    return lines.isEmpty() || !lines.getFirst().matches("\\d{1,18}")
        ? Long.MAX_VALUE
        : Long.parseLong(lines.getFirst());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(); // the kernel has no such thing, or does not show it
    }
  }
}
