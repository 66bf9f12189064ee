// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rsmapi.bench.protocol.Turn;

/**
 * The processors of the two sides.
 *
 * @param measuring for the side that measures
 * @param answering for the other
 */
public record Cpus(int measuring, int answering) {

  /** For lack of two processors, or of a system that places threads. */
  public static final Cpus NONE = new Cpus(Turn.ANYWHERE, Turn.ANYWHERE);

  private static final String ALLOWED = "Cpus_allowed_list:";

  /** The first two that this process may use. */
  public static Cpus find() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith(ALLOWED)) {
          List<Integer> allowed = parse(line.substring(ALLOWED.length()).strip());
          return allowed.size() < 2 ? NONE : new Cpus(allowed.get(0), allowed.get(1));
        }
      }
      return NONE;
    } catch (IOException e) {
      return NONE;
    }
  }

  /** Numbers and ranges, as in {@code 0-3,8}. */
  static List<Integer> parse(String list) {
    List<Integer> cpus = new ArrayList<>();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) {
        cpus.add(cpu);
      }
    }
    return cpus;
  }

  /** The first one, or anywhere. */
  int measuring(Placement placement) {
    return placement == Placement.PINNED ? measuring : Turn.ANYWHERE;
  }

  /** The second one, or anywhere. */
  int answering(Placement placement) {
    return placement == Placement.PINNED ? answering : Turn.ANYWHERE;
  }
}
