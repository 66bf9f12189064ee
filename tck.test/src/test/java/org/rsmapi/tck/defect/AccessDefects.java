// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED_TO_NODE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.rsmapi.AccessEntry;
import org.rsmapi.Permission;
import org.rsmapi.RsmException;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.SegmentOwner;
import org.rsmapi.tck.RuleId;

/** Who may connect, and with what right. */
final class AccessDefects {

  private static final String PUBLISH = "ExportSegment.publish";
  private static final String CONNECT = "RsmController.connect";
  private static final String DECIDE = "AccessPolicy.decide";

  static final Area AREA =
      Area.of(
          "connect",
          Defect.of(
                  "access-in-part",
                  "Who asks for too much gets what there is.",
                  RuleId.CONNECT_PERM_DENIED_02,
                  RuleId.REPUBLISH_OK_01,
                  RuleId.REPUBLISH_STATE_01,
                  RuleId.REPUBLISH_STATE_04,
                  RuleId.REPUBLISH_CONCURRENCY_01,
                  RuleId.REPUBLISH_SEG_NOT_PUBLISHED_01,
                  RuleId.REPUBLISH_INSUFFICIENT_MEM_01,
                  RuleId.REPUBLISH_INSUFFICIENT_RESOURCES_01)
              .at(CONNECT)
              .when(call -> Permission.RDWR.equals(call.arg(2)))
              .with(AccessDefects::inPart),
          Defect.of(
                  "access-owner-falls-through",
                  "An owner without rights has those of the others.",
                  RuleId.CONNECT_PERM_DENIED_03)
              .at(PUBLISH)
              .when(
                  call ->
                      call.arg(1) instanceof List<?> list
                          && list.size() == 1
                          && list.get(0) instanceof AccessEntry entry
                          && entry.permissions() == 0006)
              .with(
                  call -> {
                    AccessEntry entry = (AccessEntry) ((List<?>) call.arg(1)).get(0);
                    return call.with(1, List.of(new AccessEntry(entry.node(), 0606))).proceed();
                  }),
          Defect.of(
                  "access-all-that-is-granted",
                  "A connection has the rights that the list grants.",
                  RuleId.CONNECT_ACL_01,
                  RuleId.CONNECT_OK_02,
                  RuleId.ALL_STATE_01,
                  RuleId.PUT_PERM_DENIED_01,
                  RuleId.XFER_ORDER_03,
                  RuleId.VEC_RESIDUAL_02,
                  RuleId.PUTV_PERM_DENIED_01,
                  RuleId.MAP_BAD_PERMS_02)
              .at(CONNECT)
              .with(AccessDefects::allThatIsGranted),
          Defect.of("access-empty-list", "An empty list is none.", RuleId.CONNECT_ACL_03)
              .at(PUBLISH)
              .when(call -> call.arg(1) instanceof List<?> list && list.isEmpty())
              .passes(1, null),
          Defect.of(
                  "access-empty-list-code",
                  "To whom a segment is not published it is not published at all.",
                  RuleId.CONNECT_ACL_03,
                  RuleId.REPUBLISH_OK_01)
              .at(CONNECT)
              .turns(SEG_NOT_PUBLISHED_TO_NODE, SEG_NOT_PUBLISHED),
          Defect.of(
                  "access-owner-elsewhere",
                  "The owner counts as such in his own group only.",
                  RuleId.CONNECT_ACL_05,
                  RuleId.CONNECT_ACL_09)
              .at(DECIDE)
              .when(call -> credentials(call).gid() != own("gid"))
              .with(
                  call ->
                      call.with(
                              1,
                              new PeerCredentials(
                                  -1,
                                  credentials(call).gid(),
                                  credentials(call).supplementaryGroups()))
                          .proceed()),
          Defect.of(
                  "access-no-group",
                  "The group plays no part.",
                  RuleId.CONNECT_ACL_05,
                  RuleId.CONNECT_ACL_06,
                  RuleId.CONNECT_ACL_09)
              .at(DECIDE)
              .with(
                  call ->
                      call.with(
                              1,
                              new PeerCredentials(
                                  credentials(call).uid(),
                                  -1,
                                  credentials(call).supplementaryGroups()))
                          .proceed()),
          Defect.of(
                  "access-no-others",
                  "Others are refused, whatever the list says.",
                  RuleId.CONNECT_ACL_05,
                  RuleId.CONNECT_ACL_07,
                  RuleId.CONNECT_ACL_09)
              .at(DECIDE)
              .when(
                  call ->
                      credentials(call).uid() != own("uid")
                          && credentials(call).gid() != own("gid")
                          && !credentials(call).supplementaryGroups().contains(own("gid")))
              .with(call -> PERM_DENIED),
          Defect.of(
                  "access-no-supplementary",
                  "Supplementary groups play no part.",
                  RuleId.CONNECT_ACL_08,
                  RuleId.CONNECT_ACL_09)
              .at(DECIDE)
              .with(
                  call ->
                      call.with(
                              1,
                              new PeerCredentials(
                                  credentials(call).uid(), credentials(call).gid(), Set.of()))
                          .proceed()),
          Defect.of(
                  "access-no-mask",
                  "The file creation mask plays no part.",
                  RuleId.CONNECT_ACL_09,
                  RuleId.CONNECT_ACL_10)
              .at("DriverExport.owner")
              .with(
                  call -> {
                    SegmentOwner owner = (SegmentOwner) call.proceed();
                    return new SegmentOwner(owner.uid(), owner.gid(), 0);
                  }),
          Defect.of(
                  "access-mask-of-publish",
                  "The file creation mask of the time of publishing counts.",
                  RuleId.CONNECT_ACL_10)
              .at("DriverExport.owner")
              .with(
                  call -> {
                    SegmentOwner owner = (SegmentOwner) call.proceed();
                    return new SegmentOwner(owner.uid(), owner.gid(), maskNow());
                  }));

  private AccessDefects() {}

  private static Object inPart(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == PERM_DENIED) {
        return call.with(2, Permission.READ).proceed();
      }
      throw e;
    }
  }

  private static Object allThatIsGranted(Call call) throws Throwable {
    Object asked = call.arg(2);
    if (Permission.READ.equals(asked)) {
      try {
        return call.with(2, Permission.RDWR).proceed();
      } catch (RsmException e) {
        return call.with(2, asked).proceed();
      }
    }
    return call.proceed();
  }

  private static PeerCredentials credentials(Call call) {
    return call.arg(1, PeerCredentials.class);
  }

  private static long own(String id) {
    try {
      return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:" + id)).longValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int maskNow() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("Umask:"))
        .mapToInt(line -> Integer.parseInt(line.substring("Umask:".length()).strip(), 8))
        .findFirst()
        .orElseThrow();
  }
}
