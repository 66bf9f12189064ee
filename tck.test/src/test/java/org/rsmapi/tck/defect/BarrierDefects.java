// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.BARRIER_FAILURE;
import static org.rsmapi.RsmError.BARRIER_NOT_OPENED;
import static org.rsmapi.RsmError.BARRIER_OPEN_FAILED;
import static org.rsmapi.RsmError.BARRIER_UNINITIALIZED;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.SEG_NOT_CONNECTED;
import static org.rsmapi.RsmError.SUCCESS;

import org.rsmapi.BarrierType;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** States and codes of barriers. */
final class BarrierDefects {

  private static final String INIT = "ImportSegment.initBarrier";
  private static final String OPEN = "Barrier.open";
  private static final String ORDER = "Barrier.order";
  private static final String CLOSE = "Barrier.closeBarrier";
  private static final String DESTROY = "Barrier.destroy";

  /** Opens that no test of states makes. */
  private static final int FEW = 5;

  static final Area AREA =
      Area.of(
          "barrier",
          Defect.of(
                  "barrier-node-type",
                  "There are barriers of segments only.",
                  RuleId.INIT_BARRIER_OK_01,
                  RuleId.INIT_BARRIER_BAD_SEG_HNDL_01)
              .at(INIT)
              .when(call -> call.arg(0) == BarrierType.NODE)
              .answers(INSUFFICIENT_RESOURCES),
          Defect.of(
                  "barrier-null-type",
                  "A barrier needs a type.",
                  RuleId.ALL_ERROR_01,
                  RuleId.INIT_BARRIER_OK_01)
              .at(INIT)
              .when(call -> call.arg(0) == null)
              .answers(BAD_ADDR),
          Defect.of(
                  "barrier-init-broken",
                  "A broken import gets no barrier.",
                  RuleId.INIT_BARRIER_OK_01)
              .at(INIT)
              .when(Transfers::isBroken)
              .answers(CONN_ABORTED),
          Defect.of(
                  "barrier-init-gone",
                  "A disconnected import is said not to be connected.",
                  RuleId.INIT_BARRIER_BAD_SEG_HNDL_01)
              .at(INIT)
              .turns(BAD_SEG_HNDL, SEG_NOT_CONNECTED),
          Defect.of(
                  "barrier-memory-code",
                  "Short memory is reported as a lack of resources.",
                  RuleId.INIT_BARRIER_INSUFFICIENT_MEM_01)
              .at(INIT)
              .turns(INSUFFICIENT_MEM, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "barrier-memory-counts",
                  "A barrier counts that could not be initialised.",
                  RuleId.INIT_BARRIER_INSUFFICIENT_MEM_01)
              .at(INIT)
              .with(BarrierDefects::initialisedAllTheSame),
          Defect.of(
                  "barrier-gone-order",
                  "After a disconnect barriers are uninitialised.",
                  RuleId.BARRIER_BAD_SEG_HNDL_01)
              .at(ORDER)
              .turns(BAD_SEG_HNDL, BARRIER_UNINITIALIZED),
          Defect.of(
                  "barrier-gone-open",
                  "A barrier can be opened after a disconnect.",
                  RuleId.BARRIER_BAD_SEG_HNDL_01)
              .at(OPEN)
              .turns(BAD_SEG_HNDL, SUCCESS),
          Defect.of(
                  "barrier-gone-destroy",
                  "After a disconnect destroy has nothing to do.",
                  RuleId.BARRIER_BAD_SEG_HNDL_01)
              .at(DESTROY)
              .turns(BAD_SEG_HNDL, SUCCESS),
          Defect.of(
                  "barrier-destroyed-order",
                  "A destroyed barrier is said not to be open.",
                  RuleId.BARRIER_BARRIER_UNINITIALIZED_01)
              .at(ORDER)
              .turns(BARRIER_UNINITIALIZED, BARRIER_NOT_OPENED),
          Defect.of(
                  "barrier-destroyed-twice",
                  "A barrier can be destroyed twice.",
                  RuleId.BARRIER_BARRIER_UNINITIALIZED_01)
              .at(DESTROY)
              .turns(BARRIER_UNINITIALIZED, SUCCESS),
          Defect.of(
                  "barrier-destroyed-open",
                  "Opening a destroyed barrier fails otherwise.",
                  RuleId.BARRIER_BARRIER_UNINITIALIZED_01)
              .at(OPEN)
              .turns(BARRIER_UNINITIALIZED, BARRIER_OPEN_FAILED),
          Defect.of(
                  "barrier-order-once",
                  "A span is ordered once.",
                  RuleId.BARRIER_OK_01,
                  RuleId.BARRIER_OK_02,
                  RuleId.CLOSE_BARRIER_CONCURRENCY_01)
              .at("Span.order")
              .answers(BARRIER_NOT_OPENED),
          Defect.of(
                  "barrier-few-opens",
                  "A barrier can be opened five times.",
                  RuleId.BARRIER_OK_02,
                  RuleId.CLOSE_BARRIER_DATA_01,
                  RuleId.CLOSE_BARRIER_CONCURRENCY_01)
              .at(OPEN)
              .when(call -> call.count("opens") > FEW)
              .answers(BARRIER_OPEN_FAILED),
          Defect.of(
                  "barrier-span-close",
                  "A span does not end with its block.",
                  RuleId.BARRIER_OK_02,
                  RuleId.CLOSE_BARRIER_CONCURRENCY_01)
              .at("Span.close")
              .answers(BARRIER_NOT_OPENED),
          Defect.of(
                  "barrier-nested",
                  "Spans are nested: what is opened twice is closed twice.",
                  RuleId.OPEN_BARRIER_STATE_01)
              .at(OPEN)
              .before(call -> call.count("depth"))
              .at(CLOSE)
              .with(BarrierDefects::closeOneLevel),
          Defect.of(
                  "barrier-open-broken",
                  "Opening reports a broken connection.",
                  RuleId.INIT_BARRIER_OK_01,
                  RuleId.BARRIER_BARRIER_UNINITIALIZED_01,
                  RuleId.OPEN_BARRIER_STATE_02,
                  RuleId.CLOSE_BARRIER_CONN_ABORTED_01)
              .at(INIT)
              .with(BarrierDefects::linked)
              .at(OPEN)
              .when(BarrierDefects::isBrokenImport)
              .answers(CONN_ABORTED),
          Defect.of(
                  "barrier-broken-once",
                  "A barrier reports a broken connection once.",
                  RuleId.OPEN_BARRIER_STATE_02,
                  RuleId.CLOSE_BARRIER_CONN_ABORTED_01)
              .at(CLOSE)
              .with(BarrierDefects::abortedOnce),
          Defect.of(
                  "barrier-order-not-open",
                  "Ordering a barrier that is not open is ignored.",
                  RuleId.ALL_STATE_01,
                  RuleId.ORDER_BARRIER_BARRIER_NOT_OPENED_01)
              .at(ORDER)
              .turns(BARRIER_NOT_OPENED, SUCCESS),
          Defect.of(
                  "barrier-not-open-code",
                  "A barrier that is not open is uninitialised.",
                  RuleId.ALL_STATE_01,
                  RuleId.OPEN_BARRIER_STATE_01,
                  RuleId.ORDER_BARRIER_BARRIER_NOT_OPENED_01)
              .at(CLOSE)
              .turns(BARRIER_NOT_OPENED, BARRIER_UNINITIALIZED),
          Defect.of(
                  "barrier-order-aborted",
                  "Order leaves the broken connection to close.",
                  RuleId.ORDER_BARRIER_CONN_ABORTED_01)
              .at(ORDER)
              .turns(CONN_ABORTED, SUCCESS),
          Defect.of(
                  "barrier-order-lost",
                  "To order a broken connection is a failed barrier.",
                  RuleId.ORDER_BARRIER_CONN_ABORTED_01)
              .at(ORDER)
              .turns(CONN_ABORTED, BARRIER_FAILURE),
          Defect.of(
                  "barrier-close-aborted",
                  "Close calls the broken connection a failed barrier.",
                  RuleId.INIT_BARRIER_OK_01,
                  RuleId.OPEN_BARRIER_STATE_02,
                  RuleId.CLOSE_BARRIER_CONN_ABORTED_01)
              .at(CLOSE)
              .turns(CONN_ABORTED, BARRIER_FAILURE),
          Defect.of(
                  "barrier-close-state-first",
                  "Closed barriers say so on broken connections.",
                  RuleId.CLOSE_BARRIER_CONN_ABORTED_01)
              .at(OPEN)
              .before(call -> call.memory().put("open", true))
              .at(CLOSE)
              .with(
                  call -> {
                    boolean open = call.memory().remove("open") != null;
                    try {
                      return call.proceed();
                    } catch (RsmException e) {
                      throw e.error() == CONN_ABORTED && !open
                          ? call.failure(BARRIER_NOT_OPENED)
                          : e;
                    }
                  }),
          Defect.of(
                  "barrier-destroy-open",
                  "An open barrier cannot be destroyed.",
                  RuleId.BARRIER_BAD_SEG_HNDL_01,
                  RuleId.BARRIER_BARRIER_UNINITIALIZED_01,
                  RuleId.CLOSE_BARRIER_CONCURRENCY_01,
                  RuleId.DESTROY_BARRIER_OK_01)
              .at(OPEN)
              .before(call -> call.memory().put("open", true))
              .at(CLOSE)
              .before(call -> call.memory().remove("open"))
              .at(DESTROY)
              .when(call -> call.memory().containsKey("open"))
              .answers(BARRIER_OPEN_FAILED),
          Defect.of(
                  "barrier-destroy-broken",
                  "On a broken connection barriers stay for ever.",
                  RuleId.BARRIER_BARRIER_UNINITIALIZED_01,
                  RuleId.DESTROY_BARRIER_OK_01)
              .at(INIT)
              .with(BarrierDefects::linked)
              .at(DESTROY)
              .when(BarrierDefects::isBrokenImport)
              .answers(CONN_ABORTED));

  private BarrierDefects() {}

  /** Has the barrier know its import. */
  static Object linked(Call call) throws Throwable {
    Object barrier = call.proceed();
    Object ignored = call.memory(barrier).put("import", Transfers.segment(call));
    return barrier;
  }

  private static boolean isBrokenImport(Call call) {
    return call.memory().get("import") instanceof ImportSegment imported
        && Transfers.isBroken(imported);
  }

  private static Object initialisedAllTheSame(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == INSUFFICIENT_MEM) {
        Object ignored = call.proceed();
      }
      throw e;
    }
  }

  private static Object closeOneLevel(Call call) throws Throwable {
    Object depth = call.memory().remove("depth");
    if (depth instanceof Integer number && number > 1) {
      Object ignored = call.memory().put("depth", number - 1);
      return null;
    }
    return call.proceed();
  }

  private static Object abortedOnce(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == CONN_ABORTED && call.count("aborted") > 1) {
        return null;
      }
      throw e;
    }
  }
}
