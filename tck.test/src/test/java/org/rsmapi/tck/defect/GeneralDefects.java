// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ACL;

import java.util.List;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** What no function may do: forget an argument check, or change something in a call that fails. */
final class GeneralDefects {

  static final Area AREA =
      Area.of(
          "general",
          Defect.of(
                  "null-pointer",
                  "A missing rearrangement of access rights is met by a NullPointerException.",
                  RuleId.ALL_ERROR_01,
                  RuleId.REPUBLISH_BAD_SEG_HNDL_01,
                  RuleId.REPUBLISH_SEG_NOT_PUBLISHED_01)
              .at("ExportSegment.republish")
              .when(
                  call ->
                      call.arg(0) == null && call.self(ExportSegment.class).publishedId().isEmpty())
              .with(
                  call -> {
                    throw new NullPointerException("a defect");
                  }),
          Defect.of(
                  "failed-put-changes-mode",
                  "A put that fails leaves the import in the explicit mode.",
                  RuleId.ALL_STATE_01,
                  RuleId.XFER_BARRIER_UNINITIALIZED_01,
                  RuleId.XFER_BARRIER_UNINITIALIZED_02,
                  RuleId.XFER_OK_01,
                  RuleId.XFER_ORDER_03,
                  RuleId.XFER_ORDER_04)
              .at("ImportSegment.put64")
              .afterFailure(call -> call.self(ImportSegment.class).setMode(BarrierMode.EXPLICIT)),
          Defect.of(
                  "failed-order-opens",
                  "Ordering a barrier that is not open fails, and opens it.",
                  RuleId.ALL_STATE_01,
                  RuleId.ORDER_BARRIER_BARRIER_NOT_OPENED_01)
              .at("Barrier.order")
              .afterFailure(call -> open(call.self(Barrier.class))),
          Defect.of(
                  "failed-republish-closes",
                  "A refused access list takes effect as an empty one.",
                  RuleId.ALL_STATE_01,
                  RuleId.REPUBLISH_STATE_04,
                  RuleId.REPUBLISH_BAD_ACL_01)
              .at("ExportSegment.republish")
              .with(GeneralDefects::closing));

  private GeneralDefects() {}

  private static void open(Barrier barrier) {
    Barrier.Span ignored = barrier.open();
  }

  private static Object closing(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == BAD_ACL) {
        call.self(ExportSegment.class).republish(List.of());
      }
      throw e;
    }
  }
}
