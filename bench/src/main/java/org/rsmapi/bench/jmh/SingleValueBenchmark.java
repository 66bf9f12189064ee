// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rsmapi.ImportSegment;
import org.rsmapi.Rsm;

/**
 * {@code put64} and {@code get64} in implicit mode on loopback, beside the same store or load
 * through a bare {@link MemorySegment} behind an opaque read of a state, in the same loop.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
    value = 3,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SingleValueBenchmark {

  private static final int VALUES = 512;
  private static final long LENGTH = 4096;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(SingleValueBenchmark.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Rsm rsm = Rsm.load();
  private final Connected connected = new Connected(rsm, "loopback", LENGTH);
  private final ImportSegment imported = connected.imported;
  private final MemorySegment bare = connected.buffer(LENGTH);

  /** What the bare accesses look at, so that both sides read one word of state for each access. */
  @SuppressWarnings("unused")
  private int state = 1;

  /** For JMH. */
  public SingleValueBenchmark() {}

  /** Ends everything. */
  @TearDown
  public void close() {
    connected.close();
    rsm.close();
  }

  /** The peer of {@link #put64}. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public void bareStore() {
    for (int i = 0; i < VALUES; i++) {
      if ((int) STATE.getOpaque(this) != 1) {
        throw new IllegalStateException();
      }
      LONG.setRelease(bare, 8L * i, (long) i);
    }
  }

  /** Implicit mode. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public void put64() {
    for (int i = 0; i < VALUES; i++) {
      imported.put64(8L * i, i);
    }
  }

  /**
   * The peer of {@link #get64}.
   *
   * @return a sum, so that no load is dropped
   */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long bareLoad() {
    long sum = 0;
    for (int i = 0; i < VALUES; i++) {
      if ((int) STATE.getOpaque(this) != 1) {
        throw new IllegalStateException();
      }
      sum += (long) LONG.getAcquire(bare, 8L * i);
    }
    return sum;
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
      sum += imported.get64(8L * i);
    }
    return sum;
  }
}
