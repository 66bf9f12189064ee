// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.Signals.SOON;
import static org.rsmapi.tck.support.Signals.assertEvents;
import static org.rsmapi.tck.support.Signals.assertNoEvent;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.AccessEntry;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.PollReference;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** A call that fails leaves everything as it was, whatever the function. */
@ExtendWith(TestBedExtension.class)
final class FailedCallTest {

  private static final byte PATTERN = 0x5A;

  /** Segments in every state that a call may find, with marks by which a change shows. */
  private static final class Stage {

    private final TestBed bed;
    private final MemorySegment memory;
    private final MemorySegment buffer;
    private final ExportSegment bound;
    private final ExportSegment published;
    private final SegmentId id;
    private final ImportSegment reader;
    private final ImportSegment writer;
    private final Barrier open;
    private final Barrier closed;
    private final PollReference reference;

    Stage(TestBed bed) {
      this.bed = bed;
      memory = bed.memory(2).fill(PATTERN);
      buffer = bed.memory(2).fill((byte) 1);
      bound = bed.exported(1);
      published = bed.published(memory, ExportSegment.ALLOW_REBIND);
      id = TestBed.idOf(published);
      reader = bed.connect(published, Permission.READ);
      writer = bed.ready(published);
      open = writer.initBarrier();
      closed = writer.initBarrier();
      Barrier.Span ignored = open.open();
      reference = writer.getPollReference();
      published.signalPost();
    }

    RsmController controller() {
      return bed.controller();
    }

    List<AccessEntry> access(int permissions) {
      return List.of(new AccessEntry(bed.node(), permissions));
    }

    void assertUntouched() {
      assertEquals(-1, memory.mismatch(bed.memory(2).fill(PATTERN)));
      assertEquals(-1, buffer.mismatch(bed.memory(2).fill((byte) 1)));
      assertTrue(bound.publishedId().isEmpty());
      assertEquals(id, TestBed.idOf(published));
      assertEquals(Permission.READ, reader.permission());
      assertEquals(BarrierMode.IMPLICIT, writer.mode());
      assertRsmError(RsmError.SEG_NOT_MAPPED, writer::unmap);
      assertRsmError(RsmError.POLLFD_IN_USE, writer::disconnect);
      assertRsmError(RsmError.BARRIER_NOT_OPENED, closed::order);
      open.order();
    }

    /** After each failure what the call was meant to change can still be changed. */
    void assertUsable() {
      assertEvents(1, reader);
      PollEntry[] entries = {PollEntry.of(reference)};
      assertEquals(1, bed.rsm().signalWait(entries, 1, SOON));
      assertNoEvent(writer);
      assertNoEvent(published);
      open.closeBarrier();
      writer.put8(0, (byte) 7);
      reader.initBarrier();
      assertEquals(7, reader.get8(0));
      writer.putv(new ScatterGather(IoVector.of(buffer, 0, 1, 1)));
      assertEquals(1, reader.get8(1));
      if (TestBed.offers(Capability.REBIND)) {
        published.rebind(buffer, buffer.byteSize());
        assertEquals(1, reader.get8(0));
      }
      published.republish(access(0600));
      bed.connect(published, Permission.RDWR).disconnect();
      SegmentId fresh = bed.freshId();
      assertEquals(fresh, bound.publish(fresh, access(0600)));
      bound.destroy();
      writer.releasePollReference();
      writer.disconnect();
      published.unpublish();
      assertRsmError(RsmError.CONN_ABORTED, () -> reader.get8(0));
    }
  }

  private interface Call {
    void on(Stage stage) throws Throwable;
  }

  private static Arguments call(String name, RsmError expected, Call call) {
    return Arguments.argumentSet(name, expected, call);
  }

  static Stream<Arguments> failures() {
    return Stream.of(exports(), connections(), transfers(), mappings(), others())
        .flatMap(calls -> calls);
  }

  private static Stream<Arguments> exports() {
    return Stream.of(
        call(
            "publish twice",
            RsmError.SEG_ALREADY_PUBLISHED,
            s -> s.published.publish(s.bed.freshId(), s.access(0400))),
        call(
            "publish a reserved id",
            RsmError.RESERVED_SEGID,
            s -> s.bound.publish(SegmentId.of(1), null)),
        call("publish an id in use", RsmError.SEGID_IN_USE, s -> s.bound.publish(s.id, null)),
        call(
            "publish an illegal list",
            RsmError.BAD_ACL,
            s -> s.bound.publish(s.bed.freshId(), s.access(0777))),
        call(
            "republish an illegal list",
            RsmError.BAD_ACL,
            s -> s.published.republish(s.access(0111))),
        call(
            "republish what is not published",
            RsmError.SEG_NOT_PUBLISHED,
            s -> s.bound.republish(s.access(0600))),
        call(
            "unpublish what is not published",
            RsmError.SEG_NOT_PUBLISHED,
            s -> s.bound.unpublish()),
        call(
            "rebind without leave",
            RsmError.REBIND_NOT_ALLOWED,
            s -> s.bound.rebind(s.buffer, s.bed.page())),
        call(
            "rebind another length",
            TestBed.offers(Capability.REBIND) ? RsmError.BAD_LENGTH : RsmError.REBIND_NOT_ALLOWED,
            s -> s.published.rebind(s.buffer, s.bed.page())),
        call(
            "create without alignment",
            RsmError.BAD_MEM_ALIGNMENT,
            s -> s.controller().createExport(s.buffer.asSlice(8), s.bed.page())),
        call(
            "create over read-only memory",
            RsmError.PERM_DENIED,
            s -> s.controller().createExport(s.buffer.asReadOnly(), s.bed.page())),
        call("destroy while polled", RsmError.POLLFD_IN_USE, FailedCallTest::destroyPolled));
  }

  private static void destroyPolled(Stage stage) {
    PollReference reference = stage.published.getPollReference();
    try {
      stage.published.destroy();
    } finally {
      reference.segment().releasePollReference();
    }
  }

  private static Stream<Arguments> connections() {
    return Stream.of(
        call(
            "connect with an illegal permission",
            RsmError.PERM_DENIED,
            s -> s.bed.connect(s.published, Permission.of(0700))),
        call(
            "connect to nothing",
            RsmError.SEG_NOT_PUBLISHED,
            s -> s.controller().connect(s.bed.node(), s.bed.freshId(), Permission.READ)),
        call("disconnect while polled", RsmError.POLLFD_IN_USE, s -> s.writer.disconnect()),
        call("set no mode", RsmError.BAD_MODE, s -> s.writer.setMode(null)),
        call("close a closed barrier", RsmError.BARRIER_NOT_OPENED, s -> s.closed.closeBarrier()),
        call("order a closed barrier", RsmError.BARRIER_NOT_OPENED, s -> s.closed.order()));
  }

  private static Stream<Arguments> transfers() {
    return Stream.of(
        call("put without the right", RsmError.PERM_DENIED, s -> s.reader.put(0, s.buffer, 8)),
        call(
            "get without a barrier",
            RsmError.BARRIER_UNINITIALIZED,
            s -> s.reader.get(0, s.buffer, 8)),
        call("put without alignment", RsmError.BAD_MEM_ALIGNMENT, s -> s.writer.put64(4, 7)),
        call("put outside", RsmError.BAD_OFFSET, s -> s.writer.put64(2 * s.bed.page(), 7)),
        call(
            "put beyond the end",
            RsmError.BAD_LENGTH,
            s -> s.writer.put(8, s.buffer, 2 * s.bed.page())),
        call("get from a negative offset", RsmError.BAD_OFFSET, s -> s.writer.get(-8, s.buffer, 8)),
        call(
            "get into a short buffer",
            RsmError.BAD_ADDR,
            s -> s.writer.get(0, s.buffer.asSlice(0, 8), 16)),
        call("putv of nothing", RsmError.BAD_SGIO, s -> s.writer.putv(new ScatterGather())),
        call(
            "putv without the right",
            RsmError.PERM_DENIED,
            s -> s.reader.putv(new ScatterGather(IoVector.of(s.buffer, 0, 0, 8)))),
        call(
            "getv outside",
            RsmError.BAD_OFFSET,
            s -> s.writer.getv(new ScatterGather(IoVector.of(s.buffer, 0, -1, 8)))));
  }

  private static Stream<Arguments> mappings() {
    return Stream.of(
        call(
            "map without permission",
            RsmError.BAD_PERMS,
            s -> s.writer.map(Permission.NONE, 0, s.bed.page())),
        call("map nothing", RsmError.BAD_LENGTH, s -> s.writer.map(Permission.READ, 0, 0)),
        call(
            "map outside",
            RsmError.BAD_OFFSET,
            s -> s.writer.map(Permission.READ, 2 * s.bed.page(), s.bed.page())),
        call(
            "map without alignment",
            RsmError.BAD_MEM_ALIGNMENT,
            s -> s.writer.map(Permission.READ, 8, s.bed.page())),
        call("unmap what is not mapped", RsmError.SEG_NOT_MAPPED, s -> s.writer.unmap()));
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        call("wait in vain", RsmError.TIMEOUT, s -> s.published.signalWait(0)),
        call(
            "wait for more than there are",
            RsmError.BAD_ARGS_ERRORS,
            s -> s.bed.rsm().signalWait(new PollEntry[] {PollEntry.of(s.reference)}, 2, 0)),
        call(
            "free no local memory",
            RsmError.BAD_LOCALMEM_HNDL,
            s -> s.controller().freeLocalMemory(null)),
        call(
            "local memory without alignment",
            RsmError.BAD_ADDR,
            s -> s.controller().createLocalMemory(s.buffer.asSlice(8), 8)));
  }

  @Rule(RuleId.ALL_STATE_01)
  @ParameterizedTest
  @MethodSource("failures")
  void nothingHasChanged(RsmError expected, Call call, TestBed bed) {
    Stage stage = new Stage(bed);
    assertRsmError(expected, () -> call.on(stage));
    stage.assertUntouched();
    assertRsmError(expected, () -> call.on(stage));
    stage.assertUntouched();
    stage.assertUsable();
  }
}
