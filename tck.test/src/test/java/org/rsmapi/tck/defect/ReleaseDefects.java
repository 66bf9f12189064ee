// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_CTLR_HNDL;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CTLR_NOT_PRESENT;
import static org.rsmapi.RsmError.SUCCESS;
import static org.rsmapi.RsmError.TIMEOUT;

import java.util.Optional;
import org.rsmapi.tck.RuleId;

/** Releasing controllers. */
final class ReleaseDefects {

  private static final String GET = "Rsm.controller";
  private static final String RELEASE = "RsmController.release";

  static final Area AREA =
      Area.of(
          "controller",
          Defect.of(
                  "not-twice",
                  "A controller whose last reference was released is not there any more.",
                  RuleId.RELEASE_CONTROLLER_OK_01,
                  RuleId.GET_CONTROLLER_REFCOUNT_01)
              .at(GET, RELEASE)
              .with(ReleaseDefects::notTwice),
          Defect.of(
                  "release-twice",
                  "A second release of a handle succeeds.",
                  RuleId.RELEASE_CONTROLLER_BAD_CTLR_HNDL_02,
                  RuleId.GET_CONTROLLER_REFCOUNT_01)
              .at(RELEASE)
              .turns(BAD_CTLR_HNDL, SUCCESS),
          Defect.of(
                  "release-code",
                  "A second release of a handle finds no controller.",
                  RuleId.RELEASE_CONTROLLER_BAD_CTLR_HNDL_02,
                  RuleId.GET_CONTROLLER_REFCOUNT_01)
              .at(RELEASE)
              .turns(BAD_CTLR_HNDL, CTLR_NOT_PRESENT),
          Defect.of(
                  "release-keeps-id",
                  "A segment that ended with its controller tells its id for ever.",
                  RuleId.RELEASE_CONTROLLER_STATE_01)
              .at("ExportSegment.publish")
              .with(
                  call -> {
                    Object id = call.proceed();
                    call.memory().put("id", id);
                    return id;
                  })
              .at("ExportSegment.unpublish", "ExportSegment.destroy")
              .after(call -> call.memory().remove("id"))
              .at("ExportSegment.publishedId")
              .with(call -> Optional.ofNullable(call.memory().get("id"))),
          Defect.of(
                  "release-without-effect",
                  "A release has no effect.",
                  RuleId.GET_CONTROLLER_REFCOUNT_01,
                  RuleId.CONTROLLER_ATTR_BAD_CTLR_HNDL_01,
                  RuleId.RELEASE_CONTROLLER_BAD_CTLR_HNDL_02,
                  RuleId.RELEASE_CONTROLLER_STATE_01,
                  RuleId.RELEASE_CONTROLLER_STATE_02,
                  RuleId.CREATE_BAD_CTLR_HNDL_01,
                  RuleId.CREATE_ORDER_01,
                  RuleId.REBIND_BAD_CTLR_HNDL_01,
                  RuleId.CONNECT_BAD_CTLR_HNDL_01,
                  RuleId.CONNECT_ORDER_01,
                  RuleId.VEC_BAD_CTLR_HNDL_01,
                  RuleId.MAP_BAD_SEG_HNDL_01,
                  RuleId.UNMAP_BAD_SEG_HNDL_01,
                  RuleId.LOCALMEM_CREATE_BAD_CTLR_HNDL_01,
                  RuleId.LOCALMEM_CREATE_ORDER_01,
                  RuleId.LOCALMEM_FREE_BAD_CTLR_HNDL_01)
              .at(RELEASE)
              .with(
                  call -> {
                    call.shared().put("released", true);
                    return null;
                  })
              // Nobody would ever post.
              .at("ExportSegment.signalWait", "ImportSegment.signalWait")
              .when(call -> call.shared().containsKey("released"))
              .answers(TIMEOUT),
          afterRelease("released-mode", "ImportSegment.mode"),
          afterRelease("released-post", "ExportSegment.signalPost"),
          afterRelease(
              "released-unpublish", "ExportSegment.unpublish", RuleId.GET_CONTROLLER_REFCOUNT_01),
          afterRelease("released-disconnect", "ImportSegment.disconnect"));

  private ReleaseDefects() {}

  private static Defect afterRelease(String id, String operation, RuleId... others) {
    return Defect.of(
            id, operation + " blames the controller for a segment that ended with it.", others)
        .breaks(RuleId.RELEASE_CONTROLLER_STATE_02)
        .at(RELEASE)
        .after(call -> call.shared().put("released", true))
        .at(operation)
        .when(call -> call.shared().containsKey("released"))
        .turns(BAD_SEG_HNDL, BAD_CTLR_HNDL);
  }

  private static Object notTwice(Call call) throws Throwable {
    boolean get = call.operation().equals(GET);
    int held = (Integer) call.shared().getOrDefault("held", 0);
    if (get && held < 0) {
      throw call.failure(CTLR_NOT_PRESENT);
    }
    Object result = call.proceed();
    int now = held + (get ? 1 : -1);
    call.shared().put("held", now == 0 ? -1 : now);
    return result;
  }
}
