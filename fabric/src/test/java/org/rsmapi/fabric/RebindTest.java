// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

class RebindTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final SegmentId ID = SegmentId.of(0x400500L);

  private int descriptors;
  Sides sides;
  private MemorySegment other;

  Sides open() {
    return new Sides();
  }

  @BeforeEach
  void begin() {
    descriptors = Host.descriptors().size();
    sides = open();
    other = sides.arena.allocate(Sides.SIZE, Sides.PAGE);
  }

  @AfterEach
  void end() {
    sides.close();
    Host.awaitDescriptors(descriptors);
  }

  @Test
  void whatIsNotPublishedCanBeReboundToo() {
    sides.memory.set(LONG, 0, 1);
    other.set(LONG, 0, 2);
    sides.export.rebind(other);
    assertEquals(1, sides.memory.get(LONG, 0));
    assertEquals(2, other.get(LONG, 0));
    assertFalse(Host.isShared(sides.memory.address()));
    assertTrue(Host.isShared(other.address()));
    assertEquals(2, sides.connect(sides.publish()).window().get(LONG, 0));
  }

  @Test
  void windowAndMappingsShowTheNewMemoryAndTheOldOneIsPrivate() {
    try (Arena arena = Arena.ofShared()) {
      FabricImport imported = sides.connect(sides.publish());
      FabricImport reading = sides.connect(sides.publishedAs(), Permission.READ);
      MemorySegment second = imported.map(Sides.PAGE, 100, Permission.RDWR, arena);
      MemorySegment readOnly = imported.map(0, Sides.SIZE, Permission.READ, arena);
      sides.memory.set(LONG, Sides.PAGE, 1);
      other.set(LONG, Sides.PAGE, 2);
      sides.export.rebind(other);
      for (MemorySegment view : List.of(imported.window(), reading.window(), readOnly)) {
        assertEquals(2, view.get(LONG, Sides.PAGE));
      }
      second.set(LONG, 0, 3);
      assertEquals(3, other.get(LONG, Sides.PAGE));
      assertEquals(1, sides.memory.get(LONG, Sides.PAGE));
      assertFalse(Host.isShared(sides.memory.address()));
      String rights = Host.mappingAt(reading.window().address()).split(" ", 3)[1];
      assertEquals("r--s", rights);
      assertEquals("r--s", Host.mappingAt(readOnly.address()).split(" ", 3)[1]);
      MemorySegment third = imported.map(Sides.PAGE, 8, Permission.RDWR, arena);
      assertEquals(3, third.get(LONG, 0));
      assertEquals(0, sides.importer.broken.get());
      List.of(second, readOnly, third).forEach(imported::unmap);
    }
  }

  @Test
  void signalsGoOn() {
    FabricImport imported = sides.connect(sides.publish());
    imported.post(true);
    sides.export.post(true);
    sides.export.rebind(other);
    imported.post(true);
    sides.export.post(true);
    assertEquals(2, sides.export.takeArrived(0));
    assertEquals(2, imported.takeArrived(0));
  }

  @Test
  void rebindingToTheSameMemoryChangesNothing() {
    sides.memory.set(LONG, 0, 1);
    FabricImport imported = sides.connect(sides.publish());
    String inode = Host.inodeAt(sides.memory.address());
    sides.export.rebind(sides.memory);
    assertEquals(inode, Host.inodeAt(sides.memory.address()));
    imported.window().set(LONG, 0, 2);
    assertEquals(2, sides.memory.get(LONG, 0));
  }

  @Test
  void memoryMayOverlapTheMemorySoFar() {
    MemorySegment large = sides.arena.allocate(2 * Sides.SIZE, Sides.PAGE);
    for (long page = 0; page < 8; page++) {
      large.set(LONG, page * Sides.PAGE, page);
    }
    sides.export.rebind(large.asSlice(0, Sides.SIZE));
    FabricImport imported = sides.connect(sides.publish());
    for (long page = 1; page <= 4; page++) {
      sides.export.rebind(large.asSlice(page * Sides.PAGE, Sides.SIZE));
      for (long i = 0; i < 4; i++) {
        assertEquals(page + i, imported.window().get(LONG, i * Sides.PAGE));
      }
    }
    sides.export.destroy();
    for (long page = 0; page < 8; page++) {
      assertEquals(page, large.get(LONG, page * Sides.PAGE));
      assertFalse(Host.isShared(large.address() + page * Sides.PAGE));
    }
  }

  @Test
  void memoryThatCannotBeExportedLeavesTheOldOneBound() {
    FabricImport imported = sides.connect(sides.publish());
    long address;
    try (MemoryFile file = MemoryFile.reserve("rsm-test", Sides.SIZE)) {
      address = Mapping.shared(file);
    }
    Mapping.unmap(address + Sides.PAGE, Sides.PAGE);
    try {
      MemorySegment holed = Mapping.at(address, Sides.SIZE);
      Host.assertFails(RsmError.BAD_ADDR, () -> sides.export.rebind(holed));
    } finally {
      Mapping.unmap(address, Sides.SIZE);
    }
    MemorySegment shorter = other.asSlice(0, Sides.PAGE);
    Host.assertFails(RsmError.BAD_LENGTH, () -> sides.export.rebind(shorter));
    imported.window().set(LONG, 0, 5);
    assertEquals(5, sides.memory.get(LONG, 0));
    assertFalse(Host.isShared(other.address()));
  }

  @Test
  void threadsThatReadAndWriteMeanwhileNotice() throws InterruptedException {
    try (Arena arena = Arena.ofShared()) {
      FabricImport imported = sides.connect(sides.publish());
      MemorySegment mapped = imported.map(0, Sides.SIZE, Permission.RDWR, arena);
      AtomicBoolean stop = new AtomicBoolean();
      AtomicLong passes = new AtomicLong();
      List<Thread> workers = new ArrayList<>();
      for (MemorySegment view : List.of(imported.window(), mapped)) {
        workers.add(Thread.ofPlatform().start(() -> work(view, stop, passes)));
      }
      for (int i = 0; i < 200; i++) {
        long before = passes.get();
        sides.export.rebind(i % 2 == 0 ? other : sides.memory);
        Host.await("work goes on", () -> passes.get() > before + 2);
      }
      stop.set(true);
      for (Thread worker : workers) {
        worker.join();
      }
      assertEquals(0, sides.importer.broken.get());
      imported.unmap(mapped);
    }
  }

  private static void work(MemorySegment view, AtomicBoolean stop, AtomicLong passes) {
    while (!stop.get()) {
      for (long at = 64; at < Sides.SIZE; at += 64) {
        view.set(LONG, at, view.get(LONG, at - 64) + 1);
      }
      passes.incrementAndGet();
    }
  }

  @Test
  void whoConnectsMeanwhileGetsTheOneOrTheOtherAndThenTheNew() {
    SegmentId id = sides.publish();
    for (long page = 0; page < 4; page++) {
      sides.memory.set(LONG, page * Sides.PAGE, 1);
      other.set(LONG, page * Sides.PAGE, 2);
    }
    for (int i = 0; i < 100; i++) {
      MemorySegment next = i % 2 == 0 ? other : sides.memory;
      CompletableFuture<FabricImport> connecting =
          CompletableFuture.supplyAsync(() -> sides.connect(id));
      sides.export.rebind(next);
      FabricImport imported = connecting.join();
      long expected = next.get(LONG, 0);
      Host.await(
          "the new memory",
          () -> {
            for (long page = 0; page < 4; page++) {
              if (imported.window().get(LONG, page * Sides.PAGE) != expected) {
                return false;
              }
            }
            return true;
          });
      imported.disconnect();
    }
  }

  @Test
  void severalAtOnceEndWithOneOfThem() {
    FabricImport imported = sides.connect(sides.publish());
    List<MemorySegment> all = new ArrayList<>(List.of(sides.memory, other));
    for (int i = 2; i < 4; i++) {
      all.add(sides.arena.allocate(Sides.SIZE, Sides.PAGE));
    }
    for (int i = 0; i < 4; i++) {
      all.get(i).set(LONG, 0, i);
    }
    for (int round = 0; round < 50; round++) {
      CompletableFuture.allOf(
              all.stream()
                  .map(memory -> CompletableFuture.runAsync(() -> sides.export.rebind(memory)))
                  .toArray(CompletableFuture[]::new))
          .join();
      long shown = imported.window().get(LONG, 0);
      for (int i = 0; i < 4; i++) {
        assertEquals(i == shown, Host.isShared(all.get(i).address()), "round " + round);
        assertEquals(i, all.get(i).get(LONG, 0));
      }
    }
  }

  @Test
  void theEndOfTheSegmentMeanwhileLeavesNothingBehind() {
    for (int round = 0; round < 60; round++) {
      int way = round % 3;
      try (Sides racing = open()) {
        FabricImport imported = racing.connect(racing.publish());
        MemorySegment next = racing.arena.allocate(Sides.SIZE, Sides.PAGE);
        next.set(LONG, 0, 2);
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<Void> rebinding =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    begun.set(true);
                    racing.export.rebind(next);
                  } catch (RsmException e) {
                    assertTrue(
                        e.error() == RsmError.BAD_SEG_HNDL
                            || e.error() == RsmError.CTLR_NOT_PRESENT,
                        e::toString);
                  }
                });
        Host.await("begun", begun::get);
        switch (way) {
          case 0 -> racing.export.unpublish();
          case 1 -> racing.export.destroy();
          default -> racing.exporting.close();
        }
        rebinding.join();
        racing.export.destroy();
        assertFalse(Host.isShared(next.address()), "round " + round);
        assertFalse(Host.isShared(racing.memory.address()), "round " + round);
        assertEquals(2, next.get(LONG, 0));
        Host.await("broken", () -> racing.importer.broken.get() == 1);
        imported.window().set(LONG, 0, 7);
        assertEquals(2, next.get(LONG, 0));
      }
    }
  }

  @Test
  void anImporterThatDoesNotAnswerIsCutOffAfterFiveSeconds() {
    SegmentId id = sides.export.publish(ID, Sides.EVERYBODY);
    FabricImport good = sides.connect(id);
    try (RawPeer mute = RawPeer.to(sides.name, id)) {
      mute.send(new Message.Request(Sides.NODE, 0600));
      mute.receive().descriptors().forEach(Descriptor::close);
      long start = System.nanoTime();
      sides.export.rebind(other);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(millis >= 4_500 && millis < 8_000, millis + " ms");
      mute.awaitEnd();
    }
    good.window().set(LONG, 0, 4);
    assertEquals(4, other.get(LONG, 0));
    assertEquals(0, sides.importer.broken.get());
  }

  @Test
  void oneAnswerTooManyEndsAConnection() {
    SegmentId id = sides.export.publish(ID, Sides.EVERYBODY);
    try (RawPeer peer = RawPeer.to(sides.name, id)) {
      peer.send(new Message.Request(Sides.NODE, 0600));
      peer.receive().descriptors().forEach(Descriptor::close);
      CompletableFuture<Void> rebinding =
          CompletableFuture.runAsync(() -> sides.export.rebind(other));
      RawPeer.Received told = peer.receive();
      assertInstanceOf(Message.Rebind.class, told.message());
      told.descriptors().forEach(Descriptor::close);
      peer.send(Message.Signal.REBOUND);
      rebinding.join();
      peer.send(Message.Signal.REBOUND);
      peer.awaitEnd();
    }
  }
}
