// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

class FabricCloseTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final SegmentId ID = SegmentId.of(0x400200L);

  private int descriptors;
  private int threads;

  @BeforeEach
  void count() {
    descriptors = Host.descriptors().size();
    threads = Host.threads().size();
  }

  private void assertNothingLeft() {
    Host.awaitDescriptors(descriptors);
    assertEquals(threads, Host.threads().size());
  }

  @Test
  void closingWithEverythingOpenLeavesNothingBehind() {
    try (Sides sides = new Sides();
        Sides others = new Sides(sides.name);
        Arena arena = Arena.ofShared()) {
      FabricImport imported = sides.connect(sides.publish());
      MemorySegment mapped = imported.map(0, Sides.SIZE, Permission.RDWR, arena);
      MemorySegment allocated = sides.exporting.allocate(Sides.SIZE, arena);
      FabricExport second = sides.exporting.export(allocated, sides.exporter);
      second.publish(ID, Sides.EVERYBODY);
      FabricImport own =
          sides.exporting.connect(
              org.rsmapi.NodeId.of(Sides.NODE), others.publish(), Permission.READ, sides.exporter);
      mapped.set(LONG, 0, 1);
      allocated.set(LONG, 0, 2);
      sides.exporting.close();
      assertEquals(1, sides.importer.broken.get());
      assertEquals(0, sides.exporter.broken.get());
      mapped.set(LONG, 0, 3);
      assertEquals(1, sides.memory.get(LONG, 0));
      assertEquals(2, allocated.get(LONG, 0));
      assertEquals(0, own.window().get(LONG, 0));
      others.export.unpublish();
      assertEquals(ID, others.export.publish(ID, Sides.EVERYBODY));
      imported.unmap(mapped);
    }
    assertNothingLeft();
  }

  @Test
  void aClosedFabricRefuses() {
    Sides sides = new Sides();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(Sides.SIZE, Sides.PAGE);
      sides.exporting.close();
      sides.exporting.close();
      Host.assertFails(RsmError.CTLR_NOT_PRESENT, sides::publish);
      Host.assertFails(
          RsmError.CTLR_NOT_PRESENT, () -> sides.exporting.export(memory, sides.exporter));
      Host.assertFails(
          RsmError.CTLR_NOT_PRESENT, () -> sides.exporting.allocate(Sides.SIZE, arena));
      sides.export.unpublish();
      sides.export.destroy();
    } finally {
      sides.close();
    }
    assertNothingLeft();
  }

  @Test
  void publishingWhileTheFabricClosesLeavesNoSocketBehind() {
    for (int i = 0; i < 100; i++) {
      try (Sides sides = new Sides()) {
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<Void> closing =
            CompletableFuture.runAsync(
                () -> {
                  begun.set(true);
                  sides.exporting.close();
                });
        Host.await("closing", begun::get);
        try {
          while (true) {
            sides.export.publish(ID, Sides.EVERYBODY);
            sides.export.unpublish();
          }
        } catch (RsmException e) {
          assertEquals(RsmError.CTLR_NOT_PRESENT, e.error());
        }
        closing.join();
      }
    }
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsConnect(boolean virtual) throws InterruptedException {
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    try (Sides sides = new Sides();
        UnixSocket mute = UnixSocket.create()) {
      assertEquals(0, mute.listen(sides.name.socketName(ID.value())));
      RsmException[] thrown = new RsmException[1];
      boolean[] interrupted = new boolean[1];
      Thread connecting =
          builder.start(
              () -> {
                thrown[0] = Host.assertFails(RsmError.INTERRUPTED, () -> sides.connect(ID));
                interrupted[0] = Thread.currentThread().isInterrupted();
              });
      try (RawPeer peer = RawPeer.from(mute)) {
        peer.receive();
        connecting.interrupt();
        connecting.join();
        peer.awaitEnd();
      }
      assertEquals(RsmError.INTERRUPTED, thrown[0].error());
      assertTrue(interrupted[0]);
    }
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingEndsConnectAtOnce(boolean virtual) throws InterruptedException {
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    try (Sides sides = new Sides();
        UnixSocket mute = UnixSocket.create()) {
      assertEquals(0, mute.listen(sides.name.socketName(ID.value())));
      CompletableFuture<Void> connecting =
          CompletableFuture.runAsync(
              () -> Host.assertFails(RsmError.CTLR_NOT_PRESENT, () -> sides.connect(ID)),
              builder::start);
      try (RawPeer peer = RawPeer.from(mute)) {
        peer.receive();
        sides.importing.close();
        connecting.join(); // with this error, and not that of the limit
      }
    }
    assertNothingLeft();
  }

  @Test
  void twoFabricsMayExportTheSameMemory() {
    for (boolean firstEndsFirst : List.of(true, false)) {
      try (Sides sides = new Sides();
          Sides others = new Sides()) {
        FabricExport second = others.exporting.export(sides.memory, others.exporter);
        FabricImport viaFirst = sides.connect(sides.publish());
        FabricImport viaSecond = others.connect(second.publish(ID, Sides.EVERYBODY));
        sides.memory.set(LONG, 0, 1);
        viaFirst.window().set(LONG, 8, 2);
        viaSecond.window().set(LONG, 16, 3);
        for (MemorySegment view : List.of(sides.memory, viaFirst.window(), viaSecond.window())) {
          assertEquals(1, view.get(LONG, 0));
          assertEquals(2, view.get(LONG, 8));
          assertEquals(3, view.get(LONG, 16));
        }
        Fabric first = firstEndsFirst ? sides.exporting : others.exporting;
        FabricImport remaining = firstEndsFirst ? viaSecond : viaFirst;
        first.close();
        sides.memory.set(LONG, 24, 4);
        assertEquals(4, remaining.window().get(LONG, 24));
        (firstEndsFirst ? others.exporting : sides.exporting).close();
        assertEquals(1, sides.memory.get(LONG, 0));
        assertEquals(2, sides.memory.get(LONG, 8));
        assertEquals(3, sides.memory.get(LONG, 16));
        assertEquals(4, sides.memory.get(LONG, 24));
        assertFalse(Host.isShared(sides.memory.address()));
      }
    }
    assertNothingLeft();
  }

  @Test
  void whatAnotherClassLoaderExportsOverItIsLeftAlone() {
    // A registry of its own stands for the class loader of another driver.
    ExportedMemory foreign = new ExportedMemory();
    for (boolean foreignEndsFirst : List.of(true, false)) {
      try (Arena arena = Arena.ofShared()) {
        MemorySegment memory = arena.allocate(4 * Sides.PAGE, Sides.PAGE);
        List<ExportedMemory.Extent> whole =
            ExportedMemory.OF_PROCESS.export(memory.asSlice(0, 3 * Sides.PAGE));
        List<ExportedMemory.Extent> part =
            foreign.export(memory.asSlice(Sides.PAGE, 3 * Sides.PAGE));
        for (long i = 0; i < 4; i++) {
          memory.set(LONG, i * Sides.PAGE, i + 1);
        }
        if (foreignEndsFirst) {
          foreign.release(part);
          ExportedMemory.OF_PROCESS.release(whole);
        } else {
          ExportedMemory.OF_PROCESS.release(whole);
          foreign.release(part);
        }
        for (long i = 0; i < 4; i++) {
          assertEquals(i + 1, memory.get(LONG, i * Sides.PAGE));
          assertFalse(Host.isShared(memory.address() + i * Sides.PAGE));
        }
      }
    }
    assertNothingLeft();
  }
}
