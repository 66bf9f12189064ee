// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_CTLR_HNDL;
import static org.rsmapi.RsmError.BAD_PERMS;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.CTLR_NOT_PRESENT;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.REMOTE_NODE_UNREACHABLE;
import static org.rsmapi.RsmError.RESERVED_SEGID;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SUCCESS;
import static org.rsmapi.RsmError.TIMEOUT;

import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.RuleId;

/** Connecting: arguments and states. */
final class ConnectDefects {

  private static final String CONNECT = "RsmController.connect";
  private static final String PUT = "ImportSegment.put64";

  static final Area AREA =
      Area.of(
          "connect",
          Defect.of(
                  "connect-explicit",
                  "A fresh import tells that it is in the explicit mode.",
                  RuleId.ALL_STATE_01,
                  RuleId.CONNECT_OK_01,
                  RuleId.CONNECT_OK_02,
                  RuleId.VEC_DATA_01,
                  RuleId.SET_MODE_OK_01)
              .at("ImportSegment.setMode")
              .after(call -> call.memory().put("set", true))
              .at("ImportSegment.mode")
              .when(call -> !call.memory().containsKey("set"))
              .with(
                  call -> {
                    Object right = call.proceed();
                    return right == BarrierMode.IMPLICIT ? BarrierMode.EXPLICIT : right;
                  }),
          Defect.of(
                  "connect-common-mode",
                  "The mode of one import is that of all.",
                  RuleId.CONNECT_OK_02,
                  RuleId.SET_MODE_OK_01)
              .at("ImportSegment.setMode")
              .after(call -> call.shared().put("mode", call.arg(0)))
              .at("ImportSegment.mode")
              .with(
                  call -> {
                    Object right = call.proceed();
                    return call.shared().getOrDefault("mode", right);
                  }),
          Defect.of(
                  "connect-only-at-home",
                  "What a process stores that exports nothing is lost.",
                  RuleId.CONNECT_OK_03,
                  RuleId.RELEASE_CONTROLLER_STATE_01)
              .at("RsmController.createExport")
              .after(call -> call.shared().put("exports", true))
              .at(PUT)
              .when(call -> !call.shared().containsKey("exports"))
              .answers(SUCCESS),
          Defect.of(
                  "connect-released",
                  "A released controller is not there.",
                  RuleId.CONNECT_BAD_CTLR_HNDL_01,
                  RuleId.CONNECT_ORDER_01)
              .at(CONNECT)
              .turns(BAD_CTLR_HNDL, CTLR_NOT_PRESENT),
          Defect.of(
                  "connect-withdrawn",
                  "Without its controller the local node cannot be reached.",
                  RuleId.CONNECT_CTLR_NOT_PRESENT_01)
              .at(CONNECT)
              .when(call -> call.self(RsmController.class).localNode().equals(call.arg(0)))
              .turns(CTLR_NOT_PRESENT, REMOTE_NODE_UNREACHABLE),
          Defect.of(
                  "connect-other-node",
                  "Loopback cannot reach another node.",
                  RuleId.CONNECT_CTLR_NOT_PRESENT_02)
              .at(CONNECT)
              .when(call -> !call.self(RsmController.class).localNode().equals(call.arg(0)))
              .turns(CTLR_NOT_PRESENT, REMOTE_NODE_UNREACHABLE),
          Defect.of(
                  "connect-no-node",
                  "No node is the local one.",
                  RuleId.CONNECT_CTLR_NOT_PRESENT_02)
              .at(CONNECT)
              .when(call -> call.arg(0) == null)
              .with(call -> call.with(0, call.self(RsmController.class).localNode()).proceed()),
          Defect.of(
                  "connect-node-bits",
                  "The upper half of a node is not looked at.",
                  RuleId.CONNECT_CTLR_NOT_PRESENT_02)
              .at(CONNECT)
              .when(
                  call ->
                      call.arg(0) instanceof NodeId node
                          && (int) node.value()
                              == (int) call.self(RsmController.class).localNode().value())
              .with(call -> call.with(0, call.self(RsmController.class).localNode()).proceed()),
          Defect.of(
                  "connect-any-permission",
                  "The permission 0444 is taken for 0400.",
                  RuleId.CONNECT_PERM_DENIED_01,
                  RuleId.CONNECT_ORDER_01)
              .at(CONNECT)
              .when(call -> Permission.of(0444).equals(call.arg(2)))
              .passes(2, Permission.READ),
          Defect.of(
                  "connect-permission-code",
                  "An illegal permission has the code that map has for it.",
                  RuleId.CONNECT_PERM_DENIED_01,
                  RuleId.CONNECT_ORDER_01,
                  RuleId.ALL_STATE_01,
                  RuleId.ALL_ERROR_01)
              .at(CONNECT)
              .when(call -> !(call.arg(2) instanceof Permission permission && permission.isValid()))
              .turns(PERM_DENIED, BAD_PERMS),
          Defect.of(
                  "connect-destroyed",
                  "The id of a destroyed segment is one whose connection is broken.",
                  RuleId.CONNECT_SEG_NOT_PUBLISHED_01,
                  RuleId.DESTROY_STATE_01)
              .at("ExportSegment.destroy")
              .before(
                  call ->
                      call.self(ExportSegment.class)
                          .publishedId()
                          .ifPresent(id -> call.shared().put(id.toString(), true)))
              .at(CONNECT)
              .when(
                  call -> call.arg(1) != null && call.shared().containsKey(call.arg(1).toString()))
              .turns(SEG_NOT_PUBLISHED, CONN_ABORTED),
          Defect.of(
                  "connect-id-0",
                  "The id 0 is reserved for a connect, too.",
                  RuleId.CONNECT_SEG_NOT_PUBLISHED_02)
              .at(CONNECT)
              .when(call -> SegmentId.ANY.equals(call.arg(1)))
              .turns(SEG_NOT_PUBLISHED, RESERVED_SEGID),
          Defect.of(
                  "connect-memory-code",
                  "Memory that is short is a resource that is short.",
                  RuleId.CONNECT_INSUFFICIENT_MEM_01)
              .at(CONNECT)
              .turns(INSUFFICIENT_MEM, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "connect-limit-code",
                  "Too many segments are a lack of memory.",
                  RuleId.CONNECT_INSUFFICIENT_RESOURCES_01)
              .at(CONNECT)
              .turns(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
          Defect.of(
                  "connect-unreachable-code",
                  "A node without a path is a broken connection.",
                  RuleId.CONNECT_REMOTE_NODE_UNREACHABLE_02)
              .at(CONNECT)
              .turns(REMOTE_NODE_UNREACHABLE, CONN_ABORTED),
          Defect.of(
                  "connect-interrupted",
                  "An interrupted connect has run out of time.",
                  RuleId.CONNECT_INTERRUPTED_01)
              .at(CONNECT)
              .turns(INTERRUPTED, TIMEOUT),
          Defect.of(
                  "connect-clears-interrupt",
                  "An interrupted connect clears the interrupt.",
                  RuleId.CONNECT_INTERRUPTED_01)
              .at(CONNECT)
              .afterFailure(call -> Thread.interrupted()),
          Defect.of(
                  "connect-race-code",
                  "A connect that comes too late is broken.",
                  RuleId.CONNECT_CONCURRENCY_01)
              .at(CONNECT)
              .when(call -> Thread.currentThread().isDaemon())
              .turns(SEG_NOT_PUBLISHED, CONN_ABORTED),
          Defect.of(
                  "connect-order-permission",
                  "The permission is looked at before the controller.",
                  RuleId.CONNECT_ORDER_01)
              .at(CONNECT)
              .when(call -> call.arg(2) instanceof Permission permission && !permission.isValid())
              .turns(BAD_CTLR_HNDL, PERM_DENIED),
          Defect.of(
                  "connect-order-id",
                  "The id is looked at before the permission.",
                  RuleId.CONNECT_ORDER_01)
              .at(CONNECT)
              .with(ConnectDefects::idFirst));

  private ConnectDefects() {}

  private static Object idFirst(Call call) throws Throwable {
    boolean illegal = call.arg(2) instanceof Permission asked && !asked.isValid();
    if (illegal) {
      RsmError legal = call.codeWith(2, Permission.READ);
      if (legal == SEG_NOT_PUBLISHED) {
        throw call.failure(legal);
      }
    }
    return call.proceed();
  }
}
