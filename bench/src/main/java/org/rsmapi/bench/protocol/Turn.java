// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.protocol;

import java.util.List;

/**
 * One turn of one contender.
 *
 * @param work what is done; {@link org.rsmapi.bench.harness.Work} lists them
 * @param size in bytes
 * @param bursts how many means are wanted
 * @param operations in each burst
 * @param cpu where this side runs, or {@link #ANYWHERE}
 * @param each whether each operation is timed, instead of each burst
 */
public record Turn(String work, long size, int bursts, int operations, int cpu, boolean each) {

  /** Leaves the placement to the kernel. */
  public static final int ANYWHERE = -1;

  /** Bursts before those that count. */
  public static final int WARM_UP_BURSTS = 2;

  private static final int FIELDS = 6;

  /** How many operations the other side has to answer. */
  public long answers() {
    return (long) (bursts + WARM_UP_BURSTS) * operations;
  }

  /** The same turn for the side that runs elsewhere. */
  public Turn on(int otherCpu) {
    return new Turn(work, size, bursts, operations, otherCpu, each);
  }

  /** The inverse of {@link #parse}. */
  public String line() {
    return String.join(
        " ",
        work,
        Long.toString(size),
        Integer.toString(bursts),
        Integer.toString(operations),
        Integer.toString(cpu),
        each ? "each" : "bursts");
  }

  /** As a program takes them that starts both sides itself. */
  public List<String> arguments(int otherCpu) {
    return List.of(
        work,
        Long.toString(size),
        Integer.toString(bursts),
        Integer.toString(operations),
        Integer.toString(cpu),
        Integer.toString(otherCpu),
        each ? "each" : "bursts");
  }

  /** The inverse of {@link #line}. */
  public static Turn parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(
          "'" + line + "': no turn, it has not " + FIELDS + " words");
    }
    return new Turn(
        fields[0],
        Long.parseLong(fields[1]),
        Integer.parseInt(fields[2]),
        Integer.parseInt(fields[3]),
        Integer.parseInt(fields[4]),
        fields[5].equals("each"));
  }
}
