// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.POLLFD_IN_USE;
import static org.rsmapi.RsmError.SEG_ALREADY_MAPPED;
import static org.rsmapi.RsmError.SEG_NOT_CONNECTED;
import static org.rsmapi.RsmError.SEG_STILL_MAPPED;
import static org.rsmapi.RsmError.SUCCESS;

import org.rsmapi.ImportSegment;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.RsmAssertions;

/** Disconnecting. */
final class DisconnectDefects {

  private static final String DISCONNECT = "ImportSegment.disconnect";
  private static final String PUT = "ImportSegment.put64";

  static final Area AREA =
      Area.of(
          "connect",
          Defect.of(
                  "disconnect-undoes",
                  "Disconnecting takes back the last store.",
                  RuleId.CONNECT_OK_02,
                  RuleId.DISCONNECT_OK_01)
              .at(PUT)
              .after(call -> call.memory().put("offset", call.arg(0)))
              .at(DISCONNECT)
              .before(DisconnectDefects::takeBack),
          Defect.of(
                  "disconnect-broken",
                  "A broken import cannot be disconnected.",
                  RuleId.DISCONNECT_OK_02,
                  RuleId.EXIT_STATE_04)
              .at("ImportSegment.get8")
              .afterFailure(call -> call.memory().put("failed", true))
              .at(DISCONNECT)
              .when(
                  call ->
                      call.memory().containsKey("failed") && broken(call.self(ImportSegment.class)))
              .answers(CONN_ABORTED),
          Defect.of(
                  "disconnect-twice",
                  "Disconnecting again succeeds.",
                  RuleId.DISCONNECT_BAD_SEG_HNDL_01)
              .at(DISCONNECT)
              .turns(BAD_SEG_HNDL, SUCCESS),
          Defect.of(
                  "disconnect-twice-code",
                  "Disconnecting again finds no connection.",
                  RuleId.DISCONNECT_BAD_SEG_HNDL_01)
              .at(DISCONNECT)
              .turns(BAD_SEG_HNDL, SEG_NOT_CONNECTED),
          Defect.of(
                  "disconnect-mapped-code",
                  "A mapping that is in the way is a mapping too many.",
                  RuleId.DISCONNECT_SEG_STILL_MAPPED_01,
                  RuleId.UNMAP_OK_01)
              .at(DISCONNECT)
              .turns(SEG_STILL_MAPPED, SEG_ALREADY_MAPPED),
          Defect.of(
                  "disconnect-unmaps",
                  "Disconnecting gives a mapping back by the way.",
                  RuleId.DISCONNECT_SEG_STILL_MAPPED_01,
                  RuleId.UNMAP_OK_01)
              .at(DISCONNECT)
              .with(DisconnectDefects::unmapping),
          Defect.of(
                  "disconnect-polled-first",
                  "Poll references are looked at before the mapping.",
                  RuleId.DISCONNECT_SEG_STILL_MAPPED_01,
                  RuleId.UNMAP_OK_01)
              .at("ImportSegment.getPollReference")
              .after(call -> call.memory().put("polled", true))
              .at(DISCONNECT)
              .when(call -> call.memory().containsKey("polled"))
              .turns(SEG_STILL_MAPPED, POLLFD_IN_USE),
          Defect.of(
                  "disconnect-polled-code",
                  "A poll reference that is in the way is a mapping that is.",
                  RuleId.DISCONNECT_POLLFD_IN_USE_01,
                  RuleId.DISCONNECT_SEG_STILL_MAPPED_01,
                  RuleId.ALL_STATE_01,
                  RuleId.UNMAP_OK_01,
                  RuleId.GET_POLLFD_OK_01,
                  RuleId.RELEASE_POLLFD_OK_01)
              .at(DISCONNECT)
              .turns(POLLFD_IN_USE, SEG_STILL_MAPPED),
          Defect.of(
                  "disconnect-polled-many",
                  "Five poll references count as one.",
                  RuleId.DISCONNECT_POLLFD_IN_USE_01)
              .at("ImportSegment.getPollReference")
              .when(call -> call.count("references") == 5)
              .with(
                  call -> {
                    Object reference = call.proceed();
                    call.self(ImportSegment.class).releasePollReference();
                    return reference;
                  }),
          Defect.of(
                  "disconnect-transfer-code",
                  "A transfer that meets a disconnect finds the connection broken.",
                  RuleId.DISCONNECT_CONCURRENCY_01)
              .at("ImportSegment.get")
              .when(call -> Thread.currentThread().isDaemon())
              .turns(BAD_SEG_HNDL, CONN_ABORTED));

  private DisconnectDefects() {}

  private static void takeBack(Call call) throws Throwable {
    if (call.memory().get("offset") instanceof Long offset) {
      RsmError ignored =
          RsmAssertions.codeOf(() -> call.self(ImportSegment.class).put64(offset, 0));
    }
  }

  private static boolean broken(ImportSegment segment) {
    return RsmAssertions.codeOf(segment::signalPost) == CONN_ABORTED;
  }

  private static Object unmapping(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == SEG_STILL_MAPPED) {
        call.self(ImportSegment.class).unmap();
        return call.proceed();
      }
      throw e;
    }
  }
}
