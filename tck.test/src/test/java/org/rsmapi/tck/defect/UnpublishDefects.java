// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.BARRIER_FAILURE;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.SEGID_IN_USE;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SUCCESS;
import static org.rsmapi.RsmError.TIMEOUT;

import org.rsmapi.ExportSegment;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** Unpublishing. */
final class UnpublishDefects {

  private static final String PUBLISH = "ExportSegment.publish";
  private static final String UNPUBLISH = "ExportSegment.unpublish";
  private static final String PUT = "ImportSegment.put64";

  /** The rules that unpublish something that is not published, to see its state. */
  private static final RuleId[] NOT_AGAIN = {
    RuleId.UNPUBLISH_SEG_NOT_PUBLISHED_01,
    RuleId.ALL_STATE_01,
    RuleId.PUBLISH_SEGID_03,
    RuleId.PUBLISH_RESERVED_SEGID_01,
    RuleId.PUBLISH_RESERVED_SEGID_02,
    RuleId.PUBLISH_RESERVED_SEGID_03,
    RuleId.PUBLISH_RESERVED_SEGID_04,
    RuleId.PUBLISH_RESERVED_SEGID_05,
    RuleId.PUBLISH_BAD_SEGID_01,
    RuleId.PUBLISH_BAD_ACL_01,
    RuleId.PUBLISH_BAD_ACL_02,
    RuleId.PUBLISH_BAD_ACL_03,
    RuleId.PUBLISH_BAD_ACL_04,
    RuleId.PUBLISH_BAD_ACL_05,
    RuleId.PUBLISH_BAD_ACL_06,
    RuleId.PUBLISH_INSUFFICIENT_MEM_01,
    RuleId.PUBLISH_INSUFFICIENT_RESOURCES_01,
    RuleId.PUBLISH_INTERRUPTED_01
  };

  static final Area AREA =
      Area.of(
          "republish",
          Defect.of(
                  "unpublish-keeps-id",
                  "The id of an unpublished segment stays in use for others.",
                  RuleId.UNPUBLISH_OK_01,
                  RuleId.PUBLISH_SEGID_01,
                  RuleId.PUBLISH_SEGID_IN_USE_01,
                  RuleId.XFER_CONN_ABORTED_01)
              .at(UNPUBLISH)
              .before(
                  call ->
                      call.self(ExportSegment.class)
                          .publishedId()
                          .ifPresent(
                              id ->
                                  call.shared().put(id.toString(), call.self(ExportSegment.class))))
              .at(PUBLISH)
              .when(
                  call ->
                      call.arg(0) != null
                          && call.shared().containsKey(call.arg(0).toString())
                          && call.shared().get(call.arg(0).toString())
                              != call.self(ExportSegment.class))
              .answers(SEGID_IN_USE),
          Defect.of(
                  "unpublish-late",
                  "The first store after the exporter has unpublished vanishes.",
                  RuleId.UNPUBLISH_STATE_01,
                  RuleId.UNPUBLISH_STATE_02,
                  RuleId.RELEASE_CONTROLLER_STATE_01,
                  RuleId.DESTROY_STATE_01,
                  RuleId.XFER_CONN_ABORTED_01,
                  RuleId.XFER_ORDER_04,
                  RuleId.EXIT_STATE_03)
              .at(PUT)
              .with(call -> swallowFirst(call)),
          Defect.of(
                  "unpublish-heals",
                  "A broken connection can signal again when the segment is published again.",
                  RuleId.UNPUBLISH_STATE_02)
              .at("ImportSegment.signalPost")
              .when(call -> call.shared().getOrDefault("publishes", 0).equals(3))
              .turns(CONN_ABORTED, SUCCESS)
              .at(PUBLISH)
              .after(call -> call.shared().merge("publishes", 1, (a, b) -> (Integer) a + 1)),
          Defect.of(
                  "unpublish-drops-events",
                  "Unpublish drops the events that are pending.",
                  RuleId.UNPUBLISH_STATE_03,
                  RuleId.POST_CONN_ABORTED_01)
              .at(UNPUBLISH)
              .after(call -> call.memory().put("unpublished", true))
              .at("ExportSegment.signalWait")
              .when(call -> call.memory().containsKey("unpublished"))
              .answers(TIMEOUT),
          Defect.of(
                  "unpublish-destroyed",
                  "A destroyed segment is just not published.",
                  RuleId.UNPUBLISH_BAD_SEG_HNDL_01)
              .at("ExportSegment.destroy")
              .after(call -> call.memory().put("destroyed", true))
              .at(UNPUBLISH)
              .when(call -> call.memory().containsKey("destroyed"))
              .turns(BAD_SEG_HNDL, SEG_NOT_PUBLISHED),
          Defect.of("unpublish-twice", "Unpublishing again succeeds.", NOT_AGAIN)
              .at(UNPUBLISH)
              .turns(SEG_NOT_PUBLISHED, SUCCESS),
          Defect.of("unpublish-twice-code", "Unpublishing again finds a bad handle.", NOT_AGAIN)
              .at(UNPUBLISH)
              .turns(SEG_NOT_PUBLISHED, BAD_SEG_HNDL),
          Defect.of(
                  "unpublish-interrupted",
                  "An interrupted unpublish is not published.",
                  RuleId.UNPUBLISH_INTERRUPTED_01)
              .at(UNPUBLISH)
              .turns(INTERRUPTED, SEG_NOT_PUBLISHED),
          Defect.of(
                  "unpublish-transfer-code",
                  "A transfer that meets an unpublish fails at its barrier.",
                  RuleId.UNPUBLISH_CONCURRENCY_01)
              .at("ImportSegment.get32")
              .when(call -> Thread.currentThread().isDaemon())
              .turns(CONN_ABORTED, BARRIER_FAILURE));

  private UnpublishDefects() {}

  private static Object swallowFirst(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == CONN_ABORTED && call.count("aborted") == 1) {
        return null;
      }
      throw e;
    }
  }
}
