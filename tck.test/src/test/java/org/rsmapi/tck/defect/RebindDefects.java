// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_CTLR_HNDL;
import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CTLR_NOT_PRESENT;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.REBIND_NOT_ALLOWED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;

import java.lang.foreign.MemorySegment;
import org.rsmapi.ExportSegment;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.RuleId;

/** Exchanging the memory of an export segment. */
final class RebindDefects {

  private static final String CREATE = "RsmController.createExport";
  private static final String REBIND = "ExportSegment.rebind";

  /** After so many rebinds of one segment only a test that rebinds without end is still there. */
  private static final int MANY = 200;

  static final Area AREA =
      Area.of(
          "rebind",
          Defect.of(
                  "rebind-unpublished",
                  "A segment is rebound only while it is published.",
                  RuleId.REBIND_OK_01,
                  RuleId.REBIND_OK_02,
                  RuleId.REBIND_BAD_ADDR_01,
                  RuleId.REBIND_REBIND_NOT_ALLOWED_01,
                  RuleId.REBIND_CTLR_NOT_PRESENT_01)
              .at(REBIND)
              .when(
                  call ->
                      call.self(ExportSegment.class).publishedId().isEmpty() && call.arg(0) != null)
              .failsAfter(SEG_NOT_PUBLISHED),
          Defect.of(
                  "rebind-same-memory",
                  "Memory that is bound already cannot be bound again.",
                  RuleId.REBIND_OK_02,
                  RuleId.REBIND_DATA_01,
                  RuleId.REBIND_INSUFFICIENT_MEM_01)
              .at(CREATE)
              .with(RebindDefects::remembering)
              .at(REBIND)
              .when(
                  call ->
                      call.memory().get("memory") instanceof MemorySegment bound
                          && call.arg(0) instanceof MemorySegment next
                          && bound.address() == next.address())
              .failsAfter(BAD_ADDR),
          Defect.of(
                  "rebind-copies",
                  "Rebind copies the old content into the new memory.",
                  RuleId.REBIND_OK_01,
                  RuleId.REBIND_DATA_01,
                  RuleId.REBIND_STATE_01,
                  RuleId.REBIND_STATE_02,
                  RuleId.REBIND_BAD_LENGTH_01,
                  RuleId.REBIND_BAD_ADDR_02,
                  RuleId.REBIND_PERM_DENIED_01,
                  RuleId.REBIND_INSUFFICIENT_MEM_01,
                  RuleId.REBIND_INSUFFICIENT_RESOURCES_01,
                  RuleId.REBIND_INTERRUPTED_01,
                  RuleId.ALL_STATE_01)
              .at(CREATE, REBIND)
              .with(RebindDefects::remembering),
          Defect.of(
                  "rebind-signals",
                  "Importers get an event when memory is exchanged.",
                  RuleId.REBIND_STATE_01)
              .at(REBIND)
              .after(call -> call.self(ExportSegment.class).signalPost()),
          Defect.of(
                  "rebind-opens-access", "Rebind forgets the access list.", RuleId.REBIND_STATE_01)
              .at(REBIND)
              .after(RebindDefects::admitAll),
          Defect.of(
                  "rebind-aborts",
                  "Rebind breaks the connections now and then.",
                  RuleId.REBIND_CONCURRENCY_01)
              .at(REBIND)
              .after(RebindDefects::publishAgain),
          Defect.of(
                  "rebind-refused-binds",
                  "A rebind with a wrong length fails, but has bound the new memory.",
                  RuleId.REBIND_STATE_02,
                  RuleId.REBIND_BAD_LENGTH_01,
                  RuleId.ALL_STATE_01)
              .at(REBIND)
              .with(RebindDefects::bindDespite),
          Defect.of(
                  "rebind-destroyed",
                  "A destroyed segment has no controller.",
                  RuleId.REBIND_BAD_SEG_HNDL_01,
                  RuleId.REBIND_BAD_CTLR_HNDL_01,
                  RuleId.REBIND_CTLR_NOT_PRESENT_01)
              .at(REBIND)
              .turns(BAD_SEG_HNDL, BAD_CTLR_HNDL),
          Defect.of(
                  "rebind-released",
                  "Rebind of a segment whose controller is released refuses the segment.",
                  RuleId.REBIND_BAD_CTLR_HNDL_01)
              .at(REBIND)
              .turns(BAD_CTLR_HNDL, BAD_SEG_HNDL),
          Defect.of(
                  "rebind-withdrawn",
                  "Rebind tells once that the controller is gone, and then refuses the segment.",
                  RuleId.REBIND_CTLR_NOT_PRESENT_01)
              .at(REBIND)
              .with(RebindDefects::presentOnce),
          Defect.of(
                  "rebind-length-code",
                  "A wrong length is memory that is too short.",
                  RuleId.REBIND_BAD_LENGTH_01,
                  RuleId.REBIND_STATE_02,
                  RuleId.ALL_STATE_01)
              .at(REBIND)
              .turns(BAD_LENGTH, BAD_ADDR),
          Defect.of(
                  "rebind-longer",
                  "More memory than the segment has is accepted.",
                  RuleId.REBIND_BAD_LENGTH_01)
              .at(REBIND)
              .when(
                  call ->
                      call.longArg(1) > call.self(ExportSegment.class).length()
                          && call.longArg(1) % 4096 == 0)
              .with(call -> call.with(1, call.self(ExportSegment.class).length()).proceed()),
          Defect.of(
                  "rebind-null-length",
                  "Null memory is a wrong length.",
                  RuleId.REBIND_BAD_ADDR_01,
                  RuleId.REBIND_ORDER_01,
                  RuleId.ALL_ERROR_01)
              .at(REBIND)
              .when(call -> call.arg(0) == null)
              .turns(BAD_ADDR, BAD_LENGTH),
          Defect.of(
                  "rebind-alignment-code",
                  "A misaligned address has the code that create has for it.",
                  RuleId.REBIND_BAD_ADDR_02,
                  RuleId.REBIND_STATE_02)
              .at(REBIND)
              .when(
                  call ->
                      call.arg(0) instanceof MemorySegment memory
                          && memory.isNative()
                          && memory.address() % 4096 != 0)
              .turns(BAD_ADDR, BAD_MEM_ALIGNMENT),
          Defect.of(
                  "rebind-heap-memory", "Memory of the heap is denied.", RuleId.REBIND_BAD_ADDR_02)
              .at(REBIND)
              .when(call -> call.arg(0) instanceof MemorySegment memory && !memory.isNative())
              .turns(BAD_ADDR, PERM_DENIED),
          Defect.of(
                  "rebind-short-memory",
                  "Memory that is too short is a wrong length.",
                  RuleId.REBIND_BAD_ADDR_02)
              .at(REBIND)
              .when(
                  call ->
                      call.arg(0) instanceof MemorySegment memory
                          && memory.address() % 4096 == 0
                          && memory.byteSize() < call.longArg(1))
              .turns(BAD_ADDR, BAD_LENGTH),
          Defect.of(
                  "rebind-not-allowed-code",
                  "Rebind of a segment that was not created for it is denied.",
                  RuleId.REBIND_REBIND_NOT_ALLOWED_01,
                  RuleId.REBIND_ORDER_01,
                  RuleId.ALL_STATE_01)
              .at(REBIND)
              .turns(REBIND_NOT_ALLOWED, PERM_DENIED),
          Defect.of(
                  "rebind-any-flag",
                  "Any flag allows to rebind.",
                  RuleId.REBIND_REBIND_NOT_ALLOWED_01)
              .at(CREATE)
              .when(call -> call.longArg(2) == ExportSegment.DONTWAIT)
              .passes(2, ExportSegment.DONTWAIT | ExportSegment.ALLOW_REBIND),
          Defect.of(
                  "rebind-read-only",
                  "Read-only memory is a bad address.",
                  RuleId.REBIND_PERM_DENIED_01,
                  RuleId.REBIND_STATE_02)
              .at(REBIND)
              .turns(PERM_DENIED, BAD_ADDR),
          Defect.of(
                  "rebind-quota-code",
                  "A quota that is used up is a lack of resources.",
                  RuleId.REBIND_INSUFFICIENT_MEM_01)
              .at(REBIND)
              .turns(INSUFFICIENT_MEM, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "rebind-resources-code",
                  "Resources that are short are memory that is short.",
                  RuleId.REBIND_INSUFFICIENT_RESOURCES_01)
              .at(REBIND)
              .turns(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
          Defect.of(
                  "rebind-tries-again",
                  "Rebind tries again when resources are short.",
                  RuleId.REBIND_INSUFFICIENT_RESOURCES_01)
              .at(REBIND)
              .with(RebindDefects::again),
          Defect.of(
                  "rebind-interrupted",
                  "An interrupted rebind lacks resources.",
                  RuleId.REBIND_INTERRUPTED_01)
              .at(REBIND)
              .turns(INTERRUPTED, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "rebind-order",
                  "The length is looked at before the permission to rebind.",
                  RuleId.REBIND_ORDER_01)
              .at(REBIND)
              .when(call -> call.longArg(1) != call.self(ExportSegment.class).length())
              .turns(REBIND_NOT_ALLOWED, BAD_LENGTH));

  private RebindDefects() {}

  private static Object remembering(Call call) throws Throwable {
    if (call.operation().equals(REBIND)) {
      Object result = call.proceed();
      MemorySegment next = call.arg(0, MemorySegment.class);
      if (call.memory().put("memory", next) instanceof MemorySegment before) {
        next.asSlice(0, call.longArg(1)).copyFrom(before.asSlice(0, call.longArg(1)));
      }
      return result;
    }
    Object made = call.proceed();
    call.memory(made).put("memory", call.arg(0));
    return made;
  }

  private static void admitAll(Call call) {
    ExportSegment segment = call.self(ExportSegment.class);
    if (segment.publishedId().isPresent()) {
      segment.republish(null);
    }
  }

  private static void publishAgain(Call call) {
    if (call.count("rebinds") == MANY) {
      ExportSegment segment = call.self(ExportSegment.class);
      SegmentId id = segment.publishedId().orElseThrow();
      segment.unpublish();
      SegmentId ignored = segment.publish(id, null);
    }
  }

  private static Object bindDespite(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      long length = call.self(ExportSegment.class).length();
      if (e.error() == BAD_LENGTH && call.arg(0, MemorySegment.class).byteSize() >= length) {
        Object ignored = call.with(1, length).proceed();
      }
      throw e;
    }
  }

  private static Object presentOnce(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      throw e.error() == CTLR_NOT_PRESENT && call.count("gone") > 1
          ? call.failure(BAD_SEG_HNDL)
          : e;
    }
  }

  private static Object again(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == INSUFFICIENT_RESOURCES) {
        return call.proceed();
      }
      throw e;
    }
  }
}
