// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.sci.Pair.EXPORTER;
import static org.rsmapi.driver.sci.Pair.EXPORTING;
import static org.rsmapi.driver.sci.Pair.ID;
import static org.rsmapi.driver.sci.Pair.IMPORTER;
import static org.rsmapi.driver.sci.Pair.SIZE;
import static org.rsmapi.driver.sci.Pair.assertFails;
import static org.rsmapi.driver.sci.Pair.await;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.DriverLocalMemory;

/** Segments whose memory is exchanged under their importers. */
final class RebindTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final long PAGE = 4096;

  private static MemorySegment other(Pair pair, long value) {
    MemorySegment other = pair.exporting.allocate(SIZE, pair.arena);
    other.set(LONG, 0, value);
    return other;
  }

  @ParameterizedTest
  @EnumSource(names = "NATIVE", mode = Mode.EXCLUDE)
  void importersSeeTheNewMemoryAndReachNothingElse(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      assertTrue(pair.exporting.supportsRebind());
      MemorySegment mapped = pair.imported.map(PAGE, PAGE, Permission.RDWR, pair.arena);
      MemorySegment other = other(pair, 2);
      pair.memory.set(LONG, 0, 1);
      assertEquals(1, pair.get(0));
      DriverBarrier barrier = pair.barrier();
      barrier.open();
      pair.exported.rebind(other);
      assertEquals(2, pair.get(0));
      pair.put(8, 3);
      mapped.set(LONG, 0, 4);
      barrier.close();
      assertEquals(3, other.get(LONG, 8));
      assertEquals(4, other.get(LONG, PAGE));
      assertEquals(1, pair.arrived(0));
      assertEquals(0, pair.arrived(8));
      assertEquals(0, pair.arrived(PAGE));
      pair.exported.post(true);
      await("an event", pair.imported::mayHaveArrived);
      pair.importing.connect(EXPORTING, ID, Permission.READ, pair.told).disconnect();
      assertEquals(0, pair.told.broken.get());
      pair.exported.destroy();
      assertEquals(3, other.get(LONG, 8));
    }
  }

  @Test
  void whereItCannotBeTheMemoryStays() {
    try (Pair pair = new Pair(Cluster.Kind.NATIVE)) {
      assertFalse(pair.exporting.supportsRebind());
      MemorySegment other = other(pair, 2);
      assertFails(RsmError.INSUFFICIENT_RESOURCES, () -> pair.exported.rebind(other));
      DriverBarrier barrier = pair.barrier();
      barrier.open();
      pair.put(0, 1);
      barrier.close();
      assertEquals(1, pair.arrived(0));
      assertEquals(2, other.get(LONG, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NATIVE", mode = Mode.EXCLUDE)
  void whatFailsLeavesTheMemorySoFar(Cluster.Kind kind) {
    MemorySegment gone;
    try (Arena freed = Arena.ofShared()) {
      gone = freed.allocate(SIZE, PAGE);
    }
    try (Pair pair = new Pair(kind)) {
      MemorySegment longer = pair.exporting.allocate(2 * SIZE, pair.arena);
      for (MemorySegment wrong : List.of(gone, longer, longer.asSlice(8, SIZE))) {
        assertFails(RsmError.BAD_ADDR, () -> pair.exported.rebind(wrong));
      }
      DriverBarrier barrier = pair.barrier();
      barrier.open();
      pair.put(0, 1);
      barrier.close();
      assertEquals(1, pair.arrived(0));
      MemorySegment other = other(pair, 2);
      pair.exported.destroy();
      assertFails(RsmError.BAD_SEG_HNDL, () -> pair.exported.rebind(other));
      pair.exporting.close();
      assertFails(RsmError.CTLR_NOT_PRESENT, () -> pair.exported.rebind(other));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NATIVE", mode = Mode.EXCLUDE)
  void memoryThatIsExchangedDuringAnOutageIsThereAfterIt(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      MemorySegment mapped = pair.imported.map(0, PAGE, Permission.RDWR, pair.arena);
      MemorySegment other = other(pair, 2);
      pair.cluster.link(EXPORTER, IMPORTER, false);
      pair.exported.rebind(other);
      mapped.set(LONG, 0, 7);
      assertEquals(2, other.get(LONG, 0));
      pair.cluster.link(EXPORTER, IMPORTER, true);
      assertEquals(2, pair.get(0));
      assertEquals(2, mapped.get(LONG, 0));
      assertEquals(0, pair.told.broken.get());
    }
  }

  @Test
  void dmaGoesOnWithMemoryThatIsExportedToo() {
    try (Cluster cluster = Cluster.Kind.EMULATED_UNTIL_FLUSH.open();
        Arena arena = Arena.ofShared();
        DriverController exporting = cluster.controller(EXPORTER);
        DriverController importing =
            cluster.controller(
                IMPORTER, Map.of("dmaPut", "4096", "dmaGet", "256"), UnaryOperator.identity())) {
      MemorySegment far = exporting.allocate(SIZE, arena);
      MemorySegment fresh = exporting.allocate(SIZE, arena);
      // Node 8 exports the memory that it transfers by DMA, and binds other memory meanwhile.
      MemorySegment near = importing.allocate(SIZE, arena);
      var back = importing.create(near, () -> {});
      assertEquals(ID, back.publish(ID, Pair.EVERYBODY));
      DriverLocalMemory handle = Objects.requireNonNull(importing.registerLocalMemory(near));
      var exported = exporting.create(far, () -> {});
      assertEquals(ID, exported.publish(ID, Pair.EVERYBODY));
      DriverImport imported = importing.connect(EXPORTING, ID, Permission.RDWR, new Pair.Told());
      near.fill((byte) 5);
      imported.put(0, near, 1);
      assertEquals(-1, far.mismatch(near));
      back.rebind(importing.allocate(SIZE, arena));
      near.fill((byte) 6);
      imported.put(0, near, 1);
      assertEquals(-1, far.mismatch(near));
      exported.rebind(fresh);
      near.fill((byte) 7);
      imported.put(0, near, 1);
      assertEquals(-1, fresh.mismatch(near));
      assertEquals(6, far.get(ValueLayout.JAVA_BYTE, 0));
      fresh.fill((byte) 8);
      imported.get(0, near, 1);
      assertEquals(-1, fresh.mismatch(near));
      back.rebind(near);
      DriverImport reading = exporting.connect(NodeId.of(2), ID, Permission.READ, new Pair.Told());
      MemorySegment copy = arena.allocate(SIZE);
      reading.get(0, copy, 1);
      assertEquals(-1, near.mismatch(copy));
      handle.free();
      back.destroy();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NATIVE", mode = Mode.EXCLUDE)
  void transfersMeanwhileSucceedAndReachTheOneOrTheOther(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      MemorySegment mapped = pair.imported.map(0, SIZE, Permission.RDWR, pair.arena);
      List<MemorySegment> memories = List.of(pair.memory, other(pair, 0));
      AtomicBoolean over = new AtomicBoolean();
      AtomicLong passes = new AtomicLong();
      CompletableFuture<Void> transferring =
          CompletableFuture.runAsync(
              () -> {
                DriverBarrier barrier = pair.barrier();
                for (long i = 1; !over.get(); i++) {
                  barrier.open();
                  pair.put(0, i);
                  mapped.set(LONG, SIZE - Long.BYTES, i);
                  barrier.close();
                  assertTrue(pair.get(0) <= i);
                  passes.incrementAndGet();
                }
                barrier.destroy();
              });
      for (int i = 1; i <= 100; i++) {
        long before = passes.get();
        pair.exported.rebind(memories.get(i % 2));
        await("work goes on", () -> transferring.isDone() || passes.get() > before + 1);
      }
      over.set(true);
      transferring.join();
      assertEquals(passes.get(), pair.arrived(0), "the last one after the last exchange");
      assertEquals(passes.get(), pair.arrived(SIZE - Long.BYTES));
      assertEquals(0, pair.told.broken.get());
    }
  }

  @Test
  void endOfTheSegmentMeanwhileDoesNotWaitForIt() {
    for (int round = 0; round < 30; round++) {
      try (Pair pair = new Pair(Cluster.Kind.EMULATED)) {
        MemorySegment other = other(pair, 2);
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<Void> rebinding =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    begun.set(true);
                    pair.exported.rebind(other);
                  } catch (RsmException e) {
                    assertTrue(
                        e.error() == RsmError.BAD_SEG_HNDL
                            || e.error() == RsmError.CTLR_NOT_PRESENT,
                        e::toString);
                  }
                });
        await("begun", begun::get);
        if (round % 2 == 0) {
          pair.exported.destroy();
        } else {
          pair.exporting.close();
        }
        rebinding.join();
        await("the end of the connection", () -> pair.told.broken.get() == 1);
        MemorySegment window = Objects.requireNonNull(pair.imported.window());
        window.set(LONG, 0, 7);
        assertEquals(2, other.get(LONG, 0));
      }
    }
  }
}
