// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rsmapi.ImportSegment;
import org.rsmapi.Rsm;

/** Three import segments at one call site: of one driver, or of three. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
    value = 3,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ThreeDriversBenchmark {

  private static final int VALUES = 510;
  private static final long LENGTH = 4096;
  private static final List<String> ONE = List.of("loopback", "loopback", "loopback");
  private static final List<String> THREE = List.of("loopback", "second0", "third0");

  /** How many drivers the three segments are of. */
  @Param({"1", "3"})
  public int drivers;

  private final Rsm rsm = Rsm.load(new ThreeDrivers());
  private final List<Connected> connected = new ArrayList<>();
  private ImportSegment[] targets = {};

  /** For JMH. */
  public ThreeDriversBenchmark() {}

  /** Connects. */
  @Setup
  public void open() {
    (drivers == 1 ? ONE : THREE).forEach(name -> connected.add(new Connected(rsm, name, LENGTH)));
    targets = connected.stream().map(each -> each.imported).toArray(ImportSegment[]::new);
  }

  /** Ends everything. */
  @TearDown
  public void close() {
    connected.forEach(Connected::close);
    rsm.close();
  }

  /** Implicit mode. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public void put64() {
    for (int i = 0; i < VALUES; i++) {
      targets[i % 3].put64(8L * i, i);
    }
  }

  /**
   * Implicit mode.
   *
   * @return a sum, so that no load is dropped
   */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long get64() {
    long sum = 0;
    for (int i = 0; i < VALUES; i++) {
      sum += targets[i % 3].get64(8L * i);
    }
    return sum;
  }
}
