// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rsmapi.IoVector;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.ScatterGather;

/** What the other calls cost; with {@code -prof gc}, what they allocate. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
    value = 3,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallsBenchmark {

  private static final long LENGTH = 1 << 16;
  private static final long PIECE = 4096;
  private static final long TIMEOUT_MILLIS = 10_000;

  private final Rsm rsm = Rsm.load();
  private final Connected connected = new Connected(rsm, "loopback", LENGTH);
  private final MemorySegment buffer = connected.buffer(LENGTH);
  private final ScatterGather list = new ScatterGather(vectors());

  /** For JMH. */
  public CallsBenchmark() {}

  private IoVector[] vectors() {
    IoVector[] entries = new IoVector[ScatterGather.MAX_REQUESTS];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = IoVector.of(buffer, i * PIECE, i * PIECE, PIECE);
    }
    return entries;
  }

  /** Ends everything. */
  @TearDown
  public void close() {
    connected.close();
    rsm.close();
  }

  /** 4 KiB. */
  @Benchmark
  public void put() {
    connected.imported.put(0, buffer, PIECE);
  }

  /** 4 KiB. */
  @Benchmark
  public void get() {
    connected.imported.get(0, buffer, PIECE);
  }

  /** Sixteen times 4 KiB. */
  @Benchmark
  public void putv() {
    connected.imported.putv(list);
  }

  /** Sixteen times 4 KiB. */
  @Benchmark
  public void getv() {
    connected.imported.getv(list);
  }

  /** A signal within the process, which has arrived when it is waited for. */
  @Benchmark
  public void postWait() {
    connected.imported.signalPost();
    connected.exported.signalWait(TIMEOUT_MILLIS);
  }

  /** Open, order, close. */
  @Benchmark
  public void barrier() {
    connected.barrier.open();
    connected.barrier.order();
    connected.barrier.closeBarrier();
  }

  /** Connect and disconnect within the process. */
  @Benchmark
  public void connect() {
    connected
        .controller
        .connect(connected.controller.localNode(), connected.id, Permission.RDWR)
        .disconnect();
  }
}
