// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.IMPORTER;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.assertError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.SisciError;

/** Maps of applications. */
final class SharedMapTest {

  private static final long SOMEWHERE = 0x2A00_0000_0000L;

  private final TwoNodes nodes = new TwoNodes();
  private final LocalSegment segment = nodes.export();
  private final RemoteSegment remote = nodes.connect();

  @AfterEach
  void close() {
    segment.remove(true);
    nodes.close();
  }

  @Test
  void connectionEndsWithTheLastMap() {
    assertEquals("exporter CONNECT 8", nodes.event());
    Arena first = Arena.ofShared();
    Arena second = Arena.ofShared();
    MemorySegment memory = remote.mapShared(4096, 8192, false, 0, first);
    assertEquals(8192, memory.byteSize());
    remote.mapShared(0, 4096, false, 0, second);
    memory.set(ValueLayout.JAVA_INT, 4, 5);
    assertEquals(5, segment.memory().get(ValueLayout.JAVA_INT, 4100));
    remote.disconnect();
    memory.set(ValueLayout.JAVA_INT, 4, 6);
    assertError(SisciError.BUSY, () -> segment.remove(false));
    first.close();
    assertError(SisciError.BUSY, () -> segment.remove(false));
    nodes.importer.close();
    assertTrue(nodes.isQuiet());
    second.close();
    assertEquals("exporter DISCONNECT 8", nodes.event());
    assertFalse(memory.scope().isAlive());
    assertFalse(nodes.exporter.probeNode(0, IMPORTER), "the library was not terminated");
  }

  @Test
  void memoryStaysAccessibleWhenTheExporterEnds() {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = remote.mapShared(0, 4096, false, 0, arena);
      memory.set(ValueLayout.JAVA_INT, 0, 1);
      segment.setUnavailable(0);
      memory.set(ValueLayout.JAVA_INT, 0, 2);
      assertEquals(2, memory.get(ValueLayout.JAVA_INT, 0));
      assertEquals(1, segment.memory().get(ValueLayout.JAVA_INT, 0));
    }
    remote.disconnect();
  }

  @Test
  void readOnlyMemoryIsNotStoredTo() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = remote.mapShared(0, 4096, true, 0, arena);
      assertTrue(memory.isReadOnly());
      segment.memory().set(ValueLayout.JAVA_INT, 0, 3);
      assertEquals(3, memory.get(ValueLayout.JAVA_INT, 0));
    }
    remote.disconnect();
  }

  @Test
  void addressIsTakenIfNothingLiesThere() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = remote.mapShared(4096, 4096, false, SOMEWHERE, arena);
      assertEquals(SOMEWHERE, memory.address());
      memory.set(ValueLayout.JAVA_INT, 0, 4);
      assertEquals(4, segment.memory().get(ValueLayout.JAVA_INT, 4096));
      assertError(
          SisciError.ILLEGAL_ADDRESS, () -> remote.mapShared(0, 4096, false, SOMEWHERE, arena));
      assertEquals(4, memory.get(ValueLayout.JAVA_INT, 0));
    }
    try (Arena arena = Arena.ofConfined()) {
      assertEquals(SOMEWHERE, remote.mapShared(0, 4096, true, SOMEWHERE, arena).address());
    }
    remote.disconnect();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, SOMEWHERE})
  void sizeIsWhatWasAskedForThoughPagesAreMapped(long address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = remote.mapShared(4096, 4097, false, address, arena);
      assertEquals(4097, memory.byteSize());
      memory.set(ValueLayout.JAVA_BYTE, 4096, (byte) 5);
      assertEquals(5, segment.memory().get(ValueLayout.JAVA_BYTE, 8192));
      assertEquals(1, remote.mapShared(TwoNodes.SIZE - 4096, 1, true, 0, arena).byteSize());
      assertError(
          SisciError.OUT_OF_RANGE, () -> remote.mapShared(4096, TwoNodes.SIZE, false, 0, arena));
    }
    remote.disconnect();
  }

  @Test
  void addressIsFreeAgainWhereTheMapFails() {
    try (Arena arena = Arena.ofConfined()) {
      assertError(
          SisciError.OUT_OF_RANGE,
          () -> remote.mapShared(0, 2 * TwoNodes.SIZE, false, SOMEWHERE, arena));
      remote.mapShared(0, 4096, false, SOMEWHERE, arena);
    }
    remote.disconnect();
  }

  @Test
  void closedArenaLeavesNoMapThatKeepsTheConnection() {
    Arena closed = Arena.ofConfined();
    closed.close();
    assertThrows(IllegalStateException.class, () -> remote.mapShared(0, 4096, false, 0, closed));
    remote.disconnect();
  }
}
