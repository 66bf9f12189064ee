// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

/** Counts, and takes statistics over intervals. */
final class WindowedCounter {

  private final int weight;
  private final Window shortWindow = new Window();
  private final Window longWindow = new Window();
  private long total;

  WindowedCounter(int weight) {
    this.weight = weight;
  }

  void add(long count) {
    total += count;
    shortWindow.current += count;
    longWindow.current += count;
  }

  void endShort() {
    shortWindow.end(weight);
  }

  void endLong() {
    longWindow.end(weight);
  }

  WindowedCount get() {
    return new WindowedCount(
        total,
        shortWindow.last,
        shortWindow.max,
        shortWindow.average,
        longWindow.last,
        longWindow.max,
        longWindow.average);
  }

  private static final class Window {

    private long current;
    private long last;
    private long max;
    private long average;
    private boolean any;

    void end(int weight) {
      last = current;
      current = 0;
      max = Math.max(max, last);
      average = any ? (average * (weight - 1) + last) / weight : last;
      any = true;
    }
  }
}
