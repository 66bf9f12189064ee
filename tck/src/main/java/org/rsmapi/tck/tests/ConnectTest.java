// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.Signals;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_memseg_import_connect: what does not depend on the access list. */
@ExtendWith(TestBedExtension.class)
final class ConnectTest {

  private static final int ROUNDS = 300;

  @Rule(RuleId.CONNECT_OK_01)
  @Test
  void freshImportIsImplicitAndHoldsNothing(TestBed bed) {
    ExportSegment exported = bed.published(2);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    assertEquals(Permission.RDWR, imported.permission());
    assertEquals(2 * bed.page(), imported.length());
    assertEquals(BarrierMode.IMPLICIT, imported.mode());
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> imported.get8(0));
    assertRsmError(RsmError.SEG_NOT_MAPPED, imported::unmap);
    assertRsmError(RsmError.TIMEOUT, () -> imported.signalWait(0));
    imported.disconnect();
  }

  @Rule(RuleId.CONNECT_OK_02)
  @Test
  void importsOfOneSegmentAreIndependent(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment exported = bed.published(memory, 0);
    ImportSegment reader = bed.connect(exported, Permission.READ);
    ImportSegment writer = bed.ready(exported);
    ImportSegment third = bed.ready(exported);

    writer.setMode(BarrierMode.EXPLICIT);
    assertEquals(BarrierMode.IMPLICIT, reader.mode());
    writer.setMode(BarrierMode.IMPLICIT);
    writer.put64(0, 4711);
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> reader.get64(0));
    reader.initBarrier();
    assertEquals(4711, reader.get64(0));
    assertRsmError(RsmError.PERM_DENIED, () -> reader.put64(0, 1));
    mapsAreIndependent(reader, writer);

    exported.signalPost();
    reader.signalWait(Signals.SOON);
    assertRsmError(RsmError.TIMEOUT, () -> reader.signalWait(0));
    writer.signalWait(Signals.SOON);
    writer.disconnect();
    third.signalWait(Signals.SOON);
    assertEquals(4711, reader.get64(0));
    third.put64(8, 1);
    assertEquals(1, memory.get(ValueLayout.JAVA_LONG, 8));
  }

  private static void mapsAreIndependent(ImportSegment one, ImportSegment other) {
    if (TestBed.offers(Capability.MAP)) {
      MemorySegment ignored = one.map(Permission.READ, 0, one.length());
      assertRsmError(RsmError.SEG_NOT_MAPPED, other::unmap);
      assertEquals(other.length(), other.map(Permission.RDWR, 0, other.length()).byteSize());
      one.unmap();
      other.unmap();
    }
  }

  @Rule(RuleId.CONNECT_BAD_CTLR_HNDL_01)
  @Test
  void releasedControllerIsRefused(TestBed bed) {
    SegmentId id = TestBed.idOf(bed.published(1));
    RsmController released = bed.anotherController();
    released.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> released.connect(bed.node(), id, Permission.RDWR));
    bed.controller().connect(bed.node(), id, Permission.RDWR).disconnect();
  }

  @Rule(RuleId.CONNECT_CTLR_NOT_PRESENT_02)
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 0x40, 0xFFFF_FFFFL, 0x1_0000_0000L, Long.MIN_VALUE, -1})
  void loopbackReachesTheLocalNodeOnly(long difference, TestBed bed) {
    assumeTrue(bed.controller().name().equals("loopback"), "for loopback only");
    long node = bed.node().value() ^ difference;
    SegmentId id = TestBed.idOf(bed.published(1));
    assertRsmError(
        RsmError.CTLR_NOT_PRESENT,
        () -> bed.controller().connect(NodeId.of(node), id, Permission.RDWR));
    assertRsmError(
        RsmError.CTLR_NOT_PRESENT, () -> bed.controller().connect(null, id, Permission.RDWR));
    bed.controller().connect(bed.node(), id, Permission.RDWR).disconnect();
  }

  @Rule(RuleId.CONNECT_PERM_DENIED_01)
  @ParameterizedTest
  @ValueSource(ints = {0, 0100, 0444, 0666, 0700, 01400, 0040, 0004, 0601, -1, Integer.MIN_VALUE})
  void onlyThreePermissionsAreLegal(int bits, TestBed bed) {
    ExportSegment exported = bed.published(1);
    assertRsmError(
        RsmError.PERM_DENIED, () -> bed.connect(exported, Permission.of(bits)).disconnect());
    assertRsmError(
        RsmError.PERM_DENIED,
        () -> bed.controller().connect(bed.node(), TestBed.idOf(exported), null));
    for (int legal : new int[] {0400, 0200, 0600}) {
      bed.connect(exported, Permission.of(legal)).disconnect();
    }
  }

  @Rule(RuleId.CONNECT_SEG_NOT_PUBLISHED_01)
  @Test
  void segmentHasToBePublished(TestBed bed) {
    SegmentId id = bed.freshId();
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> connect(bed, id));
    ExportSegment exported = bed.exported(1);
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> connect(bed, id));
    assertEquals(id, exported.publish(id, null));
    connect(bed, id);
    exported.unpublish();
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> connect(bed, id));
    assertEquals(id, exported.publish(id, null));
    connect(bed, id);
    exported.destroy();
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> connect(bed, id));
  }

  @Rule(RuleId.CONNECT_SEG_NOT_PUBLISHED_02)
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x0FFFFF, 0x100000, 0x3FFFFF, 0x8000_0000L, 0xFFFF_FFFFL})
  void reservedIdsAreJustNotPublished(long id, TestBed bed) {
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> connect(bed, SegmentId.of(id)));
    connect(bed, TestBed.idOf(bed.published(1)));
  }

  private static void connect(TestBed bed, SegmentId id) {
    bed.controller().connect(bed.node(), id, Permission.RDWR).disconnect();
  }

  @Rule(RuleId.CONNECT_ORDER_01)
  @Test
  void controllerComesBeforePermissionBeforeId(TestBed bed) {
    SegmentId unpublished = bed.freshId();
    SegmentId id = TestBed.idOf(bed.published(1));
    Permission illegal = Permission.of(0444);
    assertRsmError(
        RsmError.PERM_DENIED, () -> bed.controller().connect(bed.node(), unpublished, illegal));
    RsmController released = bed.anotherController();
    released.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> released.connect(bed.node(), id, illegal));
    assertRsmError(
        RsmError.BAD_CTLR_HNDL, () -> released.connect(bed.node(), unpublished, illegal));
  }

  @Rule(RuleId.CONNECT_CONCURRENCY_01)
  @Test
  void unpublishBreaksWhatConnectedBeforeIt(TestBed bed) {
    Set<RsmError> allowed =
        EnumSet.of(RsmError.SUCCESS, RsmError.SEG_NOT_PUBLISHED, RsmError.INTERRUPTED);
    ExportSegment exported = bed.exported(1);
    SegmentId id = bed.freshId();
    for (int round = 0; round < ROUNDS; round++) {
      AtomicReference<ImportSegment> connected = new AtomicReference<>();
      boolean publishing = round % 2 == 0;
      if (!publishing) {
        assertEquals(id, exported.publish(id, null));
      }
      List<RsmError> codes =
          Threads.race(
              2,
              index -> {
                if (index == 0) {
                  connected.set(bed.controller().connect(bed.node(), id, Permission.RDWR));
                } else if (publishing) {
                  assertEquals(id, exported.publish(id, null));
                } else {
                  exported.unpublish();
                }
              });
      assertTrue(allowed.contains(codes.get(0)), codes::toString);
      assertEquals(RsmError.SUCCESS, codes.get(1));
      if (publishing) {
        exported.unpublish();
      }
      ImportSegment imported = connected.get();
      if (imported != null) {
        imported.initBarrier();
        assertEquals(RsmError.CONN_ABORTED, codeOf(() -> imported.get8(0)));
        imported.disconnect();
      }
    }
  }
}
