// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says how far it is. */
public final class Progress {

  private final PrintWriter out;
  private final long begin = System.nanoTime();

  /** Writes there. */
  public Progress(PrintWriter out) {
    this.out = out;
  }

  /** One line, with the seconds since the start. */
  public void say(String what) {
    out.printf(Locale.ROOT, "[%4d s] %s%n", seconds(), what);
    out.flush();
  }

  /** Since the start. */
  public long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
  }
}
