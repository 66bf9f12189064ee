// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_ARGS_ERRORS;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.SEG_NOT_CONNECTED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SUCCESS;
import static org.rsmapi.RsmError.TIMEOUT;

import java.util.Arrays;
import org.rsmapi.PollEntry;
import org.rsmapi.RsmException;
import org.rsmapi.Segment;
import org.rsmapi.tck.RuleId;

/** Waiting for the events of several segments, and the references that it needs. */
final class PollDefects {

  private static final String WAIT = "Rsm.signalWait";
  private static final String[] GET = {
    "ExportSegment.getPollReference", "ImportSegment.getPollReference"
  };
  private static final String[] RELEASE = {
    "ExportSegment.releasePollReference", "ImportSegment.releasePollReference"
  };

  static final Area AREA =
      Area.of(
          "poll",
          Defect.of(
                  "poll-four",
                  "Of a wait only the first four entries are looked at.",
                  RuleId.WAIT_POLLFD_OK_01,
                  RuleId.WAIT_POLLFD_OK_02)
              .at(WAIT)
              .when(call -> call.longArg(1) == 5 && hasAll(call))
              .with(call -> call.with(1, 4).proceed()),
          Defect.of(
                  "poll-counts-one",
                  "A wait tells of one segment, however many are ready.",
                  RuleId.WAIT_POLLFD_OK_01,
                  RuleId.WAIT_POLLFD_OK_02,
                  RuleId.WAIT_POLLFD_OK_03)
              .at(WAIT)
              .when(call -> call.longArg(1) < 4)
              .with(call -> Math.min(1, (Integer) call.proceed())),
          Defect.of(
                  "poll-marks-first",
                  "The first entry is marked whichever is ready.",
                  RuleId.WAIT_POLLFD_OK_01,
                  RuleId.WAIT_POLLFD_OK_03)
              .at(WAIT)
              .after(call -> entries(call)[0].setReadyEvents(PollEntry.POLLIN)),
          Defect.of(
                  "poll-events",
                  "Ready is told with bits of its own.",
                  RuleId.WAIT_POLLFD_OK_01,
                  RuleId.WAIT_POLLFD_OK_03)
              .at(WAIT)
              .after(
                  call ->
                      Arrays.stream(entries(call))
                          .filter(PollEntry::isReady)
                          .forEach(entry -> entry.setReadyEvents(0x40))),
          Defect.of(
                  "poll-takes-two",
                  "A wait for two segments takes two events of each.",
                  RuleId.WAIT_POLLFD_OK_02)
              .at(WAIT)
              .when(call -> call.longArg(1) == 2 && hasAll(call))
              .after(PollDefects::takeOneMore),
          Defect.of(
                  "poll-foreign-unmarked",
                  "Of other sources only the count tells.",
                  RuleId.WAIT_POLLFD_OK_03)
              .at(WAIT)
              .after(
                  call ->
                      Arrays.stream(entries(call))
                          .filter(entry -> entry != null && entry.reference() == null)
                          .forEach(entry -> entry.setReadyEvents(0))),
          Defect.of(
                  "poll-foreign-uncounted",
                  "Other sources are marked and not counted.",
                  RuleId.WAIT_POLLFD_OK_03)
              .at(WAIT)
              .with(
                  call -> {
                    int count = (Integer) call.proceed();
                    return count
                        - (int)
                            Arrays.stream(entries(call))
                                .filter(entry -> entry.reference() == null && entry.isReady())
                                .count();
                  }),
          Defect.of(
                  "poll-halved",
                  "Timeouts are halved.",
                  RuleId.WAIT_POLLFD_TIMEOUT_01,
                  RuleId.WAIT_POLLFD_CONCURRENCY_01)
              .at(WAIT)
              .when(call -> call.longArg(2) > 1)
              .with(call -> call.with(2, call.longArg(2) / 2).proceed()),
          Defect.of(
                  "poll-marks-stay",
                  "After a wait in vain the marks of the last one are there.",
                  RuleId.WAIT_POLLFD_OK_01,
                  RuleId.WAIT_POLLFD_OK_02)
              .at(WAIT)
              .with(PollDefects::keepingMarks),
          Defect.of(
                  "poll-none", "To wait for nothing needs an array.", RuleId.WAIT_POLLFD_TIMEOUT_01)
              .at(WAIT)
              .when(call -> call.arg(0) == null)
              .turns(TIMEOUT, BAD_ADDR),
          Defect.of(
                  "poll-no-array-code",
                  "A missing array is a wrong argument.",
                  RuleId.ALL_ERROR_01,
                  RuleId.WAIT_POLLFD_BAD_ADDR_01)
              .at(WAIT)
              .turns(BAD_ADDR, BAD_ARGS_ERRORS),
          Defect.of(
                  "poll-negative-count",
                  "A negative number of entries is none.",
                  RuleId.WAIT_POLLFD_BAD_ARGS_ERRORS_01)
              .at(WAIT)
              .when(call -> call.longArg(1) < 0)
              .with(call -> call.with(1, 0).with(2, 0L).proceed()),
          Defect.of(
                  "poll-capped",
                  "More entries than there are, are capped.",
                  RuleId.ALL_STATE_01,
                  RuleId.WAIT_POLLFD_BAD_ARGS_ERRORS_01)
              .at(WAIT)
              .when(call -> call.arg(0) != null && call.longArg(1) > entries(call).length)
              .with(call -> call.with(1, entries(call).length).proceed()),
          Defect.of(
                  "poll-released-usable",
                  "A released reference can be waited for.",
                  RuleId.WAIT_POLLFD_BAD_ARGS_ERRORS_01,
                  RuleId.RELEASE_POLLFD_OK_01)
              .at(WAIT)
              .when(call -> call.arg(0) != null && call.longArg(1) == entries(call).length)
              .turns(BAD_ARGS_ERRORS, TIMEOUT),
          Defect.of(
                  "poll-null-reference",
                  "A missing reference is a bad address.",
                  RuleId.WAIT_POLLFD_BAD_ARGS_ERRORS_01)
              .at(WAIT)
              .when(call -> call.arg(0) != null && Arrays.asList(entries(call)).contains(null))
              .turns(BAD_ARGS_ERRORS, BAD_ADDR),
          Defect.of(
                  "poll-interrupted-code",
                  "An interrupted wait has run out of time.",
                  RuleId.WAIT_POLLFD_INTERRUPTED_01)
              .at(WAIT)
              .turns(INTERRUPTED, TIMEOUT),
          Defect.of(
                  "poll-interrupt-swallowed",
                  "An interrupt is swallowed.",
                  RuleId.WAIT_POLLFD_INTERRUPTED_01)
              .at(WAIT)
              .afterFailure(
                  call -> {
                    boolean ignored = Thread.interrupted();
                  }),
          Defect.of(
                  "poll-resources-code",
                  "A lack of descriptors is reported as one of memory.",
                  RuleId.WAIT_POLLFD_INSUFFICIENT_RESOURCES_01)
              .at(WAIT)
              .turns(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
          Defect.of(
                  "poll-other-woken",
                  "Whoever takes the event ends the waits of the others.",
                  RuleId.WAIT_POLLFD_CONCURRENCY_01)
              .at(WAIT)
              .with(call -> WaitDefects.endWithTheTaker(call, 2)),
          Defect.of(
                  "poll-reference-once",
                  "A second reference does not count.",
                  RuleId.GET_POLLFD_OK_01)
              .at(GET)
              .with(PollDefects::countedOnce)
              .at(RELEASE)
              .before(call -> call.memory().remove("taken")),
          Defect.of(
                  "poll-gone-code",
                  "A segment that is gone is not published or connected.",
                  RuleId.ALL_STATE_01,
                  RuleId.GET_POLLFD_BAD_SEG_HNDL_01)
              .at(GET)
              .when(call -> !isLive(call))
              .turns(BAD_SEG_HNDL, SEG_NOT_CONNECTED),
          Defect.of(
                  "poll-unpublished-code",
                  "A segment that is there is not a bad handle.",
                  RuleId.ALL_STATE_01,
                  RuleId.GET_POLLFD_BAD_SEG_HNDL_02)
              .at(GET)
              .when(PollDefects::isLive)
              .turns(BAD_SEG_HNDL, SEG_NOT_PUBLISHED),
          Defect.of("poll-surplus", "A release too many is refused.", RuleId.RELEASE_POLLFD_OK_01)
              .at(GET)
              .after(call -> call.count("taken"))
              .at(RELEASE)
              .with(PollDefects::refusingSurplus),
          Defect.of(
                  "poll-release-gone",
                  "A segment that is gone takes references back.",
                  RuleId.RELEASE_POLLFD_BAD_SEG_HNDL_01)
              .at(RELEASE)
              .turns(BAD_SEG_HNDL, SUCCESS),
          Defect.of(
                  "poll-release-gone-code",
                  "A disconnected import is said not to be connected.",
                  RuleId.RELEASE_POLLFD_BAD_SEG_HNDL_01)
              .at("ImportSegment.releasePollReference")
              .turns(BAD_SEG_HNDL, SEG_NOT_CONNECTED));

  private PollDefects() {}

  private static PollEntry[] entries(Call call) {
    return call.arg(0) == null ? new PollEntry[0] : call.arg(0, PollEntry[].class);
  }

  private static boolean hasAll(Call call) {
    return call.arg(0) != null
        && call.longArg(1) <= entries(call).length
        && Arrays.stream(entries(call))
            .allMatch(entry -> entry != null && entry.reference() != null);
  }

  private static boolean isLive(Call call) {
    try {
      call.self(Segment.class).signalPost();
      return true;
    } catch (RsmException e) {
      return e.error() != BAD_SEG_HNDL;
    }
  }

  private static void takeOneMore(Call call) {
    for (PollEntry entry : entries(call)) {
      if (entry.isReady()) {
        try {
          entry.reference().segment().signalWait(0);
        } catch (RsmException e) {
          // There is none.
        }
      }
    }
  }

  private static Object keepingMarks(Call call) throws Throwable {
    PollEntry[] entries = entries(call);
    int[] before =
        Arrays.stream(entries).mapToInt(entry -> entry == null ? 0 : entry.readyEvents()).toArray();
    try {
      return call.proceed();
    } catch (RsmException e) {
      for (int i = 0; e.error() == TIMEOUT && i < entries.length; i++) {
        entries[i].setReadyEvents(before[i]);
      }
      throw e;
    }
  }

  private static Object countedOnce(Call call) throws Throwable {
    Object reference = call.proceed();
    if (call.memory().put("taken", true) != null) {
      call.self(Segment.class).releasePollReference();
      Object ignored = call.memory().put("taken", true);
    }
    return reference;
  }

  private static Object refusingSurplus(Call call) throws Throwable {
    Object result = call.proceed();
    Object taken = call.memory().remove("taken");
    if (!(taken instanceof Integer number)) {
      throw call.failure(BAD_SEG_HNDL);
    }
    if (number > 1) {
      Object ignored = call.memory().put("taken", number - 1);
    }
    return result;
  }
}
