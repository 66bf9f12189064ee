// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.util.Locale;

/** Numbers for people. */
public final class Amount {

  private static final double STEP = 1000;
  private static final long BINARY_STEP = 1024;
  private static final String[] TIMES = {"ns", "us", "ms", "s"};
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB"};

  private Amount() {}

  /** A figure in its unit. */
  public static String of(String work, double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return Unit.of(work) == Unit.BYTES ? String.format(Locale.ROOT, "%.1f B", value) : time(value);
  }

  /** Nanoseconds, or whatever reads better. */
  static String time(double nanos) {
    double value = nanos;
    int unit = 0;
    while (value >= STEP && unit < TIMES.length - 1) {
      value /= STEP;
      unit++;
    }
    String format = value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, TIMES[unit]);
  }

  /** Bytes, or whatever reads better; nothing for 0. */
  public static String size(long bytes) {
    long value = bytes;
    int unit = 0;
    while (value >= BINARY_STEP && value % BINARY_STEP == 0 && unit < SIZES.length - 1) {
      value /= BINARY_STEP;
      unit++;
    }
    return bytes == 0 ? "" : value + " " + SIZES[unit];
  }

  /** What a size is, which for segments is their number. */
  public static String size(FigureKey key) {
    return key.work().startsWith("segments-") ? key.size() + "x" : size(key.size());
  }

  /** How many times. */
  public static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.2f", ratio);
  }
}
