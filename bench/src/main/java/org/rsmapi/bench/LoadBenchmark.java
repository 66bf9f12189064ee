// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.rsmapi.DriverStatus;
import org.rsmapi.Rsm;

/** What it costs to find library and drivers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LoadBenchmark {

  /**
   * Loads and closes.
   *
   * @return the drivers that were found
   */
  @Benchmark
  public List<DriverStatus> load() {
    try (Rsm rsm = Rsm.load()) {
      return rsm.drivers();
    }
  }
}
