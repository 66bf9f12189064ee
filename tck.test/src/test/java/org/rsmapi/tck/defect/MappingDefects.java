// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_OFFSET;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.MAP_FAILED;
import static org.rsmapi.RsmError.POLLFD_IN_USE;
import static org.rsmapi.RsmError.SEG_NOT_MAPPED;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** What mapped memory is, and what becomes of it. */
final class MappingDefects {

  private static final String MAP = "ImportSegment.map";
  private static final String FIXED = "ImportSegment.mapFixed";
  private static final String[] BOTH = {MAP, FIXED};
  private static final String UNMAP = "ImportSegment.unmap";

  static final Area AREA =
      Area.of(
          "map",
          Defect.of(
                  "map-last-page",
                  "Of a whole segment the last page is not mapped.",
                  RuleId.MAP_OK_01,
                  RuleId.MAP_BAD_MEM_ALIGNMENT_02,
                  RuleId.MAP_BAD_PERMS_01,
                  RuleId.MAP_BAD_PERMS_02,
                  RuleId.MAP_CONN_ABORTED_01,
                  RuleId.MAP_MAP_FAILED_01,
                  RuleId.UNMAP_SEG_NOT_MAPPED_01)
              .at(MAP)
              .with(
                  call -> {
                    MemorySegment mapping = (MemorySegment) call.proceed();
                    long length = mapping.byteSize();
                    return length == Transfers.segment(call).length()
                        ? mapping.asSlice(0, length - 4096)
                        : mapping;
                  }),
          Defect.of(
                  "map-length-down",
                  "The length of a mapping is rounded down to words.",
                  RuleId.MAP_OK_02,
                  RuleId.MAP_OK_04,
                  RuleId.UNMAP_OK_01)
              .at(BOTH)
              .with(
                  call -> {
                    MemorySegment mapping = (MemorySegment) call.proceed();
                    return mapping.asSlice(0, mapping.byteSize() & ~7);
                  }),
          Defect.of(
                  "map-offset-ignored",
                  "A mapping of one page is always the first page.",
                  RuleId.MAP_OK_02)
              .at(MAP)
              .when(call -> call.longArg(2) == 4096 && call.longArg(1) > 4096)
              .with(
                  call -> {
                    if (call.longArg(1) == Transfers.segment(call).length() - 4096) {
                      return call.with(1, 0L).proceed();
                    }
                    return call.proceed();
                  }),
          Defect.of(
                  "map-after-transfer",
                  "An import that has been read cannot be mapped.",
                  RuleId.MAP_OK_03,
                  RuleId.UNMAP_SEG_NOT_MAPPED_01)
              .at(Transfers.GETS)
              .after(call -> call.memory().put("moved", true))
              .at(BOTH)
              .when(call -> call.memory().containsKey("moved"))
              .answers(MAP_FAILED),
          Defect.of(
                  "map-fixed-hint",
                  "The address of a mapping is a hint.",
                  RuleId.MAP_OK_04,
                  RuleId.MAP_BAD_MEM_ALIGNMENT_02)
              .at(FIXED)
              .with(MappingDefects::elsewhere),
          Defect.of("map-stale", "A mapping is usable until there is another.", RuleId.MAP_OK_04)
              .at(UNMAP)
              .with(MappingDefects::unmappedLater)
              .at(MAP)
              .before(MappingDefects::unmapNow)
              .at(FIXED)
              .with(
                  call -> {
                    unmapNow(call);
                    Object mapping = call.proceed();
                    Object ignored = call.memory().put("fixed", true);
                    return mapping;
                  })
              .at("ImportSegment.disconnect")
              .before(MappingDefects::unmapNow),
          Defect.of("map-bounds-transfers", "Transfers reach what is mapped.", RuleId.MAP_STATE_01)
              .at(MAP)
              .after(call -> call.memory().put("mapped", call.longArg(1) + call.longArg(2)))
              .at(UNMAP)
              .before(call -> call.memory().remove("mapped"))
              .at(Transfers.ALL)
              .when(
                  call ->
                      call.memory().get("mapped") instanceof Long end
                          && Transfers.offset(call) >= end)
              .answers(BAD_OFFSET),
          Defect.of(
                  "map-dies",
                  "A mapping ends with the connection.",
                  RuleId.MAP_STATE_02,
                  RuleId.UNMAP_OK_01)
              .at(BOTH)
              .after(call -> mapped(call).put(Transfers.segment(call), true))
              .at("ExportSegment.unpublish")
              .after(MappingDefects::unmapBroken),
          Defect.of(
                  "map-close-silent",
                  "Stores to a broken mapping go unnoticed.",
                  RuleId.MAP_STATE_02)
              .at("ImportSegment.initBarrier")
              .with(BarrierDefects::linked)
              .at(BOTH)
              .after(call -> call.memory().put("mapped", true))
              .at("Barrier.closeBarrier")
              .with(MappingDefects::closedSilently),
          Defect.of(
                  "unmap-polled",
                  "An import cannot be unmapped while it is polled.",
                  RuleId.ALL_STATE_01,
                  RuleId.UNMAP_OK_01)
              .at("ImportSegment.getPollReference")
              .after(call -> call.memory().put("polled", true))
              .at("ImportSegment.releasePollReference")
              .after(call -> call.memory().remove("polled"))
              .at(UNMAP)
              .when(call -> call.memory().containsKey("polled"))
              .answers(POLLFD_IN_USE),
          Defect.of(
                  "unmap-once",
                  "After the second unmapping an import cannot be mapped again.",
                  RuleId.MAP_OK_02,
                  RuleId.MAP_BAD_PERMS_01,
                  RuleId.UNMAP_OK_01)
              .at(UNMAP)
              .after(call -> call.count("unmapped"))
              .at(MAP)
              .when(call -> call.memory().get("unmapped") instanceof Integer times && times > 1)
              .answers(MAP_FAILED));

  private MappingDefects() {}

  private static Object elsewhere(Call call) throws Throwable {
    long address = call.longArg(0);
    Object mapping = call.proceed();
    ImportSegment segment = Transfers.segment(call);
    segment.unmap();
    MemorySegment other =
        segment.map(call.arg(1, Permission.class), call.longArg(2), call.longArg(3));
    return other.address() == address ? mapping : other;
  }

  /** Answers as if it were unmapped; the mapping ends when the next call needs it gone. */
  private static Object unmappedLater(Call call) throws Throwable {
    if (call.memory().remove("stale") != null) {
      Object ignored = call.proceed();
      throw call.failure(SEG_NOT_MAPPED);
    }
    if (call.memory().remove("fixed") == null) {
      return call.proceed();
    }
    Object ignored = call.memory().put("stale", true);
    return null;
  }

  private static void unmapNow(Call call) {
    if (call.memory().containsKey("stale")) {
      try {
        Transfers.segment(call).unmap();
      } catch (RsmException e) {
        // That is what it says of a mapping that is not there.
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<ImportSegment, Boolean> mapped(Call call) {
    return (Map<ImportSegment, Boolean>)
        call.shared().computeIfAbsent("mapped", key -> new ConcurrentHashMap<>());
  }

  private static void unmapBroken(Call call) {
    for (ImportSegment imported : mapped(call).keySet()) {
      try {
        if (Transfers.isBroken(imported)) {
          imported.unmap();
        }
      } catch (RsmException e) {
        // It is unmapped or disconnected already.
      }
    }
  }

  private static Object closedSilently(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == CONN_ABORTED
          && call.memory(call.memory().get("import")).containsKey("mapped")) {
        return null;
      }
      throw e;
    }
  }
}
