// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/** rsm_release_controller. */
@ExtendWith(TestBedExtension.class)
final class ReleaseControllerTest {

  @Rule(RuleId.RELEASE_CONTROLLER_OK_01)
  @Test
  void eachGetMayBeReleased(TestBed bed) {
    assertEquals(bed.page(), bed.controller().attributes().pageSize());
    try (Rsm rsm = TestBed.library()) {
      List<RsmController> handles = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        handles.add(rsm.controller(TestBed.controllerName()));
      }
      handles.forEach(RsmController::release);
      rsm.controller(TestBed.controllerName()).release();
    }
  }

  @Rule(RuleId.RELEASE_CONTROLLER_BAD_CTLR_HNDL_02)
  @Test
  void oneReleaseTooManyIsRefused(TestBed bed) {
    RsmController first = bed.anotherController();
    RsmController second = bed.anotherController();
    first.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, first::release);
    second.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, second::release);
    assertRsmError(RsmError.BAD_CTLR_HNDL, first::release);
    // The reference that the bed holds is none of theirs.
    bed.exported(1).destroy();
    bed.controller().release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, bed.controller()::release);
  }

  @Rule(RuleId.RELEASE_CONTROLLER_STATE_01)
  @Test
  void lastReleaseWithdrawsPublishedSegments(TestBed bed) {
    SegmentId id = bed.freshId();
    try (TestBed exporter = new TestBed()) {
      ExportSegment exported = exporter.exported(1);
      exported.publish(id, null);
      ExportSegment unpublished = exporter.exported(1);
      RsmController another = exporter.anotherController();
      ImportSegment imported = bed.controller().connect(bed.node(), id, Permission.RDWR);
      imported.initBarrier();
      ImportSegment idle = bed.controller().connect(bed.node(), id, Permission.READ);

      another.release();
      imported.put64(0, 1);
      assertEquals(1, imported.get64(0));

      exporter.controller().release();
      assertRsmError(RsmError.CONN_ABORTED, () -> imported.put64(0, 2));
      assertRsmError(RsmError.CONN_ABORTED, () -> imported.get64(0));
      assertRsmError(RsmError.CONN_ABORTED, idle::signalPost);
      assertRsmError(RsmError.BAD_SEG_HNDL, exported::destroy);
      assertRsmError(RsmError.BAD_SEG_HNDL, unpublished::destroy);
      assertTrue(exported.publishedId().isEmpty());
      assertRsmError(
          RsmError.SEG_NOT_PUBLISHED,
          () -> bed.controller().connect(bed.node(), id, Permission.READ));
      imported.disconnect();
      idle.disconnect();
      bed.exported(1).publish(id, null);
    }
  }

  /** A call on one of the two. */
  private interface Call {
    void on(ExportSegment exported, ImportSegment imported, long page, MemorySegment buffer);
  }

  /** Every segment operation but rebind, putv and getv, which have a code of their own. */
  static Stream<Named<Call>> segmentOperations() {
    List<Named<Call>> calls = new ArrayList<>();
    calls.add(Named.of("publish", (x, i, page, buffer) -> x.publish(SegmentId.ANY, null)));
    calls.add(Named.of("republish", (x, i, page, buffer) -> x.republish(null)));
    calls.add(Named.of("unpublish", (x, i, page, buffer) -> x.unpublish()));
    calls.add(Named.of("destroy", (x, i, page, buffer) -> x.destroy()));
    calls.add(Named.of("disconnect", (x, i, page, buffer) -> i.disconnect()));
    calls.add(Named.of("map", (x, i, page, buffer) -> i.map(Permission.READ, 0, page)));
    calls.add(
        Named.of(
            "map fixed", (x, i, page, buffer) -> i.mapFixed(1L << 40, Permission.READ, 0, page)));
    calls.add(Named.of("unmap", (x, i, page, buffer) -> i.unmap()));
    calls.add(Named.of("init barrier", (x, i, page, buffer) -> i.initBarrier()));
    calls.add(Named.of("set mode", (x, i, page, buffer) -> i.setMode(BarrierMode.EXPLICIT)));
    calls.add(Named.of("get mode", (x, i, page, buffer) -> i.mode()));
    for (Transfer transfer : Transfer.values()) {
      calls.add(
          Named.of(transfer.toString(), (x, i, page, buffer) -> transfer.run(i, 0, buffer, 1)));
      calls.add(
          Named.of(transfer + " single", (x, i, page, buffer) -> transfer.runSingle(i, 0, 0)));
    }
    addSignals(calls, "export", (x, i) -> x);
    addSignals(calls, "import", (x, i) -> i);
    return calls.stream();
  }

  private static void addSignals(
      List<Named<Call>> calls,
      String side,
      BiFunction<ExportSegment, ImportSegment, Segment> segment) {
    calls.add(Named.of(side + ": post", (x, i, page, buffer) -> segment.apply(x, i).signalPost()));
    calls.add(
        Named.of(side + ": wait", (x, i, page, buffer) -> segment.apply(x, i).signalWait(-1)));
    calls.add(
        Named.of(
            side + ": get pollfd", (x, i, page, buffer) -> segment.apply(x, i).getPollReference()));
    calls.add(
        Named.of(
            side + ": release pollfd",
            (x, i, page, buffer) -> segment.apply(x, i).releasePollReference()));
  }

  @Rule(RuleId.RELEASE_CONTROLLER_STATE_02)
  @ParameterizedTest
  @MethodSource("segmentOperations")
  void segmentsOfReleasedControllerAreDead(Call call, TestBed bed) {
    long page = bed.page();
    ExportSegment bound = bed.exported(1);
    ExportSegment published = bed.published(1);
    ImportSegment connected = bed.ready(published);
    ImportSegment mapped = bed.ready(published);
    if (TestBed.offers(Capability.MAP)) {
      MemorySegment ignored = mapped.map(Permission.RDWR, 0, page);
    }
    MemorySegment buffer = bed.memory(1);
    connected.put(0, buffer, page);
    bed.controller().release();
    // A new reference does not bring them back.
    try (RsmController anew = bed.anotherController()) {
      assertEquals(page, anew.attributes().pageSize());
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> call.on(bound, connected, page, buffer));
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> call.on(published, mapped, page, buffer));
    }
  }
}
