// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmapi.RsmError.BAD_OFFSET;
import static org.rsmapi.RsmError.BAD_PERMS;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.MAP_FAILED;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.SEG_ALREADY_MAPPED;
import static org.rsmapi.RsmError.SEG_NOT_CONNECTED;
import static org.rsmapi.RsmError.SEG_NOT_MAPPED;
import static org.rsmapi.RsmError.SUCCESS;

import org.rsmapi.Permission;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** What map and unmap refuse, and with which codes. */
final class MapDefects {

  private static final String MAP = "ImportSegment.map";
  private static final String FIXED = "ImportSegment.mapFixed";
  private static final String[] BOTH = {MAP, FIXED};
  private static final String UNMAP = "ImportSegment.unmap";

  static final Area AREA =
      Area.of(
          "map",
          Defect.of(
                  "map-released-code",
                  "An import of a released controller is not connected.",
                  RuleId.MAP_BAD_SEG_HNDL_01)
              .at(BOTH)
              .turns(BAD_SEG_HNDL, SEG_NOT_CONNECTED),
          Defect.of(
                  "map-gone-code",
                  "To map a disconnected import is a bad handle.",
                  RuleId.MAP_SEG_NOT_CONNECTED_01)
              .at(BOTH)
              .turns(SEG_NOT_CONNECTED, BAD_SEG_HNDL),
          Defect.of("map-length-zero", "Length 0 is a wrong offset.", RuleId.MAP_BAD_LENGTH_01)
              .at(BOTH)
              .when(call -> length(call) == 0 && offset(call) > 0)
              .turns(BAD_LENGTH, BAD_OFFSET),
          Defect.of(
                  "map-length-wraps",
                  "A huge length wraps behind an inner offset.",
                  RuleId.MAP_BAD_LENGTH_01)
              .at(BOTH)
              .when(call -> length(call) == Long.MAX_VALUE && offset(call) > 0)
              .turns(BAD_LENGTH, BAD_OFFSET),
          Defect.of(
                  "map-offset-at-end",
                  "An offset at the end of the segment is a wrong length.",
                  RuleId.ALL_STATE_01,
                  RuleId.MAP_BAD_OFFSET_01)
              .at(BOTH)
              .when(call -> offset(call) == Transfers.segment(call).length())
              .turns(BAD_OFFSET, BAD_LENGTH),
          Defect.of(
                  "map-offset-lowest",
                  "The lowest of all offsets is misaligned.",
                  RuleId.MAP_BAD_OFFSET_01)
              .at(BOTH)
              .when(call -> offset(call) == Long.MIN_VALUE)
              .turns(BAD_OFFSET, BAD_MEM_ALIGNMENT),
          Defect.of(
                  "map-misaligned-code",
                  "An offset beside a page boundary is a wrong one.",
                  RuleId.ALL_STATE_01,
                  RuleId.MAP_BAD_MEM_ALIGNMENT_01)
              .at(BOTH)
              .when(call -> offset(call) > 1)
              .turns(BAD_MEM_ALIGNMENT, BAD_OFFSET),
          Defect.of(
                  "map-fixed-misaligned",
                  "An address beside a page boundary cannot be mapped.",
                  RuleId.MAP_BAD_MEM_ALIGNMENT_02)
              .at(FIXED)
              .when(call -> call.longArg(0) % 4096 != 0)
              .turns(BAD_MEM_ALIGNMENT, MAP_FAILED),
          Defect.of(
                  "map-execute",
                  "The right to execute is dropped in silence.",
                  RuleId.MAP_BAD_PERMS_01,
                  RuleId.MAP_ORDER_01)
              .at(BOTH)
              .when(call -> permission(call) != null && permission(call).bits() == 0700)
              .with(call -> call.with(permissionAt(call), Permission.RDWR).proceed()),
          Defect.of(
                  "map-no-permission",
                  "Without a permission the one of connect is taken.",
                  RuleId.ALL_ERROR_01,
                  RuleId.MAP_BAD_PERMS_01)
              .at(BOTH)
              .when(call -> permission(call) == null)
              .with(
                  call ->
                      call.with(permissionAt(call), Transfers.segment(call).permission())
                          .proceed()),
          Defect.of(
                  "map-denied-code",
                  "To map with more rights than connected is denied.",
                  RuleId.MAP_BAD_PERMS_02)
              .at(BOTH)
              .when(call -> permission(call) != null && permission(call).isValid())
              .turns(BAD_PERMS, PERM_DENIED),
          Defect.of(
                  "map-write-includes-read",
                  "A connection for writing can be mapped for both.",
                  RuleId.MAP_BAD_PERMS_02)
              .at(BOTH)
              .when(
                  call ->
                      Transfers.segment(call).permission().equals(Permission.WRITE)
                          && Permission.RDWR.equals(permission(call)))
              .with(call -> call.with(permissionAt(call), Permission.WRITE).proceed()),
          Defect.of("map-broken-code", "To map a broken import fails.", RuleId.MAP_CONN_ABORTED_01)
              .at(BOTH)
              .turns(CONN_ABORTED, MAP_FAILED),
          Defect.of(
                  "map-failed-code",
                  "Why a mapping cannot be made is told.",
                  RuleId.MAP_MAP_FAILED_01)
              .at(BOTH)
              .turns(MAP_FAILED, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "map-failed-keeps",
                  "After a mapping that failed the import counts as mapped.",
                  RuleId.MAP_MAP_FAILED_01)
              .at(BOTH)
              .with(MapDefects::mappedByFailure),
          Defect.of(
                  "map-twice-same",
                  "To map the same range again is no error.",
                  RuleId.MAP_SEG_ALREADY_MAPPED_01,
                  RuleId.MAP_ORDER_01)
              .at(MAP)
              .with(MapDefects::sameAgain),
          Defect.of(
                  "map-twice-code",
                  "A second mapping fails.",
                  RuleId.MAP_SEG_ALREADY_MAPPED_01,
                  RuleId.MAP_ORDER_01)
              .at(BOTH)
              .turns(SEG_ALREADY_MAPPED, MAP_FAILED),
          Defect.of(
                  "map-perms-first",
                  "The permission is looked at before the state.",
                  RuleId.MAP_ORDER_01)
              .at(BOTH)
              .when(call -> permission(call) != null && !permission(call).isValid())
              .turns(SEG_ALREADY_MAPPED, BAD_PERMS),
          Defect.of(
                  "map-length-first",
                  "The length is looked at before the permission.",
                  RuleId.MAP_ORDER_01)
              .at(BOTH)
              .when(call -> length(call) == 0)
              .turns(BAD_PERMS, BAD_LENGTH),
          Defect.of(
                  "map-alignment-first",
                  "The alignment of the offset is looked at before its range.",
                  RuleId.MAP_ORDER_01)
              .at(BOTH)
              .when(call -> offset(call) % 4096 != 0)
              .turns(BAD_OFFSET, BAD_MEM_ALIGNMENT),
          Defect.of(
                  "unmap-gone-code",
                  "To unmap a disconnected import is nothing mapped.",
                  RuleId.UNMAP_BAD_SEG_HNDL_01)
              .at(UNMAP)
              .turns(BAD_SEG_HNDL, SEG_NOT_MAPPED),
          Defect.of(
                  "unmap-twice",
                  "To unmap what is not mapped is no error.",
                  RuleId.ALL_STATE_01,
                  RuleId.MAP_BAD_LENGTH_01,
                  RuleId.MAP_BAD_OFFSET_01,
                  RuleId.MAP_BAD_MEM_ALIGNMENT_01,
                  RuleId.MAP_BAD_MEM_ALIGNMENT_02,
                  RuleId.MAP_BAD_PERMS_01,
                  RuleId.MAP_BAD_PERMS_02,
                  RuleId.MAP_CONN_ABORTED_01,
                  RuleId.MAP_MAP_FAILED_01,
                  RuleId.UNMAP_OK_01,
                  RuleId.UNMAP_SEG_NOT_MAPPED_01)
              .at(UNMAP)
              .turns(SEG_NOT_MAPPED, SUCCESS),
          Defect.of(
                  "unmap-transferred",
                  "A transfer counts as a mapping.",
                  RuleId.MAP_MAP_FAILED_01,
                  RuleId.UNMAP_SEG_NOT_MAPPED_01)
              .at(Transfers.ALL)
              .after(call -> call.memory().put("moved", true))
              .at(UNMAP)
              .when(call -> call.memory().containsKey("moved"))
              .turns(SEG_NOT_MAPPED, SUCCESS),
          Defect.of(
                  "unmap-broken",
                  "On a broken connection the mapping stays for ever.",
                  RuleId.UNMAP_OK_01)
              .at(UNMAP)
              .when(Transfers::isBroken)
              .failsAfter(CONN_ABORTED));

  private MapDefects() {}

  /** Returns where the permission is among the arguments; offset and length follow. */
  private static int permissionAt(Call call) {
    return call.operation().equals(MAP) ? 0 : 1;
  }

  private static Permission permission(Call call) {
    return call.arg(permissionAt(call), Permission.class);
  }

  private static long offset(Call call) {
    return call.longArg(permissionAt(call) + 1);
  }

  private static long length(Call call) {
    return call.longArg(permissionAt(call) + 2);
  }

  private static Object mappedByFailure(Call call) throws Throwable {
    if (call.memory().containsKey("failed")) {
      throw call.failure(SEG_ALREADY_MAPPED);
    }
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == MAP_FAILED && call.operation().equals(MAP)) {
        Object ignored = call.memory().put("failed", true);
      }
      throw e;
    }
  }

  private static Object sameAgain(Call call) throws Throwable {
    String range = "range " + offset(call) + " " + length(call);
    try {
      Object mapping = call.proceed();
      Object ignored = call.memory().put(range, mapping);
      return mapping;
    } catch (RsmException e) {
      if (e.error() == SEG_ALREADY_MAPPED && call.memory().containsKey(range)) {
        return call.memory().get(range);
      }
      throw e;
    }
  }
}
