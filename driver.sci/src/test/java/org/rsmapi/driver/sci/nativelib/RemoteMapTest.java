// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.SIZE;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.assertError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/** Accesses through maps, and sequences. */
final class RemoteMapTest {

  private final TwoNodes nodes = new TwoNodes();
  private LocalSegment segment;
  private RemoteSegment remote;
  private RemoteMap map;

  @BeforeEach
  void connect() {
    segment = nodes.export();
    remote = nodes.connect();
    map = remote.map(false);
  }

  @AfterEach
  void close() {
    segment.remove(true);
    nodes.close();
  }

  private void end() {
    map.unmap();
    remote.disconnect();
  }

  @ParameterizedTest
  @CsvSource({"1, 13", "2, 14", "4, 28", "8, 8", "8, 8192", "2, 5000", "1, 5000"})
  void whatIsStoredIsLoaded(int elementSize, int size) {
    byte[] data = new byte[size + 1];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 7 + 1);
    }
    MemorySegment odd = MemorySegment.ofArray(data).asSlice(1);
    MemorySegment copy = nodes.arena.allocate(size);
    for (MemorySegment source : List.of(odd, nodes.arena.allocate(size).copyFrom(odd))) {
      segment.memory().fill((byte) 0);
      map.store(16, source, elementSize);
      assertEquals(-1, odd.mismatch(segment.memory().asSlice(16, size)));
      assertEquals(0, segment.memory().get(ValueLayout.JAVA_BYTE, 16L + size));
      map.load(16, copy, elementSize);
      assertEquals(-1, odd.mismatch(copy));
      MemorySegment onHeap = MemorySegment.ofArray(new byte[size + 3]).asSlice(3);
      map.load(16, onHeap, elementSize);
      assertEquals(-1, odd.mismatch(onHeap));
    }
    end();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void memCpyTakesMemoryOfHeapAndSystem(boolean heap) {
    byte[] data = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    MemorySegment onHeap = MemorySegment.ofArray(data);
    map.memCpy(8, heap ? onHeap : nodes.arena.allocate(data.length).copyFrom(onHeap));
    byte[] arrived = segment.memory().asSlice(8, data.length).toArray(ValueLayout.JAVA_BYTE);
    assertArrayEquals(data, arrived);
    end();
  }

  @Test
  void accessesBeyondTheSegmentAreRefused() {
    MemorySegment eight = nodes.arena.allocate(8);
    assertEquals(SIZE, remote.size());
    assertNull(map.window());
    assertError(SisciError.OUT_OF_RANGE, () -> map.store(SIZE, eight, 8));
    assertError(SisciError.OUT_OF_RANGE, () -> map.load(-8, eight, 8));
    assertError(SisciError.OUT_OF_RANGE, () -> map.memCpy(SIZE - 4, eight));
    assertError(SisciError.OUT_OF_RANGE, () -> map.store(Long.MAX_VALUE - 7, eight, 8));
    assertError(SisciError.OFFSET_ALIGNMENT, () -> map.store(4, eight, 8));
    end();
  }

  @Test
  void readOnlyMapIsNotStoredTo() {
    RemoteMap readOnly = remote.map(true);
    MemorySegment eight = nodes.arena.allocate(8);
    assertError(SisciError.ACCESS, () -> readOnly.store(0, eight, 8));
    assertError(SisciError.ACCESS, () -> readOnly.memCpy(0, eight));
    readOnly.load(0, eight, 8);
    readOnly.unmap();
    end();
  }

  @Test
  void afterUnmapNothingIsAccessed() {
    MemorySegment eight = nodes.arena.allocate(8);
    map.unmap();
    assertError(SisciError.NOT_CONNECTED, () -> map.store(0, eight, 8));
    assertError(SisciError.NOT_CONNECTED, () -> map.load(0, eight, 8));
    assertError(SisciError.NOT_CONNECTED, () -> map.memCpy(0, eight));
    assertError(SisciError.NOT_CONNECTED, map::createSequence);
    assertError(SisciError.NOT_CONNECTED, map::unmap);
    remote.disconnect();
    assertError(SisciError.NOT_CONNECTED, remote::size);
    assertError(SisciError.NOT_CONNECTED, remote::disconnect);
  }

  @Test
  void memoryOfTheCallerThatWasFreedIsNoMatterOfTheMap() {
    Arena freed = Arena.ofConfined();
    MemorySegment source = freed.allocate(8);
    freed.close();
    assertThrows(IllegalStateException.class, () -> map.store(0, source, 8));
    assertThrows(IllegalStateException.class, () -> map.memCpy(0, source));
    end();
  }

  @Test
  void whatIsInUseIsNotEnded() {
    Sequence sequence = map.createSequence();
    assertError(SisciError.BUSY, map::unmap);
    map.store(0, nodes.arena.allocate(8), 8);
    assertError(SisciError.BUSY, remote::disconnect);
    sequence.remove();
    assertError(SisciError.NOT_CONNECTED, sequence::check);
    assertError(SisciError.NOT_CONNECTED, sequence::remove);
    end();
  }

  @Test
  void sequenceTellsWhetherStoresArrived() {
    Sequence sequence = map.createSequence();
    assertEquals(SequenceStatus.PENDING, sequence.check());
    assertEquals(SequenceStatus.OK, sequence.start());
    map.store(0, nodes.arena.allocate(8), 8);
    assertEquals(SequenceStatus.OK, sequence.check());
    assertEquals(SequenceStatus.OK, sequence.check());
    segment.setUnavailable(0);
    assertEquals(SequenceStatus.NOT_RETRIABLE, sequence.check());
    assertEquals(SequenceStatus.NOT_RETRIABLE, sequence.start());
    sequence.remove();
    end();
  }

  @Test
  void linkThatWasDownLosesStores() {
    Sequence sequence = map.createSequence();
    assertEquals(SequenceStatus.OK, sequence.start());
    nodes.cluster.link(0, TwoNodes.EXPORTER, TwoNodes.IMPORTER, false);
    map.store(0, MemorySegment.ofArray(new long[] {5}), 8);
    nodes.cluster.link(0, TwoNodes.EXPORTER, TwoNodes.IMPORTER, true);
    assertEquals(SequenceStatus.RETRIABLE, sequence.check());
    assertEquals(SequenceStatus.PENDING, sequence.check());
    assertEquals(0, segment.memory().get(ValueLayout.JAVA_LONG, 0));
    assertEquals(SequenceStatus.OK, sequence.start());
    map.store(0, MemorySegment.ofArray(new long[] {6}), 8);
    assertEquals(SequenceStatus.OK, sequence.check());
    assertEquals(6, segment.memory().get(ValueLayout.JAVA_LONG, 0));
    sequence.remove();
    end();
  }

  @Test
  void linkIsHeardOfAtBothEnds() {
    assertEquals("exporter CONNECT 8", nodes.event());
    nodes.cluster.link(0, TwoNodes.EXPORTER, TwoNodes.IMPORTER, false);
    List<String> down = new ArrayList<>(List.of(nodes.event(), nodes.event()));
    down.sort(null);
    assertEquals(List.of("exporter NOT_OPERATIONAL 8", "importer NOT_OPERATIONAL"), down);
    assertError(SisciError.NO_LINK_ACCESS, nodes::connect);
    nodes.cluster.link(0, TwoNodes.EXPORTER, TwoNodes.IMPORTER, true);
    List<String> up = new ArrayList<>(List.of(nodes.event(), nodes.event()));
    up.sort(null);
    assertEquals(List.of("exporter OPERATIONAL 8", "importer OPERATIONAL"), up);
    end();
  }

  @Test
  void unmapWaitsForAccessesOrEndsThem() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      RemoteMap raced = remote.map(false);
      Sequence sequence = map.createSequence();
      CountDownLatch started = new CountDownLatch(4);
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        List<Future<?>> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          int kind = i;
          users.add(threads.submit(() -> use(raced, kind, started)));
        }
        started.await();
        raced.unmap();
        for (Future<?> user : users) {
          assertEnded(user);
        }
      }
      sequence.remove();
    }
    end();
  }

  @Test
  void oneOfSeveralUnmaps() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      RemoteMap raced = remote.map(false);
      AtomicInteger unmapped = new AtomicInteger();
      try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
        for (int i = 0; i < 3; i++) {
          threads.execute(
              () -> {
                try {
                  raced.unmap();
                  unmapped.incrementAndGet();
                } catch (SisciException e) {
                  assertEquals(SisciError.NOT_CONNECTED, e.error());
                }
              });
        }
      }
      assertEquals(1, unmapped.get());
    }
    end();
  }

  /** Goes on until the map is gone. */
  private static void use(RemoteMap map, int kind, CountDownLatch started) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment large = arena.allocate(SIZE, 8);
      MemorySegment small = large.asSlice(0, 8);
      boolean first = true;
      while (true) {
        switch (kind) {
          case 0 -> map.store(0, small, 8);
          case 1 -> map.memCpy(0, large);
          case 2 -> map.load(0, large, 8);
          default -> map.store(0, large, 2);
        }
        if (first) {
          started.countDown();
          first = false;
        }
      }
    }
  }

  private static void assertEnded(Future<?> user) throws InterruptedException {
    try {
      user.get();
      fail("ended without an error");
    } catch (ExecutionException e) {
      assertEquals(SisciError.NOT_CONNECTED, ((SisciException) e.getCause()).error());
    }
  }
}
