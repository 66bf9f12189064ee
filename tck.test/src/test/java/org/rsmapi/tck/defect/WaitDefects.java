// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ARGS_ERRORS;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.SEG_NOT_CONNECTED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SUCCESS;
import static org.rsmapi.RsmError.TIMEOUT;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmException;
import org.rsmapi.Segment;
import org.rsmapi.tck.RuleId;

/** Waiting for the events of one segment. */
final class WaitDefects {

  private static final String EXPORTER = "ExportSegment.signalWait";
  private static final String IMPORTER = "ImportSegment.signalWait";
  private static final String[] BOTH = {EXPORTER, IMPORTER};

  /** A wait is cut into pieces of this length where a defect has to look meanwhile. */
  private static final long PIECE_MILLIS = 20;

  static final Area AREA =
      Area.of(
          "signal",
          Defect.of(
                  "wait-endless-timeout",
                  "The longest of all timeouts overflows.",
                  RuleId.WAIT_OK_01,
                  RuleId.WAIT_INTERRUPTED_01,
                  RuleId.WAIT_STATE_02)
              .at(BOTH)
              .when(call -> call.longArg(0) == Long.MAX_VALUE)
              .answers(TIMEOUT),
          Defect.of(
                  "wait-negative",
                  "Negative timeouts other than -1 are refused.",
                  RuleId.WAIT_OK_01,
                  RuleId.WAIT_OK_02)
              .at(BOTH)
              .when(call -> call.longArg(0) < -1)
              .answers(BAD_ARGS_ERRORS),
          Defect.of("wait-lowest", "The lowest of all timeouts does not wait.", RuleId.WAIT_OK_02)
              .at(BOTH)
              .when(call -> call.longArg(0) == Long.MIN_VALUE)
              .passes(0, 0L),
          Defect.of(
                  "wait-halved",
                  "Timeouts are halved.",
                  RuleId.WAIT_TIMEOUT_01,
                  RuleId.WAIT_CONCURRENCY_01)
              .at(BOTH)
              .when(call -> call.longArg(0) > 1)
              .with(call -> call.with(0, call.longArg(0) / 2).proceed()),
          Defect.of(
                  "wait-unpublished",
                  "A segment that is not published cannot wait.",
                  RuleId.POST_CONN_ABORTED_01,
                  RuleId.WAIT_TIMEOUT_01)
              .at(EXPORTER)
              .when(call -> call.self(ExportSegment.class).publishedId().isEmpty())
              .turns(TIMEOUT, SEG_NOT_PUBLISHED),
          Defect.of(
                  "wait-timeout-silent",
                  "A wait in vain returns as if there were an event.",
                  RuleId.WAIT_TIMEOUT_01)
              .at(IMPORTER)
              .when(call -> call.longArg(0) == 100)
              .turns(TIMEOUT, SUCCESS),
          Defect.of(
                  "wait-gone-code",
                  "A disconnected import is said not to be connected.",
                  RuleId.WAIT_BAD_SEG_HNDL_01,
                  RuleId.WAIT_STATE_01,
                  RuleId.WAIT_STATE_02)
              .at(IMPORTER)
              .turns(BAD_SEG_HNDL, SEG_NOT_CONNECTED),
          Defect.of(
                  "wait-gone-timeout",
                  "A destroyed segment has no event within 100 ms.",
                  RuleId.WAIT_BAD_SEG_HNDL_01)
              .at(EXPORTER)
              .when(call -> call.longArg(0) == 100)
              .turns(BAD_SEG_HNDL, TIMEOUT),
          Defect.of(
                  "wait-interrupted-code",
                  "An interrupted wait has run out of time.",
                  RuleId.WAIT_INTERRUPTED_01)
              .at(BOTH)
              .turns(INTERRUPTED, TIMEOUT),
          Defect.of(
                  "wait-interrupt-swallowed",
                  "An interrupt is swallowed.",
                  RuleId.WAIT_INTERRUPTED_01)
              .at(BOTH)
              .afterFailure(
                  call -> {
                    boolean ignored = Thread.interrupted();
                  }),
          Defect.of(
                  "wait-other-woken",
                  "Whoever takes the event ends the waits of the others.",
                  RuleId.WAIT_CONCURRENCY_01)
              .at(BOTH)
              .with(call -> endWithTheTaker(call, 0)),
          Defect.of(
                  "wait-broken-drops",
                  "The end of the connection takes pending events along.",
                  RuleId.ALL_STATE_01,
                  RuleId.WAIT_STATE_01)
              .at("RsmController.connect")
              .with(WaitDefects::known)
              .at("ExportSegment.unpublish")
              .before(WaitDefects::drain),
          Defect.of(
                  "wait-broken-code",
                  "A broken connection ends a wait in vain.",
                  RuleId.POST_OK_03,
                  RuleId.POST_BAD_SEG_HNDL_01,
                  RuleId.WAIT_BAD_SEG_HNDL_01,
                  RuleId.WAIT_STATE_01)
              .at(IMPORTER)
              .when(Transfers::isBroken)
              .turns(TIMEOUT, CONN_ABORTED),
          Defect.of(
                  "wait-ended-timeout",
                  "A wait that the end of the segment ends has no event.",
                  RuleId.WAIT_BAD_SEG_HNDL_01,
                  RuleId.WAIT_STATE_01,
                  RuleId.WAIT_STATE_02)
              .at(BOTH)
              .when(call -> call.longArg(0) == -1)
              .turns(BAD_SEG_HNDL, TIMEOUT),
          Defect.of(
                  "wait-ended-silent",
                  "The end of the segment ends a wait as an event does.",
                  RuleId.WAIT_STATE_02)
              .at(EXPORTER)
              .when(WaitDefects::isLive)
              .turns(BAD_SEG_HNDL, SUCCESS));

  private WaitDefects() {}

  private static boolean isLive(Call call) {
    try {
      call.self(Segment.class).releasePollReference();
      return true;
    } catch (RsmException e) {
      return false;
    }
  }

  /** Waits piece by piece; after an event was taken a piece in vain is the last. */
  static Object endWithTheTaker(Call call, int timeoutAt) throws Throwable {
    long timeout = call.longArg(timeoutAt);
    if (timeout < 2 * PIECE_MILLIS || timeout > 1_000) {
      Object result = call.proceed();
      int ignored = call.count("taken");
      return result;
    }
    for (long left = timeout; left > 0; left -= PIECE_MILLIS) {
      try {
        Object result = call.with(timeoutAt, Math.min(left, PIECE_MILLIS)).proceed();
        int ignored = call.count("taken");
        return result;
      } catch (RsmException e) {
        if (e.error() != TIMEOUT || call.memory().containsKey("taken")) {
          throw e;
        }
      }
    }
    throw call.failure(TIMEOUT);
  }

  @SuppressWarnings("unchecked")
  private static List<ImportSegment> imports(Call call) {
    return (List<ImportSegment>)
        call.shared().computeIfAbsent("imports", key -> new CopyOnWriteArrayList<>());
  }

  private static Object known(Call call) throws Throwable {
    Object imported = call.proceed();
    imports(call).add((ImportSegment) imported);
    return imported;
  }

  /** Takes the events of a segment. */
  static void takeAll(Segment segment) {
    try {
      while (true) {
        segment.signalWait(0);
      }
    } catch (RsmException e) {
      // There are no events left.
    }
  }

  private static void drain(Call call) {
    imports(call).forEach(WaitDefects::takeAll);
  }
}
