// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_CTLR_HNDL;
import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BAD_PERMS;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.BAD_SGIO;
import static org.rsmapi.RsmError.BARRIER_FAILURE;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.REMOTE_NODE_UNREACHABLE;
import static org.rsmapi.RsmError.SUCCESS;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import org.rsmapi.BarrierMode;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;
import org.rsmapi.Segment;
import org.rsmapi.tck.RuleId;

/** What putv and getv make of rights, the connection, the residual count and the post. */
final class VectorStateDefects {

  private static final int POST = ScatterGather.IMPLICIT_SIGPOST;

  /** Long enough for the exporter to look. */
  private static final long WHILE_NANOS = 1_000_000;

  static final Area AREA =
      Area.of(
          "vector",
          Defect.of(
                  "vec-gone-code",
                  "A disconnected import is called a broken one.",
                  RuleId.VEC_BAD_SEG_HNDL_01,
                  RuleId.VEC_RESIDUAL_02)
              .at(Vectors.ALL)
              .turns(BAD_SEG_HNDL, CONN_ABORTED),
          Defect.of(
                  "vec-released-code",
                  "A released controller has the code of its imports.",
                  RuleId.VEC_BAD_CTLR_HNDL_01)
              .at(Vectors.ALL)
              .turns(BAD_CTLR_HNDL, BAD_SEG_HNDL),
          Defect.of(
                  "vec-residual-failing",
                  "The failing entry counts as carried out.",
                  RuleId.VEC_RESIDUAL_01)
              .at(Vectors.ALL)
              .with(call -> residual(call, Set.of(BAD_LENGTH), left -> left == 3 ? 2 : left)),
          Defect.of(
                  "vec-checked-before",
                  "All lengths are checked before anything is moved.",
                  RuleId.VEC_BAD_OFFSET_01,
                  RuleId.VEC_BAD_LENGTH_01,
                  RuleId.VEC_RESIDUAL_01,
                  RuleId.VEC_SIGPOST_02)
              .at(Vectors.ALL)
              .when(
                  call ->
                      Vectors.any(
                          call,
                          entry ->
                              entry.length() > 0
                                  && entry.length()
                                      > Transfers.segment(call).length() - entry.remoteOffset()))
              .with(
                  call -> {
                    ScatterGather list = Vectors.list(call);
                    list.setResidualCount(list.requestCount());
                    throw call.failure(BAD_LENGTH);
                  }),
          Defect.of(
                  "vec-residual-kept",
                  "A list of five that is refused keeps its old residual count.",
                  RuleId.VEC_RESIDUAL_02)
              .at(Vectors.ALL)
              .when(call -> Vectors.count(call) >= 5)
              .with(VectorStateDefects::keepingResidual),
          Defect.of(
                  "vec-residual-aborted",
                  "When the connection is broken nothing seems left.",
                  RuleId.VEC_RESIDUAL_02,
                  RuleId.VEC_REMOTE_NODE_UNREACHABLE_01,
                  RuleId.VEC_CONN_ABORTED_01)
              .at(Vectors.ALL)
              .with(call -> residual(call, Set.of(CONN_ABORTED), left -> 0)),
          Defect.of(
                  "putv-denied-code",
                  "A missing right to write is a wrong permission.",
                  RuleId.ALL_STATE_01,
                  RuleId.VEC_RESIDUAL_02,
                  RuleId.PUTV_PERM_DENIED_01)
              .at("ImportSegment.putv")
              .turns(PERM_DENIED, BAD_PERMS),
          Defect.of(
                  "putv-denied-explicit",
                  "In explicit mode putv needs no right.",
                  RuleId.PUTV_PERM_DENIED_01)
              .at("ImportSegment.putv")
              .when(call -> Transfers.isIn(call, BarrierMode.EXPLICIT))
              .turns(PERM_DENIED, SUCCESS),
          Defect.of(
                  "getv-denied-explicit",
                  "In explicit mode getv needs no right.",
                  RuleId.GETV_PERM_DENIED_01)
              .at("ImportSegment.getv")
              .when(call -> Transfers.isIn(call, BarrierMode.EXPLICIT))
              .turns(PERM_DENIED, SUCCESS),
          Defect.of(
                  "vec-resources-code",
                  "A lack of channels is reported as one of memory.",
                  RuleId.VEC_INSUFFICIENT_RESOURCES_01)
              .at(Vectors.ALL)
              .turns(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
          Defect.of(
                  "vec-interrupted-code",
                  "An interrupted transfer is a lost one.",
                  RuleId.VEC_INTERRUPTED_01)
              .at(Vectors.ALL)
              .turns(INTERRUPTED, BARRIER_FAILURE),
          Defect.of(
                  "vec-interrupted-residual",
                  "After an interrupt the first entry seems done.",
                  RuleId.VEC_INTERRUPTED_01)
              .at(Vectors.ALL)
              .with(call -> residual(call, Set.of(INTERRUPTED), left -> left - 1)),
          Defect.of(
                  "vec-lost-code",
                  "A lost access is said to be the end of the connection.",
                  RuleId.VEC_BARRIER_FAILURE_01)
              .at(Vectors.ALL)
              .turns(BARRIER_FAILURE, CONN_ABORTED),
          Defect.of(
                  "vec-lost-residual",
                  "After a lost access all entries are said to be left.",
                  RuleId.VEC_BARRIER_FAILURE_01)
              .at(Vectors.ALL)
              .with(call -> residual(call, Set.of(BARRIER_FAILURE), left -> Vectors.count(call))),
          Defect.of(
                  "vec-unreachable-code",
                  "A lost path makes the list a bad one.",
                  RuleId.VEC_REMOTE_NODE_UNREACHABLE_01)
              .at(Vectors.ALL)
              .turns(REMOTE_NODE_UNREACHABLE, BAD_SGIO),
          Defect.of(
                  "vec-unreachable-broken",
                  "A lost path is the end of the connection at once.",
                  RuleId.VEC_REMOTE_NODE_UNREACHABLE_01)
              .at(Vectors.ALL)
              .turns(REMOTE_NODE_UNREACHABLE, CONN_ABORTED),
          Defect.of(
                  "vec-aborted-explicit",
                  "The explicit mode leaves the report to the barrier.",
                  RuleId.VEC_REMOTE_NODE_UNREACHABLE_01,
                  RuleId.VEC_CONN_ABORTED_01)
              .at(Vectors.ALL)
              .when(call -> Transfers.isIn(call, BarrierMode.EXPLICIT))
              .turns(CONN_ABORTED, SUCCESS),
          Defect.of(
                  "vec-aborted-empty",
                  "An empty entry does not notice a broken connection.",
                  RuleId.VEC_CONN_ABORTED_01)
              .at(Vectors.ALL)
              .when(call -> Vectors.any(call, entry -> entry.length() == 0))
              .with(VectorStateDefects::abortUnnoticed),
          Defect.of(
                  "vec-post-each",
                  "One event is posted for each entry.",
                  RuleId.VEC_SIGPOST_01,
                  RuleId.VEC_SIGPOST_02)
              .at(Vectors.ALL)
              .when(call -> posts(call) && Vectors.count(call) > 1)
              .after(
                  call -> {
                    for (int i = 1; i < Vectors.count(call); i++) {
                      Transfers.segment(call).signalPost();
                    }
                  }),
          Defect.of("vec-post-early", "The event overtakes the data.", RuleId.VEC_SIGPOST_01)
              .at(Vectors.ALL)
              .when(call -> posts(call) && Vectors.count(call) == 3)
              .with(
                  call -> {
                    Transfers.segment(call).signalPost(Vectors.list(call).flags() & ~POST);
                    LockSupport.parkNanos(WHILE_NANOS);
                    int count = Vectors.count(call);
                    return Vectors.run(call, Vectors.entries(call), count, 0);
                  }),
          Defect.of("getv-no-post", "A getv of two entries posts nothing.", RuleId.VEC_SIGPOST_02)
              .at("ImportSegment.getv")
              .when(call -> posts(call) && Vectors.count(call) == 2)
              .with(call -> Vectors.run(call, Vectors.entries(call), Vectors.count(call), 0)),
          Defect.of(
                  "vec-failure-posts",
                  "The event is posted after a failure, too.",
                  RuleId.VEC_SIGPOST_02)
              .at(Vectors.ALL)
              .when(VectorStateDefects::posts)
              .afterFailure(call -> Transfers.segment(call).signalPost()),
          Defect.of(
                  "vec-post-accumulates",
                  "The flag against accumulation is not passed on.",
                  RuleId.VEC_SIGPOST_03)
              .at(Vectors.ALL)
              .when(VectorStateDefects::posts)
              .with(
                  call -> {
                    int flags = Vectors.list(call).flags() & ~Segment.SIGPOST_NO_ACCUMULATE;
                    int count = Vectors.count(call);
                    return Vectors.run(call, Vectors.entries(call), count, flags);
                  }),
          Defect.of(
                  "putv-never-accumulates",
                  "An implicit post is left out after another.",
                  RuleId.VEC_SIGPOST_03)
              .at("ImportSegment.putv")
              .when(call -> posts(call) && Vectors.count(call) == 1)
              .with(
                  call -> {
                    int flags = Vectors.list(call).flags() | Segment.SIGPOST_NO_ACCUMULATE;
                    return Vectors.run(call, Vectors.entries(call), 1, flags);
                  }));

  private VectorStateDefects() {}

  private static boolean posts(Call call) {
    return call.arg(0) != null && (Vectors.list(call).flags() & POST) != 0;
  }

  /** Changes the residual count after a failure with one of the codes. */
  private static Object residual(Call call, Set<RsmError> codes, IntUnaryOperator change)
      throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (codes.contains(e.error())) {
        ScatterGather list = Vectors.list(call);
        list.setResidualCount(change.applyAsInt(list.residualCount()));
      }
      throw e;
    }
  }

  private static Object keepingResidual(Call call) throws Throwable {
    int before = Vectors.list(call).residualCount();
    return residual(call, Set.of(PERM_DENIED, BAD_SEG_HNDL, CONN_ABORTED), left -> before);
  }

  private static Object abortUnnoticed(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() != CONN_ABORTED) {
        throw e;
      }
      Vectors.list(call).setResidualCount(0);
      return null;
    }
  }
}
