// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_MODE;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.SEG_NOT_CONNECTED;
import static org.rsmapi.RsmError.SUCCESS;

import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.tck.RuleId;

/** Whether transfers have barriers of their own. */
final class BarrierModeDefects {

  private static final String MODE = "ImportSegment.mode";
  private static final String SET_MODE = "ImportSegment.setMode";

  static final Area AREA =
      Area.of(
          "barrier",
          Defect.of(
                  "mode-fresh",
                  "A fresh import is in explicit mode.",
                  RuleId.ALL_STATE_01,
                  RuleId.INIT_BARRIER_INSUFFICIENT_MEM_01,
                  RuleId.SET_MODE_OK_01)
              .at("RsmController.connect")
              .with(
                  call -> {
                    Object imported = call.proceed();
                    ((ImportSegment) imported).setMode(BarrierMode.EXPLICIT);
                    return imported;
                  }),
          Defect.of(
                  "mode-forgotten",
                  "Setting the explicit mode once more sets the implicit one.",
                  RuleId.SET_MODE_OK_01)
              .at(SET_MODE)
              .when(
                  call ->
                      call.arg(0) == BarrierMode.EXPLICIT
                          && Transfers.isIn(call, BarrierMode.EXPLICIT))
              .passes(0, BarrierMode.IMPLICIT),
          Defect.of(
                  "mode-broken",
                  "The mode of a broken import cannot be set.",
                  RuleId.SET_MODE_OK_01)
              .at(SET_MODE)
              .when(Transfers::isBroken)
              .answers(CONN_ABORTED),
          Defect.of(
                  "mode-gone",
                  "A disconnected import can be set to a mode.",
                  RuleId.MODE_BAD_SEG_HNDL_01)
              .at(SET_MODE)
              .when(call -> call.arg(0) != null)
              .turns(BAD_SEG_HNDL, SUCCESS),
          Defect.of(
                  "mode-null-first",
                  "A missing mode counts more than a disconnect.",
                  RuleId.MODE_BAD_SEG_HNDL_01)
              .at(SET_MODE)
              .when(call -> call.arg(0) == null)
              .turns(BAD_SEG_HNDL, BAD_MODE),
          Defect.of(
                  "mode-gone-code",
                  "The mode of a disconnected import is not connected.",
                  RuleId.MODE_BAD_SEG_HNDL_01)
              .at(MODE)
              .turns(BAD_SEG_HNDL, SEG_NOT_CONNECTED),
          Defect.of(
                  "mode-null-code",
                  "A missing mode is a bad address.",
                  RuleId.ALL_ERROR_01,
                  RuleId.ALL_STATE_01,
                  RuleId.SET_MODE_BAD_MODE_01)
              .at(SET_MODE)
              .turns(BAD_MODE, BAD_ADDR),
          Defect.of(
                  "mode-null-resets",
                  "A missing mode is refused, and sets the implicit one.",
                  RuleId.SET_MODE_BAD_MODE_01)
              .at(SET_MODE)
              .when(call -> call.arg(0) == null && Transfers.isLive(call))
              .afterFailure(call -> call.with(0, BarrierMode.IMPLICIT).proceed()));

  private BarrierModeDefects() {}
}
