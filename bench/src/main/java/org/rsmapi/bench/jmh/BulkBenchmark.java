// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;

/** {@code put} and {@code get}, beside copies through a mapping of the same memory. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
    value = 3,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BulkBenchmark {

  private static final long LENGTH = 64L << 20;
  private static final long STEP = 8 * 4096;
  private static final int PLACES = 16;

  /** Bytes. */
  @Param({"64", "256", "4096", "65536", "1048576", "67108864"})
  public long size;

  private final Rsm rsm = Rsm.load();
  private final Connected connected = new Connected(rsm, "loopback", LENGTH);
  private final MemorySegment memory = connected.buffer(LENGTH + PLACES * STEP);
  private MemorySegment buffer = MemorySegment.NULL;
  private MemorySegment mapping = MemorySegment.NULL;
  private int place;

  /** For JMH. */
  public BulkBenchmark() {}

  /** Maps. */
  @Setup
  public void open() {
    mapping = connected.imported.map(Permission.RDWR, 0, LENGTH);
  }

  /** Moves on, since some pairs of addresses are slow on some processors. */
  @Setup(Level.Iteration)
  public void move() {
    place = (place + 1) % PLACES;
    buffer = memory.asSlice(place * STEP, LENGTH);
  }

  /** Ends everything. */
  @TearDown
  public void close() {
    connected.imported.unmap();
    connected.close();
    rsm.close();
  }

  /** Implicit mode. */
  @Benchmark
  public void put() {
    connected.imported.put(0, buffer, size);
  }

  /** The peer of {@link #put}. */
  @Benchmark
  public void bareOut() {
    MemorySegment.copy(buffer, 0, mapping, 0, size);
  }

  /** Implicit mode. */
  @Benchmark
  public void get() {
    connected.imported.get(0, buffer, size);
  }

  /** The peer of {@link #get}. */
  @Benchmark
  public void bareIn() {
    MemorySegment.copy(mapping, 0, buffer, 0, size);
  }
}
