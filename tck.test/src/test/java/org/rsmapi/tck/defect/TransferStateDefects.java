// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmapi.RsmError.BAD_OFFSET;
import static org.rsmapi.RsmError.BAD_PERMS;
import static org.rsmapi.RsmError.BARRIER_FAILURE;
import static org.rsmapi.RsmError.BARRIER_NOT_OPENED;
import static org.rsmapi.RsmError.BARRIER_UNINITIALIZED;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.SUCCESS;

import org.rsmapi.BarrierMode;
import org.rsmapi.Permission;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** What get and put make of rights, barriers and the connection. */
final class TransferStateDefects {

  private static final String INIT = "ImportSegment.initBarrier";

  static final Area AREA =
      Area.of(
          "transfer",
          Defect.of(
                  "put-denied-code",
                  "A missing right to write is a wrong permission.",
                  RuleId.ALL_STATE_01,
                  RuleId.PUT_PERM_DENIED_01,
                  RuleId.XFER_ORDER_03)
              .at(Transfers.PUTS)
              .turns(PERM_DENIED, BAD_PERMS),
          Defect.of(
                  "put-denied-explicit",
                  "In explicit mode nobody looks for the right to write.",
                  RuleId.PUT_PERM_DENIED_01)
              .at(Transfers.PUTS)
              .when(call -> Transfers.isIn(call, BarrierMode.EXPLICIT))
              .turns(PERM_DENIED, SUCCESS),
          Defect.of("get-denied-empty", "An empty get needs no right.", RuleId.GET_PERM_DENIED_01)
              .at(Transfers.GETS)
              .when(call -> Transfers.count(call) == 0)
              .turns(PERM_DENIED, SUCCESS),
          Defect.of(
                  "get-denied-code",
                  "A missing right to read is a wrong permission.",
                  RuleId.GET_PERM_DENIED_01,
                  RuleId.XFER_ORDER_03)
              .at("ImportSegment.get16")
              .turns(PERM_DENIED, BAD_PERMS),
          Defect.of(
                  "get-needs-write",
                  "Reading needs the right to write, too.",
                  RuleId.ALL_STATE_01,
                  RuleId.PUT_PERM_DENIED_01,
                  RuleId.GET_OK_01)
              .at(Transfers.GETS)
              .when(call -> Transfers.segment(call).permission().equals(Permission.READ))
              .answers(PERM_DENIED),
          Defect.of(
                  "get64-needs-barrier",
                  "A reader's wide gets are refused in explicit mode.",
                  RuleId.GET_OK_01)
              .at("ImportSegment.get64")
              .when(
                  call ->
                      Transfers.isIn(call, BarrierMode.EXPLICIT)
                          && Transfers.segment(call).permission().equals(Permission.READ))
              .answers(BARRIER_UNINITIALIZED),
          Defect.of(
                  "xfer-resources-code",
                  "A lack of windows is reported as one of memory.",
                  RuleId.XFER_INSUFFICIENT_RESOURCES_01)
              .at(Transfers.ALL)
              .turns(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
          Defect.of(
                  "xfer-resources-lost",
                  "After a lack of windows the import has none for ever.",
                  RuleId.XFER_INSUFFICIENT_RESOURCES_01)
              .at(Transfers.ALL)
              .failsForGood(INSUFFICIENT_RESOURCES),
          Defect.of(
                  "xfer-no-barrier-code",
                  "Without a barrier one is said not to be open.",
                  RuleId.ALL_STATE_01,
                  RuleId.XFER_BARRIER_UNINITIALIZED_01,
                  RuleId.XFER_BARRIER_UNINITIALIZED_02,
                  RuleId.XFER_OK_01,
                  RuleId.XFER_ORDER_03,
                  RuleId.XFER_ORDER_04)
              .at(Transfers.ALL)
              .turns(BARRIER_UNINITIALIZED, BARRIER_NOT_OPENED),
          Defect.of(
                  "xfer-no-barrier-empty",
                  "An empty transfer needs no barrier.",
                  RuleId.XFER_BARRIER_UNINITIALIZED_01)
              .at(Transfers.ALL)
              .when(call -> Transfers.count(call) == 0)
              .turns(BARRIER_UNINITIALIZED, SUCCESS),
          Defect.of(
                  "xfer-any-destroyed",
                  "The end of any barrier counts as that of the last one.",
                  RuleId.XFER_BARRIER_UNINITIALIZED_02)
              .at(INIT)
              .with(TransferStateDefects::liveAgain)
              .at("Barrier.destroy")
              .after(call -> call.memory(call.memory().get("import")).put("ended", true))
              .at(Transfers.ALL)
              .when(
                  call ->
                      call.memory().containsKey("ended")
                          && Transfers.isIn(call, BarrierMode.IMPLICIT))
              .failsAfter(BARRIER_UNINITIALIZED),
          Defect.of(
                  "xfer-destroyed-counts",
                  "A destroyed barrier is as good as a live one.",
                  RuleId.XFER_BARRIER_UNINITIALIZED_02,
                  RuleId.XFER_ORDER_04)
              .at(INIT)
              .after(call -> call.memory().put("ready", true))
              .at(Transfers.ALL)
              .when(call -> call.memory().containsKey("ready"))
              .turns(BARRIER_UNINITIALIZED, SUCCESS),
          Defect.of(
                  "xfer-explicit-barrier",
                  "The explicit mode needs a barrier, too.",
                  RuleId.XFER_OK_01)
              .at(INIT)
              .after(call -> call.memory().put("ready", true))
              .at(Transfers.ALL)
              .when(
                  call ->
                      !call.memory().containsKey("ready")
                          && Transfers.isIn(call, BarrierMode.EXPLICIT))
              .failsAfter(BARRIER_UNINITIALIZED),
          Defect.of(
                  "xfer-lost-code",
                  "A lost access is said to be the end of the connection.",
                  RuleId.XFER_BARRIER_FAILURE_01)
              .at(Transfers.ALL)
              .turns(BARRIER_FAILURE, CONN_ABORTED),
          Defect.of(
                  "xfer-lost-silent", "A lost put is not reported.", RuleId.XFER_BARRIER_FAILURE_01)
              .at(Transfers.PUTS)
              .turns(BARRIER_FAILURE, SUCCESS),
          Defect.of(
                  "xfer-broken-code",
                  "A broken connection is a failure of the barrier.",
                  RuleId.ALL_STATE_01,
                  RuleId.XFER_CONN_ABORTED_01,
                  RuleId.XFER_STATE_01,
                  RuleId.XFER_ORDER_04)
              .at(Transfers.ALL)
              .turns(CONN_ABORTED, BARRIER_FAILURE),
          Defect.of(
                  "xfer-broken-once",
                  "A broken connection is reported once for each import.",
                  RuleId.XFER_CONN_ABORTED_01,
                  RuleId.XFER_ORDER_04)
              .at(Transfers.ALL)
              .with(
                  call -> {
                    try {
                      return call.proceed();
                    } catch (RsmException e) {
                      if (e.error() == CONN_ABORTED && call.count("aborted") > 1) {
                        return call.nothing();
                      }
                      throw e;
                    }
                  }),
          Defect.of(
                  "xfer-broken-empty",
                  "An empty transfer does not notice a broken connection.",
                  RuleId.XFER_CONN_ABORTED_01)
              .at(Transfers.ALL)
              .when(call -> Transfers.count(call) == 0)
              .turns(CONN_ABORTED, SUCCESS),
          Defect.of(
                  "xfer-broken-explicit",
                  "In explicit mode a broken connection is a lost access.",
                  RuleId.XFER_STATE_01)
              .at(Transfers.ALL)
              .when(call -> Transfers.isIn(call, BarrierMode.EXPLICIT))
              .turns(CONN_ABORTED, BARRIER_FAILURE),
          Defect.of(
                  "xfer-right-first",
                  "The right is looked at before the alignment.",
                  RuleId.XFER_ORDER_02)
              .at(Transfers.ALL)
              .when(
                  call ->
                      !Transfers.segment(call)
                          .permission()
                          .covers(
                              call.operation().startsWith("ImportSegment.g")
                                  ? Permission.READ
                                  : Permission.WRITE))
              .turns(BAD_MEM_ALIGNMENT, PERM_DENIED),
          Defect.of(
                  "xfer-alignment-first",
                  "The offset is looked at before the buffer.",
                  RuleId.XFER_ORDER_02)
              .at("ImportSegment.get16", "ImportSegment.put16")
              .when(call -> !Transfers.isSingle(call) && Transfers.offset(call) % 2 != 0)
              .turns(BAD_ADDR, BAD_MEM_ALIGNMENT),
          Defect.of(
                  "xfer-range-first",
                  "The range is looked at before the right.",
                  RuleId.XFER_ORDER_03)
              .at(Transfers.ALL)
              .when(call -> Transfers.offset(call) < 0)
              .turns(PERM_DENIED, BAD_OFFSET),
          Defect.of(
                  "xfer-barrier-first",
                  "A missing barrier is noticed before a wrong range.",
                  RuleId.XFER_ORDER_03)
              .at(INIT)
              .after(call -> call.memory().put("ready", true))
              .at(Transfers.ALL)
              .when(call -> !call.memory().containsKey("ready"))
              .turns(BAD_OFFSET, BARRIER_UNINITIALIZED),
          Defect.of(
                  "xfer-connection-first",
                  "The connection is looked at before the range.",
                  RuleId.XFER_ORDER_04)
              .at(Transfers.ALL)
              .when(call -> Transfers.offset(call) < 0 && Transfers.isBroken(call))
              .turns(BAD_OFFSET, CONN_ABORTED),
          Defect.of(
                  "xfer-connection-before-barrier",
                  "A broken import is not asked for barriers.",
                  RuleId.XFER_ORDER_04)
              .at(Transfers.ALL)
              .when(Transfers::isBroken)
              .turns(BARRIER_UNINITIALIZED, CONN_ABORTED));

  private TransferStateDefects() {}

  private static Object liveAgain(Call call) throws Throwable {
    Object barrier = call.proceed();
    Object ignored = call.memory(barrier).put("import", Transfers.segment(call));
    call.forget("ended");
    return barrier;
  }
}
