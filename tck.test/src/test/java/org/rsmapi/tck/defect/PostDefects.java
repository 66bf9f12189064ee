// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ARGS_ERRORS;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.BARRIER_FAILURE;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.REMOTE_NODE_UNREACHABLE;
import static org.rsmapi.RsmError.SEG_NOT_CONNECTED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SUCCESS;
import static org.rsmapi.RsmError.TIMEOUT;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.rsmapi.ExportSegment;
import org.rsmapi.RsmException;
import org.rsmapi.Segment;
import org.rsmapi.tck.RuleId;

/** Posting events. */
final class PostDefects {

  private static final String EXPORTER = "ExportSegment.signalPost";
  private static final String IMPORTER = "ImportSegment.signalPost";
  private static final String[] BOTH = {EXPORTER, IMPORTER};
  private static final String CONNECT = "RsmController.connect";
  private static final String PUBLISH = "ExportSegment.publish";

  /** More events than a test posts that does not count them. */
  private static final int MANY = 100;

  /** Now and then a post is slow, so that another one meets it. */
  private static final int OFTEN = 256;

  private static final long WHILE_NANOS = 1_000_000;

  static final Area AREA =
      Area.of(
          "signal",
          Defect.of(
                  "post-echo",
                  "What an importer posts comes back to the importers.",
                  RuleId.POST_OK_01,
                  RuleId.POST_BAD_SEG_HNDL_01,
                  RuleId.WAIT_BAD_SEG_HNDL_01)
              .at(PUBLISH)
              .with(PostDefects::published)
              .at(CONNECT)
              .with(PostDefects::connected)
              .at(IMPORTER)
              .after(PostDefects::echo),
          Defect.of(
                  "post-two-importers",
                  "A post of the exporter reaches two imports.",
                  RuleId.POST_OK_02)
              .at(CONNECT)
              .with(PostDefects::numbered)
              .at("ImportSegment.signalWait")
              .when(call -> call.memory().get("number") instanceof Integer number && number > 2)
              .answers(TIMEOUT),
          Defect.of(
                  "post-unpublished",
                  "A segment that is not published cannot post.",
                  RuleId.POST_OK_03,
                  RuleId.POST_BAD_SEG_HNDL_01)
              .at(EXPORTER)
              .when(PostDefects::isUnpublished)
              .answers(SEG_NOT_PUBLISHED),
          Defect.of(
                  "post-latecomer",
                  "An import that comes later finds the last event.",
                  RuleId.ALL_STATE_01,
                  RuleId.POST_OK_03,
                  RuleId.POST_STATE_03)
              .at(PUBLISH)
              .with(PostDefects::published)
              .at(EXPORTER)
              .after(call -> call.memory().put("posted", true))
              .at(CONNECT)
              .with(PostDefects::postedAgain),
          Defect.of("post-needs-write", "To post needs the right to write.", RuleId.POST_OK_04)
              .at(IMPORTER)
              .when(call -> !Transfers.segment(call).permission().canWrite())
              .answers(PERM_DENIED),
          Defect.of("post-unknown-flag", "Unknown flags are refused.", RuleId.POST_OK_04)
              .at(IMPORTER)
              .when(call -> call.longArg(0) < 0)
              .answers(BAD_ARGS_ERRORS),
          Defect.of(
                  "post-overflow",
                  "An importer has room for a hundred events.",
                  RuleId.POST_STATE_01,
                  RuleId.POST_CONCURRENCY_01)
              .at(IMPORTER)
              .when(call -> call.count("posts") > MANY)
              .answers(SUCCESS),
          Defect.of(
                  "post-always-accumulates",
                  "The flag against accumulation is not looked at.",
                  RuleId.POST_STATE_02,
                  RuleId.POST_STATE_03)
              .at(BOTH)
              .passes(0, 0),
          Defect.of(
                  "post-flag-hidden",
                  "Beside an unknown flag the one against accumulation is lost.",
                  RuleId.POST_STATE_02)
              .at(BOTH)
              .when(call -> call.longArg(0) == (Segment.SIGPOST_NO_ACCUMULATE | 0x100))
              .passes(0, 0x100),
          Defect.of(
                  "post-judged-together",
                  "One import with an event speaks for the others.",
                  RuleId.POST_STATE_03)
              .at(EXPORTER)
              .with(
                  call ->
                      call.longArg(0) == Segment.SIGPOST_NO_ACCUMULATE && call.count("posts") == 2
                          ? null
                          : counted(call)),
          Defect.of(
                  "post-gone-code",
                  "A disconnected import is said not to be connected.",
                  RuleId.POST_BAD_SEG_HNDL_01)
              .at(IMPORTER)
              .turns(BAD_SEG_HNDL, SEG_NOT_CONNECTED),
          Defect.of(
                  "post-destroyed",
                  "A post of a destroyed segment reaches nobody.",
                  RuleId.POST_BAD_SEG_HNDL_01)
              .at(EXPORTER)
              .turns(BAD_SEG_HNDL, SUCCESS),
          Defect.of(
                  "post-broken",
                  "A post over a broken connection reaches nobody.",
                  RuleId.POST_CONN_ABORTED_01)
              .at(IMPORTER)
              .turns(CONN_ABORTED, SUCCESS),
          Defect.of(
                  "post-broken-code",
                  "A post over a broken connection is a failed barrier.",
                  RuleId.POST_CONN_ABORTED_01)
              .at(IMPORTER)
              .turns(CONN_ABORTED, BARRIER_FAILURE),
          Defect.of(
                  "post-unreachable-code",
                  "A lost path is a broken connection.",
                  RuleId.POST_REMOTE_NODE_UNREACHABLE_01)
              .at(IMPORTER)
              .turns(REMOTE_NODE_UNREACHABLE, CONN_ABORTED),
          Defect.of(
                  "post-unreachable-twice",
                  "A post over a lost path is made up for later.",
                  RuleId.POST_REMOTE_NODE_UNREACHABLE_01)
              .at(IMPORTER)
              .with(PostDefects::madeUpFor),
          Defect.of(
                  "post-one-out-of-reach",
                  "An exporter's second post fails for one of two.",
                  RuleId.POST_STATE_02,
                  RuleId.POST_STATE_03,
                  RuleId.POST_STATE_04)
              .at("AccessPolicy.decide")
              .before(call -> call.shared().merge("connects", 1, (before, one) -> 2))
              .at("DriverExport.post")
              .when(
                  call ->
                      call.count("posts") == 2 && Objects.equals(2, call.shared().get("connects")))
              .answers(REMOTE_NODE_UNREACHABLE),
          Defect.of("post-lost", "Posts at the same time become one.", RuleId.POST_CONCURRENCY_01)
              .at(BOTH)
              .with(PostDefects::oneAtATime));

  private PostDefects() {}

  private static boolean isUnpublished(Call call) {
    return call.self(ExportSegment.class).publishedId().isEmpty();
  }

  private static Object counted(Call call) throws Throwable {
    int ignored = call.count("posts");
    return call.proceed();
  }

  private static Object published(Call call) throws Throwable {
    Object id = call.proceed();
    Object ignored = call.shared().put("exporter " + id, call.self(ExportSegment.class));
    return id;
  }

  /** Has an import know its exporter if it is in this process. */
  private static Object connected(Call call) throws Throwable {
    Object imported = call.proceed();
    Object exporter = call.shared().get("exporter " + call.arg(1));
    if (exporter != null) {
      Object ignored = call.memory(imported).put("exporter", exporter);
      Object imports = call.memory(exporter).merge("imports", 1, (before, one) -> 2);
      call.keep(call.memory(exporter), "several", imports.equals(2));
    }
    return imported;
  }

  /** Not to an importer that is alone, which would be another rule's affair. */
  private static void echo(Call call) {
    if (call.memory().get("exporter") instanceof ExportSegment exporter
        && Boolean.TRUE.equals(call.memory(exporter).get("several"))) {
      exporter.signalPost();
    }
  }

  private static Object postedAgain(Call call) throws Throwable {
    Object imported = call.proceed();
    Object exporter = call.shared().get("exporter " + call.arg(1));
    if (exporter instanceof ExportSegment known && call.memory(known).containsKey("posted")) {
      known.signalPost();
    }
    return imported;
  }

  /** Numbers the imports of a segment. */
  private static Object numbered(Call call) throws Throwable {
    Object imported = call.proceed();
    Object number =
        call.shared().merge("imports of " + call.arg(1), 1, (before, one) -> (Integer) before + 1);
    Object ignored = call.memory(imported).put("number", number);
    return imported;
  }

  private static Object madeUpFor(Call call) throws Throwable {
    Object owed = call.memory().remove("owed");
    try {
      Object result = call.proceed();
      return owed == null ? result : call.proceed();
    } catch (RsmException e) {
      if (e.error() == REMOTE_NODE_UNREACHABLE) {
        Object ignored = call.memory().put("owed", true);
      }
      throw e;
    }
  }

  private static Object oneAtATime(Call call) throws Throwable {
    if (call.memory().putIfAbsent("busy", true) != null) {
      return null;
    }
    try {
      if (call.count("posts") % OFTEN == 0) {
        LockSupport.parkNanos(WHILE_NANOS);
      }
      return call.proceed();
    } finally {
      Object ignored = call.memory().remove("busy");
    }
  }
}
