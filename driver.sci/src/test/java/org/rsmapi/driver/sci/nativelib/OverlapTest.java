// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.EXPORTER;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.IGNORED;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.UNHEARD;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;

/** Segments whose memory overlaps. */
final class OverlapTest {

  private static final int PAGES = 8;
  private static final List<String> NO_SEGMENTS = List.of("alive", "cluster", "links");

  private final TwoNodes nodes = new TwoNodes();
  private final int page = (int) nodes.exporter.pageSize();
  private final MemorySegment memory = nodes.exporter.allocate((long) PAGES * page, nodes.arena);
  private int lastId;

  @BeforeEach
  void number() {
    for (int i = 0; i < PAGES; i++) {
      set(i, i + 1);
    }
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private void set(int index, long value) {
    memory.set(ValueLayout.JAVA_LONG, (long) index * page, value);
  }

  private List<Long> contents() {
    List<Long> contents = new ArrayList<>();
    for (int i = 0; i < PAGES; i++) {
      contents.add(memory.get(ValueLayout.JAVA_LONG, (long) i * page));
    }
    return contents;
  }

  private LocalSegment export(int from, int to) {
    MemorySegment part = memory.asSlice((long) from * page, (long) (to - from) * page);
    lastId++;
    LocalSegment segment = nodes.exporter.createSegment(lastId, part, IGNORED);
    segment.prepare(0, false);
    segment.setAvailable(0);
    return segment;
  }

  /** Looks at a segment from another node. */
  private final class Importer implements AutoCloseable {

    private final RemoteSegment remote;
    private final RemoteMap map;
    private final int from;

    Importer(LocalSegment segment) {
      remote = nodes.importer.connectSegment(0, EXPORTER, segment.segmentId(), UNHEARD);
      map = remote.map(false);
      from = (int) ((segment.memory().address() - memory.address()) / page);
    }

    void store(int index, long value) {
      map.store(offset(index), MemorySegment.ofArray(new long[] {value}), 8);
    }

    long load(int index) {
      long[] value = new long[1];
      map.load(offset(index), MemorySegment.ofArray(value), 8);
      return value[0];
    }

    private long offset(int index) {
      return (long) (index - from) * page;
    }

    @Override
    public void close() {
      map.unmap();
      remote.disconnect();
    }
  }

  /** Pages 3 and 4 are in both. */
  @ParameterizedTest
  @CsvSource({"0,8,0,8", "0,8,2,6", "2,6,0,8", "0,5,3,8", "3,8,0,5"})
  void segmentsShareThePagesThatBothHave(int from, int to, int otherFrom, int otherTo) {
    LocalSegment first = export(from, to);
    LocalSegment second = export(otherFrom, otherTo);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), contents());
    try (Importer one = new Importer(first);
        Importer other = new Importer(second)) {
      one.store(3, 30);
      other.store(4, 40);
      assertEquals(30, other.load(3));
      assertEquals(40, one.load(4));
    }
    first.remove(false);
    try (Importer other = new Importer(second)) {
      other.store(3, 31);
      set(4, 41);
      assertEquals(41, other.load(4));
    }
    second.remove(false);
    assertEquals(List.of(1L, 2L, 3L, 31L, 41L, 6L, 7L, 8L), contents());
    assertEquals(NO_SEGMENTS, nodes.cluster.files());
  }

  @Test
  void segmentMayBeOfPagesOfSeveralOthers() {
    LocalSegment low = export(0, 3);
    LocalSegment high = export(5, 8);
    LocalSegment middle = export(1, 7);
    try (Importer importer = new Importer(middle);
        Arena arena = Arena.ofConfined()) {
      long size = 6L * page;
      MemorySegment shared = importer.remote.mapShared(0, size, false, 0, arena);
      for (int i = 1; i < 7; i++) {
        assertEquals(i + 1, importer.load(i));
        importer.store(i, 10L * i);
        assertEquals(10L * i, shared.get(ValueLayout.JAVA_LONG, (i - 1L) * page));
      }
      middle.setUnavailable(0);
      importer.store(3, 0);
    }
    assertEquals(List.of(1L, 10L, 20L, 30L, 40L, 50L, 60L, 8L), contents());
    low.remove(false);
    LocalSegment all = export(0, 8);
    high.remove(false);
    middle.remove(false);
    try (Importer importer = new Importer(all)) {
      for (int i = 0; i < PAGES; i++) {
        importer.store(i, -i);
      }
    }
    all.remove(false);
    assertEquals(List.of(0L, -1L, -2L, -3L, -4L, -5L, -6L, -7L), contents());
    assertEquals(NO_SEGMENTS, nodes.cluster.files());
  }

  @Test
  void transfersReachAllPages() {
    LocalSegment low = export(2, 4);
    LocalSegment all = export(0, 8);
    long size = memory.byteSize();
    LocalSegment source =
        nodes.importer.createSegment(1, nodes.importer.allocate(size, nodes.arena), IGNORED);
    source.prepare(0, true);
    source.memory().fill((byte) 9);
    try (Importer importer = new Importer(all)) {
      DmaQueue queue = nodes.importer.createDmaQueue(0, 1);
      queue.transfer(source, importer.remote, List.of(new DmaQueue.Piece(0, 0, size)), false);
      queue.remove();
    }
    assertEquals(-1, memory.mismatch(source.memory()));
    source.remove(false);
    all.remove(false);
    low.remove(false);
    assertEquals(-1, memory.asSlice(page).mismatch(memory.asSlice(0, size - page)));
  }
}
