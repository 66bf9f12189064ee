// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.Signals;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;
import org.rsmapi.tck.support.Transfer;

/** rsm_memseg_import_disconnect. */
@ExtendWith(TestBedExtension.class)
final class DisconnectTest {

  private static final int ROUNDS = 20;
  private static final int THREADS = 3;

  @Rule(RuleId.DISCONNECT_OK_01)
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesTheExporterAlone(boolean used, TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment exported = bed.published(memory, 0);
    SegmentId id = TestBed.idOf(exported);
    ImportSegment imported = bed.ready(exported);
    if (used) {
      imported.put64(0, 4711);
      imported.put(8, bed.memory(1), 100);
      assertEquals(4711, imported.get64(0));
    }
    imported.disconnect();
    assertEquals(id, TestBed.idOf(exported));
    assertEquals(used ? 4711 : 0, memory.get(ValueLayout.JAVA_LONG, 0));
    assertRsmError(RsmError.SEG_ALREADY_PUBLISHED, () -> exported.publish(id, null));
    ImportSegment next = bed.ready(exported);
    next.put64(8, 1);
    assertEquals(1, memory.get(ValueLayout.JAVA_LONG, 8));
  }

  private enum End {
    UNPUBLISH,
    DESTROY
  }

  @Rule(RuleId.DISCONNECT_OK_02)
  @ParameterizedTest
  @EnumSource(End.class)
  void brokenImportStaysUntilDisconnected(End end, TestBed bed) {
    ExportSegment exported = bed.published(1);
    SegmentId id = TestBed.idOf(exported);
    ImportSegment imported = bed.ready(exported);
    if (end == End.DESTROY) {
      exported.destroy();
    } else {
      exported.unpublish();
      assertEquals(id, exported.publish(id, null));
    }
    assertRsmError(RsmError.CONN_ABORTED, () -> imported.get8(0));
    assertRsmError(RsmError.TIMEOUT, () -> imported.signalWait(0));
    assertRsmError(RsmError.CONN_ABORTED, () -> imported.get8(0));
    imported.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> imported.get8(0));
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> imported.signalWait(0));
  }

  @Rule(RuleId.DISCONNECT_BAD_SEG_HNDL_01)
  @Test
  void disconnectedBefore(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    ImportSegment other = bed.ready(exported);
    imported.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, imported::disconnect);
    assertRsmError(RsmError.BAD_SEG_HNDL, imported::disconnect);
    other.put8(0, (byte) 1);
    other.disconnect();
  }

  @Rule(RuleId.DISCONNECT_SEG_STILL_MAPPED_01)
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void mappingHasToGoFirst(boolean broken, boolean polled, TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment exported = bed.published(memory, 0);
    ImportSegment imported = bed.ready(exported);
    MemorySegment mapped = imported.map(Permission.RDWR, 0, imported.length());
    if (polled) {
      PollReference ignored = imported.getPollReference();
    }
    if (broken) {
      exported.unpublish();
    }
    assertRsmError(RsmError.SEG_STILL_MAPPED, imported::disconnect);
    assertRsmError(RsmError.SEG_STILL_MAPPED, imported::disconnect);
    mapped.set(ValueLayout.JAVA_LONG, 0, 4711);
    if (!broken) {
      assertEquals(4711, memory.get(ValueLayout.JAVA_LONG, 0));
      assertEquals(4711, imported.get64(0));
    }
    imported.unmap();
    if (polled) {
      assertRsmError(RsmError.POLLFD_IN_USE, imported::disconnect);
      imported.releasePollReference();
    }
    imported.disconnect();
  }

  @Rule(RuleId.DISCONNECT_POLLFD_IN_USE_01)
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void pollReferencesHaveToGoFirst(int references, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    for (int i = 0; i < references; i++) {
      PollReference ignored = imported.getPollReference();
    }
    for (int i = 0; i < references; i++) {
      assertRsmError(RsmError.POLLFD_IN_USE, imported::disconnect);
      imported.put64(0, i);
      assertEquals(i, imported.get64(0));
      exported.signalPost();
      imported.signalWait(Signals.SOON);
      imported.releasePollReference();
    }
    imported.disconnect();
  }

  @Rule(RuleId.DISCONNECT_CONCURRENCY_01)
  @ParameterizedTest
  @EnumSource(Transfer.class)
  void transfersEndWithTheImport(Transfer transfer, TestBed bed) {
    Set<RsmError> allowed = EnumSet.of(RsmError.SUCCESS, RsmError.BAD_SEG_HNDL);
    ExportSegment exported = bed.published(1);
    MemorySegment buffer = bed.memory(1);
    long count = bed.page() / transfer.width();
    for (int round = 0; round < ROUNDS; round++) {
      ImportSegment imported = bed.ready(exported);
      AtomicInteger running = new AtomicInteger();
      List<Threads.Call> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(
            Threads.start(
                () -> {
                  RsmError code = RsmError.SUCCESS;
                  while (code == RsmError.SUCCESS) {
                    code = codeOf(() -> transfer.run(imported, 0, buffer, count));
                    assertTrue(allowed.contains(code), code::name);
                    int ignored = running.incrementAndGet();
                  }
                }));
      }
      Threads.await("running transfers", () -> running.get() > THREADS);
      imported.disconnect();
      calls.forEach(call -> assertEquals(RsmError.SUCCESS, call.code()));
    }
  }
}
