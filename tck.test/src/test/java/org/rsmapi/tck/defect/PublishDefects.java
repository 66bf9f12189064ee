// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_SEGID;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.LOCKS_NOT_SUPPORTED;
import static org.rsmapi.RsmError.RESERVED_SEGID;
import static org.rsmapi.RsmError.SEGID_IN_USE;
import static org.rsmapi.RsmError.SEG_ALREADY_PUBLISHED;
import static org.rsmapi.RsmError.SUCCESS;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongPredicate;
import org.rsmapi.ExportSegment;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.RuleId;

/** Publishing: ids, and the state of the segment. */
final class PublishDefects {

  private static final String PUBLISH = "ExportSegment.publish";

  static final Area AREA =
      Area.of(
          "publish",
          Defect.of(
                  "publish-any-application",
                  "An id of the system's choice is one of those for applications.",
                  RuleId.PUBLISH_OK_01,
                  RuleId.PUBLISH_SEGID_01,
                  RuleId.PUBLISH_CONCURRENCY_01)
              .at(PUBLISH)
              .with(PublishDefects::ofApplications),
          Defect.of(
                  "publish-any-refused",
                  "The id 0 is reserved.",
                  RuleId.PUBLISH_OK_01,
                  RuleId.PUBLISH_SEGID_01,
                  RuleId.PUBLISH_CONCURRENCY_01,
                  RuleId.PUBLISH_INSUFFICIENT_RESOURCES_01,
                  RuleId.PUBLISH_BLOCK_01)
              .at(PUBLISH)
              .when(call -> SegmentId.ANY.equals(call.arg(0)) && isBound(call))
              .answers(RESERVED_SEGID),
          id(
              "publish-hpc-reserved",
              "The last id for HPC is reserved.",
              value -> value == 0x4F_FFFF,
              RuleId.PUBLISH_OK_02),
          id(
              "publish-first-reserved",
              "The first id after the reserved ones is reserved, too.",
              value -> value == 0x40_0000,
              RuleId.PUBLISH_OK_02),
          id(
              "publish-ops-reserved",
              "Ids for OPS are reserved.",
              value -> value >= 0x50_0000 && value < 0x60_0000,
              RuleId.PUBLISH_OK_03),
          id(
              "publish-last-reserved",
              "The last id for applications is reserved.",
              value -> value == 0x7FFF_FFFF,
              RuleId.PUBLISH_OK_04,
              RuleId.PUBLISH_SEGID_IN_USE_01),
          id(
              "publish-low-application-reserved",
              "Ids for applications begin after the first.",
              value -> value == 0x60_0000,
              RuleId.PUBLISH_OK_04,
              RuleId.SEGID_RANGE_DATA_01),
          Defect.of(
                  "publish-id-once",
                  "A segment is not published twice under one id.",
                  RuleId.PUBLISH_SEGID_01,
                  RuleId.PUBLISH_SEGID_IN_USE_01,
                  RuleId.PUBLISH_SEG_ALREADY_PUBLISHED_01,
                  RuleId.REBIND_OK_02,
                  RuleId.UNPUBLISH_STATE_02,
                  RuleId.CONNECT_ACL_03,
                  RuleId.CONNECT_SEG_NOT_PUBLISHED_01,
                  RuleId.DISCONNECT_OK_02,
                  RuleId.XFER_CONN_ABORTED_01,
                  RuleId.GET_POLLFD_BAD_SEG_HNDL_02)
              .at(PUBLISH)
              .with(PublishDefects::once),
          Defect.of(
                  "publish-failed-burns",
                  "A segment whose publish was refused cannot be published any more.",
                  RuleId.PUBLISH_SEGID_03,
                  RuleId.PUBLISH_SEGID_IN_USE_01,
                  RuleId.ALL_STATE_01,
                  RuleId.UNPUBLISH_OK_01)
              .at(PUBLISH)
              .with(PublishDefects::burning),
          Defect.of(
                  "publish-same-system-id",
                  "Ids of the system's choice come round after ten.",
                  RuleId.PUBLISH_OK_01,
                  RuleId.PUBLISH_SEGID_01)
              .at(PUBLISH)
              .with(PublishDefects::tenIds),
          Defect.of(
                  "publish-race-code",
                  "Who loses the race for an id lacks resources.",
                  RuleId.PUBLISH_CONCURRENCY_02)
              .at(PUBLISH)
              .when(call -> Thread.currentThread().isDaemon())
              .turns(SEGID_IN_USE, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "publish-race-succeeds",
                  "Who loses the race for publishing a segment is told that it is published.",
                  RuleId.PUBLISH_CONCURRENCY_03)
              .at(PUBLISH)
              .when(call -> Thread.currentThread().isDaemon())
              .turns(SEG_ALREADY_PUBLISHED, SUCCESS),
          reserved("publish-driver-ids", 0x0F_FFFF, RuleId.PUBLISH_RESERVED_SEGID_01),
          reserved("publish-transport-ids", 0x1F_FFFF, RuleId.PUBLISH_RESERVED_SEGID_02),
          reserved("publish-library-ids", 0x20_0000, RuleId.PUBLISH_RESERVED_SEGID_03),
          reserved("publish-dlpi-ids", 0x3F_FFFF, RuleId.PUBLISH_RESERVED_SEGID_04),
          reserved("publish-system-ids", 0xFFFF_FFFFL, RuleId.PUBLISH_RESERVED_SEGID_05),
          Defect.of("publish-id-wraps", "An id is cut to 32 bits.", RuleId.PUBLISH_BAD_SEGID_01)
              .at(PUBLISH)
              .when(call -> call.arg(0) instanceof SegmentId id && id.value() == 0x1_0060_0000L)
              .passes(0, SegmentId.of(0x60_0000L)),
          Defect.of(
                  "publish-null-id",
                  "No id is one of the system's choice.",
                  RuleId.PUBLISH_BAD_SEGID_01,
                  RuleId.ALL_ERROR_01)
              .at(PUBLISH)
              .when(call -> call.arg(0) == null)
              .passes(0, SegmentId.ANY),
          Defect.of(
                  "publish-bad-id-code", "A negative id is reserved.", RuleId.PUBLISH_BAD_SEGID_01)
              .at(PUBLISH)
              .when(call -> call.arg(0) instanceof SegmentId id && id.value() < 0)
              .turns(BAD_SEGID, RESERVED_SEGID),
          Defect.of(
                  "publish-destroyed",
                  "A destroyed segment is published already.",
                  RuleId.PUBLISH_BAD_SEG_HNDL_01)
              .at(PUBLISH)
              .turns(BAD_SEG_HNDL, SEG_ALREADY_PUBLISHED),
          Defect.of(
                  "publish-in-use-code",
                  "An id in use is reserved.",
                  RuleId.PUBLISH_SEGID_IN_USE_01,
                  RuleId.PUBLISH_SEGID_IN_USE_02,
                  RuleId.PUBLISH_SEGID_03,
                  RuleId.PUBLISH_CONCURRENCY_02,
                  RuleId.ALL_STATE_01,
                  RuleId.UNPUBLISH_OK_01)
              .at(PUBLISH)
              .turns(SEGID_IN_USE, RESERVED_SEGID),
          Defect.of(
                  "publish-in-use-elsewhere",
                  "An id that another process uses lacks resources.",
                  RuleId.PUBLISH_SEGID_IN_USE_02)
              .at(PUBLISH)
              .with(PublishDefects::elsewhere),
          Defect.of(
                  "publish-twice-same-id",
                  "Publishing again under the same id succeeds.",
                  RuleId.PUBLISH_SEG_ALREADY_PUBLISHED_01,
                  RuleId.UNPUBLISH_INTERRUPTED_01,
                  RuleId.DISCONNECT_OK_01)
              .at(PUBLISH)
              .when(
                  call ->
                      call.self(ExportSegment.class)
                              .publishedId()
                              .equals(Optional.ofNullable(call.arg(0)))
                          && !Thread.currentThread().isDaemon())
              .turns(SEG_ALREADY_PUBLISHED, SUCCESS),
          Defect.of(
                  "publish-twice-code",
                  "Publishing again finds the id in use.",
                  RuleId.PUBLISH_SEG_ALREADY_PUBLISHED_01,
                  RuleId.PUBLISH_ORDER_01,
                  RuleId.PUBLISH_CONCURRENCY_03,
                  RuleId.ALL_STATE_01,
                  RuleId.UNPUBLISH_INTERRUPTED_01,
                  RuleId.DISCONNECT_OK_01)
              .at(PUBLISH)
              .turns(SEG_ALREADY_PUBLISHED, SEGID_IN_USE),
          Defect.of(
                  "publish-locks",
                  "Lock operations are promised though there are none.",
                  RuleId.PUBLISH_LOCKS_NOT_SUPPORTED_01)
              .at("DriverController.supportsLocks")
              .with(call -> true),
          Defect.of(
                  "publish-locks-code",
                  "Lock operations that are not there are a lack of resources.",
                  RuleId.PUBLISH_LOCKS_NOT_SUPPORTED_01)
              .at(PUBLISH)
              .turns(LOCKS_NOT_SUPPORTED, INSUFFICIENT_RESOURCES));

  private PublishDefects() {}

  private static boolean isBound(Call call) {
    return call.self(ExportSegment.class).publishedId().isEmpty();
  }

  private static Defect id(String id, String sentence, LongPredicate which, RuleId... broken) {
    return Defect.of(id, sentence, broken)
        .at(PUBLISH)
        .when(call -> call.arg(0) instanceof SegmentId wanted && which.test(wanted.value()))
        .answers(RESERVED_SEGID);
  }

  private static Defect reserved(String id, long value, RuleId broken) {
    return Defect.of(id, "The id " + SegmentId.of(value) + " is in use, not reserved.", broken)
        .at(PUBLISH)
        .when(call -> SegmentId.of(value).equals(call.arg(0)))
        .turns(RESERVED_SEGID, SEGID_IN_USE);
  }

  private static Object ofApplications(Call call) throws Throwable {
    if (!SegmentId.ANY.equals(call.arg(0))) {
      return call.proceed();
    }
    long wanted = ThreadLocalRandom.current().nextLong(0x60_0000L, 0x8000_0000L);
    return call.with(0, SegmentId.of(wanted)).proceed();
  }

  private static Object once(Call call) throws Throwable {
    Object id = call.proceed();
    if (call.memory().putIfAbsent(id.toString(), id) != null) {
      call.self(ExportSegment.class).unpublish();
      throw call.failure(SEGID_IN_USE);
    }
    return id;
  }

  private static Object burning(Call call) throws Throwable {
    if (call.memory().containsKey("burnt")) {
      throw call.failure(SEG_ALREADY_PUBLISHED);
    }
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == SEGID_IN_USE && !Thread.currentThread().isDaemon()) {
        call.memory().put("burnt", true);
      }
      throw e;
    }
  }

  private static Object tenIds(Call call) throws Throwable {
    Object id = call.proceed();
    if (!SegmentId.ANY.equals(call.arg(0)) || Thread.currentThread().isDaemon()) {
      return id;
    }
    Map<String, Object> shared = call.shared();
    int number = (Integer) shared.merge("ids", 1, (before, one) -> (Integer) before + 1);
    return shared.computeIfAbsent("id" + number % 10, key -> id);
  }

  private static Object elsewhere(Call call) throws Throwable {
    try {
      Object id = call.proceed();
      call.shared().put(id.toString(), true);
      return id;
    } catch (RsmException e) {
      throw e.error() == SEGID_IN_USE && !call.shared().containsKey(call.arg(0).toString())
          ? call.failure(INSUFFICIENT_RESOURCES)
          : e;
    }
  }
}
