// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.EXPORTER;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.ID;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.IGNORED;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.SIZE;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.UNHEARD;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.assertError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.SisciError;

/** Segments of this process. */
final class LocalSegmentTest {

  private final TwoNodes nodes = new TwoNodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  private static void store(RemoteMap map, long value) {
    map.store(0, MemorySegment.ofArray(new long[] {value}), 8);
  }

  private static long first(MemorySegment memory) {
    return memory.get(ValueLayout.JAVA_LONG, 0);
  }

  @Test
  void memoryOfTheProcessIsSharedAndKeepsItsContents() {
    MemorySegment memory = nodes.exporter.allocate(SIZE, nodes.arena);
    memory.set(ValueLayout.JAVA_LONG, 8, 7);
    LocalSegment segment = nodes.exporter.createSegment(ID, memory, IGNORED);
    assertEquals(ID, segment.segmentId());
    segment.prepare(0, false);
    segment.setAvailable(0);
    RemoteSegment remote = nodes.connect();
    RemoteMap map = remote.map(false);
    store(map, 5);
    map.unmap();
    remote.disconnect();
    segment.remove(false);
    assertEquals(5, first(memory));
    assertEquals(7, memory.get(ValueLayout.JAVA_LONG, 8));
  }

  @Test
  void memoryOfTheLibraryGoesWithTheSegment() {
    LocalSegment segment = nodes.exportAllocated();
    MemorySegment memory = segment.memory();
    assertEquals(SIZE, memory.byteSize());
    RemoteSegment remote = nodes.connect();
    RemoteMap map = remote.map(false);
    store(map, 5);
    assertEquals(5, first(memory));
    map.unmap();
    remote.disconnect();
    segment.remove(false);
    assertFalse(memory.scope().isAlive());
    assertError(SisciError.NOT_CONNECTED, () -> segment.setAvailable(0));
  }

  @Test
  void segmentThatCannotBeRemovedStaysAsItIs() {
    LocalSegment segment = nodes.exportAllocated();
    segment.memory().set(ValueLayout.JAVA_LONG, 0, 3);
    RemoteSegment remote = nodes.connect();
    assertError(SisciError.BUSY, () -> segment.remove(false));
    assertEquals(3, first(segment.memory()));
    segment.setUnavailable(0);
    remote.disconnect();
    segment.remove(false);
  }

  @Test
  void idIsTakenUntilTheSegmentIsRemoved() {
    LocalSegment segment = nodes.export();
    assertError(SisciError.SEGMENTID_USED, () -> nodes.exporter.createSegment(ID, SIZE, IGNORED));
    nodes.importer.createSegment(ID, SIZE, IGNORED).remove(false);
    segment.remove(false);
    nodes.exporter.createSegment(ID, SIZE, IGNORED).remove(false);
  }

  @Test
  void availableAreOnlyThosePrepared() {
    LocalSegment segment = nodes.exporter.createSegment(ID, SIZE, IGNORED);
    assertError(SisciError.SEGMENT_NOT_PREPARED, () -> segment.setAvailable(0));
    segment.prepare(0, true);
    assertError(SisciError.SEGMENT_NOT_PREPARED, () -> segment.setAvailable(0));
    assertError(SisciError.NO_SUCH_ADAPTERNO, () -> segment.prepare(1, false));
    segment.prepare(0, false);
    assertError(SisciError.NO_SUCH_SEGMENT, nodes::connect);
    segment.setAvailable(0);
    nodes.connect().disconnect();
    segment.setUnavailable(0);
    assertError(SisciError.NO_SUCH_SEGMENT, nodes::connect);
    segment.remove(false);
  }

  @Test
  void onlyWholePagesOfNativeMemoryAreRegistered() {
    MemorySegment memory = nodes.exporter.allocate(SIZE, nodes.arena);
    assertError(
        SisciError.ILLEGAL_ADDRESS,
        () -> nodes.exporter.createSegment(ID, memory.asSlice(8, 4096), IGNORED));
    assertError(
        SisciError.ILLEGAL_ADDRESS,
        () -> nodes.exporter.createSegment(ID, MemorySegment.ofArray(new long[512]), IGNORED));
    assertError(
        SisciError.SIZE_ALIGNMENT,
        () -> nodes.exporter.createSegment(ID, memory.asSlice(0, 4097), IGNORED));
  }

  @Test
  @SuppressWarnings("restricted")
  void idIsFreeWhereMemoryCannotBeRegistered() {
    MemorySegment nowhere = MemorySegment.ofAddress(4096).reinterpret(SIZE);
    assertError(
        SisciError.ILLEGAL_ADDRESS, () -> nodes.exporter.createSegment(ID, nowhere, IGNORED));
    nodes.export().remove(false);
  }

  @Test
  void connectionsAreHeardOf() {
    LocalSegment segment = nodes.export();
    RemoteSegment remote = nodes.connect();
    assertEquals("exporter CONNECT 8", nodes.event());
    remote.disconnect();
    assertEquals("exporter DISCONNECT 8", nodes.event());
    segment.remove(false);
    assertTrue(nodes.isQuiet());
  }

  @Test
  void unavailableSegmentIsOutOfReachForThoseConnected() {
    LocalSegment segment = nodes.export();
    RemoteSegment remote = nodes.connect();
    RemoteMap map = remote.map(false);
    store(map, 1);
    segment.setUnavailable(0);
    store(map, 2);
    assertEquals(1, first(segment.memory()));
    segment.remove(false);
    MemorySegment read = MemorySegment.ofArray(new long[1]);
    map.load(0, read, 8);
    assertEquals(2, read.get(ValueLayout.JAVA_LONG, 0));
    assertError(SisciError.NOT_CONNECTED, () -> remote.map(false));
    map.unmap();
    remote.disconnect();
  }

  @Test
  void segmentOfTheOwnNodeIsConnectedToo() {
    LocalSegment segment = nodes.export();
    RemoteSegment remote = nodes.exporter.connectSegment(0, EXPORTER, ID, UNHEARD);
    RemoteMap map = remote.map(false);
    store(map, 9);
    assertNotEquals(0, first(segment.memory()));
    map.unmap();
    remote.disconnect();
    segment.remove(false);
  }
}
