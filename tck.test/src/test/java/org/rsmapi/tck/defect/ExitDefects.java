// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BARRIER_FAILURE;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.REMOTE_NODE_UNREACHABLE;
import static org.rsmapi.RsmError.SEGID_IN_USE;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SUCCESS;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** What becomes of segments when a process ends. */
final class ExitDefects {

  private static final String CONNECT = "RsmController.connect";
  private static final String PUBLISH = "ExportSegment.publish";

  static final Area AREA =
      Area.of(
          "exit",
          Defect.of(
                  "exit-unreachable",
                  "A process that has ended is out of reach.",
                  RuleId.EXIT_STATE_01)
              .at(PUBLISH)
              .with(ExitDefects::published)
              .at(CONNECT)
              .with(
                  call -> {
                    try {
                      return foreign(call);
                    } catch (RsmException e) {
                      throw e.error() == SEG_NOT_PUBLISHED
                              && call.shared().containsKey("foreign " + call.arg(1))
                          ? call.failure(REMOTE_NODE_UNREACHABLE)
                          : e;
                    }
                  }),
          Defect.of(
                  "exit-lost",
                  "After the end of the exporter's process puts are lost accesses.",
                  RuleId.EXIT_STATE_01)
              .at(CONNECT)
              .with(ExitDefects::foreign)
              .at(PUBLISH)
              .with(ExitDefects::published)
              .at("ImportSegment.put64")
              .when(call -> call.memory().containsKey("foreign"))
              .turns(CONN_ABORTED, BARRIER_FAILURE),
          Defect.of(
                  "exit-id-kept",
                  "The id of a process that has ended stays in use.",
                  RuleId.EXIT_STATE_01)
              .at(CONNECT)
              .with(ExitDefects::foreign)
              .at(PUBLISH)
              .when(
                  call ->
                      call.arg(0) != null && call.shared().containsKey("foreign " + call.arg(0)))
              .answers(SEGID_IN_USE),
          Defect.of(
                  "exit-path-single",
                  "A single put over a path that is lost is no error.",
                  RuleId.EXIT_STATE_03)
              .at("ImportSegment.put32")
              .when(Transfers::isSingle)
              .turns(CONN_ABORTED, SUCCESS),
          Defect.of(
                  "exit-path-code",
                  "A path that is lost stays a failed barrier.",
                  RuleId.EXIT_STATE_03)
              .at("ImportSegment.get16")
              .turns(CONN_ABORTED, BARRIER_FAILURE),
          Defect.of(
                  "exit-heals",
                  "With a new connection the old one works again.",
                  RuleId.ALL_STATE_01,
                  RuleId.EXIT_STATE_04)
              .at(CONNECT)
              .with(ExitDefects::healing)
              .at("ImportSegment.get8")
              .when(call -> call.memory().get("segment") instanceof Set<?> all && all.size() > 1)
              .turns(CONN_ABORTED, SUCCESS),
          Defect.of(
                  "exit-no-second",
                  "After a path was lost connect does not find it again.",
                  RuleId.EXIT_STATE_04)
              .at("ImportSegment.get8")
              .afterFailure(call -> call.shared().put("lost", true))
              .at(CONNECT)
              .when(call -> call.shared().containsKey("lost"))
              .answers(REMOTE_NODE_UNREACHABLE),
          Defect.of(
                  "exit-republish",
                  "A segment that an importer's end has met cannot be republished.",
                  RuleId.ALL_STATE_01,
                  RuleId.EXIT_STATE_02)
              .at("AccessPolicy.decide")
              .before(call -> call.shared().merge("connects", 1, (a, b) -> (Integer) a + 1))
              .at("DriverExport.republish")
              .when(call -> call.shared().get("connects") instanceof Integer times && times > 1)
              .answers(CONN_ABORTED));

  private ExitDefects() {}

  private static Object published(Call call) throws Throwable {
    Object id = call.proceed();
    Object ignored = call.shared().put("published " + id, true);
    return id;
  }

  /** Has the imports of a segment know each other. */
  @SuppressWarnings("unchecked")
  private static Object healing(Call call) throws Throwable {
    Object imported = call.proceed();
    Set<Object> all =
        (Set<Object>)
            call.shared().computeIfAbsent("all " + call.arg(1), key -> new CopyOnWriteArraySet<>());
    boolean ignored = all.add(imported);
    call.keep(call.memory(imported), "segment", all);
    return imported;
  }

  /** Marks an import of what another process has published. */
  private static Object foreign(Call call) throws Throwable {
    Object imported = call.proceed();
    if (!call.shared().containsKey("published " + call.arg(1))) {
      Object ignored = call.memory(imported).put("foreign", true);
      call.keep(call.shared(), "foreign " + call.arg(1), true);
    }
    return imported;
  }
}
