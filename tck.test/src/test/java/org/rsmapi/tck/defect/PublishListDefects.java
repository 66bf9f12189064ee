// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ACL;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.RESERVED_SEGID;
import static org.rsmapi.RsmError.SEGID_IN_USE;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.rsmapi.AccessEntry;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** Publishing: access lists, and a driver that is short of something. */
final class PublishListDefects {

  private static final String PUBLISH = "ExportSegment.publish";

  static final Area AREA =
      Area.of(
          "publish",
          Defect.of(
                  "publish-order-id-list",
                  "The access list is looked at before the id.",
                  RuleId.PUBLISH_ORDER_01)
              .at(PUBLISH)
              .when(call -> call.arg(1) instanceof List<?> list && !legal(list))
              .turns(RESERVED_SEGID, BAD_ACL),
          Defect.of(
                  "publish-order-use-list",
                  "The use of an id is looked at before the access list.",
                  RuleId.PUBLISH_ORDER_01)
              .at(PUBLISH)
              .with(PublishListDefects::useFirst),
          list(
              "publish-null-entries",
              "Null entries of an access list are skipped.",
              list -> list.size() > 1 && list.get(0) == null,
              list -> list.subList(1, list.size()),
              RuleId.PUBLISH_BAD_ACL_01),
          list(
              "publish-long-list",
              "An access list may have 65 entries.",
              list -> list.size() == AccessEntry.MAX_ENTRIES + 1,
              list -> list.subList(0, 1),
              RuleId.PUBLISH_BAD_ACL_02),
          permissions("publish-permissions-1000", 01000, RuleId.PUBLISH_BAD_ACL_03),
          permissions("publish-permissions-sign", Integer.MIN_VALUE, RuleId.PUBLISH_BAD_ACL_03),
          permissions("publish-permissions-execute", 0500, RuleId.PUBLISH_BAD_ACL_04),
          permissions("publish-permissions-others", 0001, RuleId.PUBLISH_BAD_ACL_04),
          list(
              "publish-unknown-node",
              "A list may name any node.",
              list ->
                  list.get(0) instanceof AccessEntry entry
                      && entry.node() != null
                      && entry.node().value() == 65,
              list -> null,
              RuleId.PUBLISH_BAD_ACL_05),
          list(
              "publish-node-twice",
              "Loopback takes a list with two entries.",
              list -> list.size() == 2 && Objects.equals(list.get(0), list.get(1)),
              list -> list.subList(0, 1),
              RuleId.PUBLISH_BAD_ACL_06),
          Defect.of(
                  "publish-memory-code",
                  "A driver short of memory is answered as one short of resources.",
                  RuleId.PUBLISH_INSUFFICIENT_MEM_01)
              .at(PUBLISH)
              .turns(INSUFFICIENT_MEM, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "publish-resources-code",
                  "A driver short of resources is answered as one short of memory.",
                  RuleId.PUBLISH_INSUFFICIENT_RESOURCES_01,
                  RuleId.PUBLISH_BLOCK_01)
              .at(PUBLISH)
              .turns(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
          Defect.of(
                  "publish-interrupted",
                  "An interrupted publish lacks resources.",
                  RuleId.PUBLISH_INTERRUPTED_01)
              .at(PUBLISH)
              .turns(INTERRUPTED, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "publish-clears-interrupt",
                  "An interrupted publish clears the interrupt.",
                  RuleId.PUBLISH_INTERRUPTED_01)
              .at(PUBLISH)
              .afterFailure(call -> Thread.interrupted()));

  private PublishListDefects() {}

  private static boolean legal(List<?> list) {
    return list.stream()
        .allMatch(entry -> entry instanceof AccessEntry access && access.hasValidPermissions());
  }

  private static Defect list(
      String id,
      String sentence,
      Predicate<List<?>> which,
      UnaryOperator<List<?>> taken,
      RuleId broken) {
    return Defect.of(id, sentence, broken)
        .at(PUBLISH)
        .when(call -> call.arg(1) instanceof List<?> list && !list.isEmpty() && which.test(list))
        .with(call -> call.with(1, taken.apply(call.arg(1, List.class))).proceed());
  }

  private static Defect permissions(String id, int illegal, RuleId broken) {
    return list(
        id,
        String.format(Locale.ROOT, "The permissions %o are cut to what is legal.", illegal),
        list -> list.get(0) instanceof AccessEntry entry && entry.permissions() == illegal,
        list -> {
          AccessEntry entry = (AccessEntry) list.get(0);
          return List.of(new AccessEntry(entry.node(), illegal & 0666));
        },
        broken);
  }

  private static Object useFirst(Call call) throws Throwable {
    try {
      Object id = call.proceed();
      call.shared().put(id.toString(), true);
      return id;
    } catch (RsmException e) {
      throw e.error() == BAD_ACL && call.shared().containsKey(String.valueOf(call.arg(0)))
          ? call.failure(SEGID_IN_USE)
          : e;
    }
  }
}
