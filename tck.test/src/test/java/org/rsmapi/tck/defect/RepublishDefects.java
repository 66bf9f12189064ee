// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ACL;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.SEG_ALREADY_PUBLISHED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED_TO_NODE;
import static org.rsmapi.RsmError.SUCCESS;

import java.util.List;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.RuleId;

/** Republishing. */
final class RepublishDefects {

  private static final String REPUBLISH = "ExportSegment.republish";
  private static final String CONNECT = "RsmController.connect";
  private static final String PUT = "ImportSegment.put64";

  static final Area AREA =
      Area.of(
          "republish",
          Defect.of(
                  "republish-few",
                  "A segment is republished seven times at most.",
                  RuleId.REPUBLISH_OK_01,
                  RuleId.REPUBLISH_CONCURRENCY_01)
              .at(REPUBLISH)
              .after(
                  call -> {
                    if (call.count("lists") > 7) {
                      throw call.failure(SEG_ALREADY_PUBLISHED);
                    }
                  }),
          Defect.of(
                  "republish-breaks",
                  "A list that admits nobody breaks the connections.",
                  RuleId.REPUBLISH_STATE_01)
              .at(REPUBLISH)
              .when(call -> call.arg(0) instanceof List<?> list && list.isEmpty())
              .after(RepublishDefects::publishAgain),
          Defect.of(
                  "republish-takes-rights",
                  "A new list counts for connections, too.",
                  RuleId.REPUBLISH_STATE_01)
              .at(REPUBLISH)
              .when(call -> permissions(call.arg(0)) == 0400)
              .after(call -> call.shared().put("narrow", true))
              .at(PUT)
              .when(call -> call.shared().containsKey("narrow"))
              .answers(PERM_DENIED),
          Defect.of(
                  "republish-never-widens",
                  "A list that grants more has no effect.",
                  RuleId.ALL_STATE_01,
                  RuleId.REPUBLISH_OK_01,
                  RuleId.REPUBLISH_STATE_02,
                  RuleId.REPUBLISH_STATE_04,
                  RuleId.REPUBLISH_BAD_ACL_01,
                  RuleId.REPUBLISH_INSUFFICIENT_MEM_01,
                  RuleId.REPUBLISH_INSUFFICIENT_RESOURCES_01,
                  RuleId.REPUBLISH_INTERRUPTED_01)
              .at(REPUBLISH)
              .when(
                  call ->
                      permissions(call.arg(0)) >= 0600
                          && !call.self(ExportSegment.class).publishedId().isEmpty())
              .with(
                  call -> {
                    Object ignored = call.proceed();
                    call.self(ExportSegment.class).republish(narrow(call.arg(0)));
                    return null;
                  }),
          Defect.of(
                  "republish-never-narrows",
                  "A list that grants less has no effect.",
                  RuleId.REPUBLISH_STATE_01,
                  RuleId.REPUBLISH_STATE_02,
                  RuleId.REPUBLISH_CONCURRENCY_01)
              .at(REPUBLISH)
              .when(call -> permissions(call.arg(0)) == 0400)
              .answers(SUCCESS),
          Defect.of(
                  "republish-null-keeps",
                  "A null list leaves the list that is in force.",
                  RuleId.REPUBLISH_OK_01,
                  RuleId.REPUBLISH_STATE_05)
              .at(REPUBLISH)
              .when(
                  call ->
                      call.arg(0) == null
                          && call.self(ExportSegment.class).publishedId().isPresent())
              .answers(SUCCESS),
          Defect.of(
                  "republish-between-lists",
                  "A connect falls between two lists now and then.",
                  RuleId.REPUBLISH_CONCURRENCY_01)
              .at(CONNECT)
              .when(call -> Thread.currentThread().isDaemon())
              .with(RepublishDefects::betweenLists),
          Defect.of(
                  "republish-destroyed",
                  "A destroyed segment is just not published.",
                  RuleId.REPUBLISH_BAD_SEG_HNDL_01)
              .at(REPUBLISH)
              .turns(BAD_SEG_HNDL, SEG_NOT_PUBLISHED),
          Defect.of(
                  "republish-unpublished",
                  "An unpublished segment is a bad handle.",
                  RuleId.REPUBLISH_SEG_NOT_PUBLISHED_01,
                  RuleId.REPUBLISH_ORDER_01,
                  RuleId.ALL_STATE_01,
                  RuleId.ALL_ERROR_01)
              .at(REPUBLISH)
              .turns(SEG_NOT_PUBLISHED, BAD_SEG_HNDL),
          Defect.of(
                  "republish-list-code",
                  "An illegal list is denied.",
                  RuleId.REPUBLISH_BAD_ACL_01,
                  RuleId.REPUBLISH_STATE_04,
                  RuleId.ALL_STATE_01)
              .at(REPUBLISH)
              .turns(BAD_ACL, PERM_DENIED),
          Defect.of(
                  "republish-long-list",
                  "Republish takes a list with 65 entries.",
                  RuleId.REPUBLISH_BAD_ACL_01)
              .at(REPUBLISH)
              .when(
                  call ->
                      call.self(ExportSegment.class).publishedId().isPresent()
                          && call.arg(0) instanceof List<?> list
                          && list.size() == 65)
              .answers(SUCCESS),
          Defect.of(
                  "republish-memory-code",
                  "A driver short of memory is answered as one short of resources.",
                  RuleId.REPUBLISH_INSUFFICIENT_MEM_01)
              .at(REPUBLISH)
              .turns(INSUFFICIENT_MEM, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "republish-resources-code",
                  "A driver short of resources is answered as one short of memory.",
                  RuleId.REPUBLISH_INSUFFICIENT_RESOURCES_01)
              .at(REPUBLISH)
              .turns(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
          Defect.of(
                  "republish-interrupted",
                  "An interrupted republish lacks resources.",
                  RuleId.REPUBLISH_INTERRUPTED_01)
              .at(REPUBLISH)
              .turns(INTERRUPTED, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "republish-clears-interrupt",
                  "An interrupted republish clears the interrupt.",
                  RuleId.REPUBLISH_INTERRUPTED_01)
              .at(REPUBLISH)
              .afterFailure(call -> Thread.interrupted()),
          Defect.of(
                  "republish-order",
                  "The list is looked at before the state.",
                  RuleId.REPUBLISH_ORDER_01)
              .at(REPUBLISH)
              .when(call -> call.arg(0) instanceof List<?> list && list.size() == 65)
              .turns(SEG_NOT_PUBLISHED, BAD_ACL));

  private RepublishDefects() {}

  private static int permissions(Object list) {
    return list instanceof List<?> entries
            && entries.size() == 1
            && entries.get(0) instanceof AccessEntry entry
        ? entry.permissions()
        : 0;
  }

  private static List<AccessEntry> narrow(Object list) {
    AccessEntry entry = (AccessEntry) ((List<?>) list).get(0);
    return List.of(new AccessEntry(entry.node(), 0400));
  }

  private static void publishAgain(Call call) {
    ExportSegment segment = call.self(ExportSegment.class);
    SegmentId id = segment.publishedId().orElseThrow();
    @SuppressWarnings("unchecked")
    List<AccessEntry> list = (List<AccessEntry>) call.arg(0);
    segment.unpublish();
    SegmentId ignored = segment.publish(id, list);
  }

  private static Object betweenLists(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      throw e.error() == PERM_DENIED && call.count("refused") == 20
          ? call.failure(SEG_NOT_PUBLISHED_TO_NODE)
          : e;
    }
  }
}
