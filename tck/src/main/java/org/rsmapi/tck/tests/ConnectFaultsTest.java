// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;
import static org.rsmapi.tck.support.Signals.SOON;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;
import org.rsmapi.tck.support.Transfer;

/** rsm_memseg_import_connect: shortage, and what an interconnect may do to it. */
@ExtendWith(TestBedExtension.class)
final class ConnectFaultsTest {

  private static final int FEW_SEGMENTS = 4;

  @Rule(RuleId.CONNECT_INSUFFICIENT_MEM_01)
  @Test
  void shortMemory(TestBed bed) {
    ExportSegment exported = bed.published(1);
    try (Fault fault = bed.faults().fail(FaultPoint.CONNECT, RsmError.INSUFFICIENT_MEM, 1)) {
      assertRsmError(RsmError.INSUFFICIENT_MEM, () -> bed.connect(exported, Permission.RDWR));
      assertEquals(1, fault.hits());
    }
    bed.connect(exported, Permission.RDWR).disconnect();
  }

  @Rule(RuleId.CONNECT_INSUFFICIENT_RESOURCES_01)
  @Test
  void oneImportTooMany() {
    try (TestBed bed =
        TestBed.configured(Map.of("org.rsmapi.maxSegments", Integer.toString(FEW_SEGMENTS)))) {
      ExportSegment exported = bed.published(1);
      Deque<ImportSegment> imports = new ArrayDeque<>();
      RsmError code = RsmError.SUCCESS;
      while (code == RsmError.SUCCESS && imports.size() <= FEW_SEGMENTS) {
        code = codeOf(() -> imports.add(bed.ready(exported)));
      }
      assertEquals(RsmError.INSUFFICIENT_RESOURCES, code);
      assertFalse(imports.isEmpty());
      imports.forEach(imported -> imported.put8(0, (byte) 1));
      imports.remove().disconnect();
      imports.add(bed.ready(exported));
      assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> bed.connect(exported, Permission.RDWR));
    }
  }

  @Rule(RuleId.CONNECT_CTLR_NOT_PRESENT_01)
  @Test
  void controllerIsGone(TestBed bed) {
    SegmentId id = TestBed.idOf(bed.published(1));
    FaultInjection faults = bed.faults();
    int unit = unitOf(bed.controller().name());
    faults.withdraw(unit);
    try {
      assertRsmError(
          RsmError.CTLR_NOT_PRESENT,
          () -> bed.controller().connect(bed.node(), id, Permission.RDWR));
    } finally {
      faults.restore(unit);
    }
    try (TestBed after = new TestBed()) {
      after.connect(after.published(1), Permission.RDWR).disconnect();
    }
  }

  private static int unitOf(String name) {
    String digits = name.replaceAll("^.*?([0-9]*)$", "$1");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  @Rule(RuleId.CONNECT_REMOTE_NODE_UNREACHABLE_02)
  @Test
  void nodeWithoutAPath(TestBed bed) {
    ExportSegment exported = bed.published(1);
    try (Fault fault = bed.faults().fail(FaultPoint.CONNECT, RsmError.REMOTE_NODE_UNREACHABLE, 1)) {
      assertRsmError(
          RsmError.REMOTE_NODE_UNREACHABLE, () -> bed.connect(exported, Permission.RDWR));
      assertEquals(1, fault.hits());
    }
    bed.connect(exported, Permission.RDWR).disconnect();
  }

  @Rule(RuleId.CONNECT_INTERRUPTED_01)
  @Test
  void interruptedBeforeTheAnswer(TestBed bed) {
    ExportSegment exported = bed.published(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    try (Fault fault = bed.faults().drop(FaultPoint.CONNECT)) {
      Threads.Call call =
          Threads.start(
              () -> {
                try {
                  ImportSegment unexpected = bed.connect(exported, Permission.RDWR);
                  unexpected.disconnect();
                } finally {
                  interrupted.set(Thread.currentThread().isInterrupted());
                }
              });
      Threads.await("a call that waits", () -> fault.hits() == 1);
      call.thread().interrupt();
      assertEquals(RsmError.INTERRUPTED, call.code());
    }
    assertTrue(interrupted.get(), "the interrupt status is set");
    ImportSegment imported = bed.ready(exported);
    exported.signalPost();
    imported.signalWait(SOON);
    assertRsmError(RsmError.TIMEOUT, () -> imported.signalWait(0));
  }

  @Rule(RuleId.EXIT_STATE_03)
  @ParameterizedTest
  @EnumSource(Transfer.class)
  void lostPathAbortsTheConnectionForGood(Transfer transfer, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    transfer.run(imported, 0, bed.memory(1), 1);
    assertEquals(1, bed.faults().breakConnections(TestBed.idOf(exported)));
    Threads.await(
        "broken connection",
        () -> {
          RsmError code = codeOf(() -> transfer.run(imported, 0, bed.memory(1), 1));
          assertTrue(code == RsmError.CONN_ABORTED || code == RsmError.BARRIER_FAILURE);
          return code == RsmError.CONN_ABORTED;
        });
    for (Transfer any : Transfer.values()) {
      assertRsmError(RsmError.CONN_ABORTED, () -> any.run(imported, 0, bed.memory(1), 1));
      assertRsmError(RsmError.CONN_ABORTED, () -> any.runSingle(imported, 0, 1));
    }
  }

  @Rule(RuleId.EXIT_STATE_04)
  @Test
  void connectionsNeverHeal(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment old = bed.ready(exported);
    assertEquals(1, bed.faults().breakConnections(TestBed.idOf(exported)));
    assertRsmError(RsmError.CONN_ABORTED, () -> old.get8(0));
    ImportSegment fresh = bed.ready(exported);
    fresh.put8(0, (byte) 7);
    assertEquals(7, fresh.get8(0));
    assertRsmError(RsmError.CONN_ABORTED, () -> old.get8(0));
    old.disconnect();
    assertEquals(7, fresh.get8(0));
  }
}
