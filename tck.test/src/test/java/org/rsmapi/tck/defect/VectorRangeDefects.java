// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BAD_OFFSET;
import static org.rsmapi.RsmError.BAD_SGIO;
import static org.rsmapi.RsmError.SUCCESS;

import org.rsmapi.tck.RuleId;

/** What putv and getv make of the ranges of the entries. */
final class VectorRangeDefects {

  static final Area AREA =
      Area.of(
          "vector",
          Defect.of(
                  "vec-offset-code",
                  "An offset beyond the segment is a wrong length.",
                  RuleId.VEC_BAD_OFFSET_01)
              .at(Vectors.ALL)
              .when(
                  call ->
                      Vectors.any(
                          call, entry -> entry.remoteOffset() > Transfers.segment(call).length()))
              .turns(BAD_OFFSET, BAD_LENGTH),
          Defect.of(
                  "vec-negative-offset",
                  "A negative remote offset begins at the segment's end.",
                  RuleId.ALL_STATE_01,
                  RuleId.VEC_BAD_OFFSET_01)
              .at(Vectors.ALL)
              .when(call -> Vectors.any(call, entry -> entry.remoteOffset() == -1))
              .turns(BAD_OFFSET, SUCCESS),
          Defect.of(
                  "vec-local-offset",
                  "A negative local offset is a wrong address.",
                  RuleId.VEC_BAD_OFFSET_02)
              .at(Vectors.ALL)
              .when(call -> Vectors.any(call, entry -> entry.localOffset() < 0))
              .turns(BAD_OFFSET, BAD_ADDR),
          Defect.of(
                  "vec-handle-offset",
                  "Local offsets beyond a handle are wrong lengths.",
                  RuleId.VEC_BAD_OFFSET_02)
              .at(Vectors.ALL)
              .when(
                  call ->
                      Vectors.any(
                          call,
                          entry ->
                              entry.localMemory() != null
                                  && entry.localOffset() > entry.localMemory().length()))
              .turns(BAD_OFFSET, BAD_LENGTH),
          Defect.of(
                  "vec-length-wraps",
                  "A huge length wraps to a wrong offset.",
                  RuleId.VEC_BAD_LENGTH_01)
              .at(Vectors.ALL)
              .when(call -> Vectors.any(call, entry -> entry.length() == Long.MAX_VALUE))
              .turns(BAD_LENGTH, BAD_OFFSET),
          Defect.of(
                  "vec-length-beyond",
                  "A byte more than the segment has is left out in silence.",
                  RuleId.VEC_BAD_LENGTH_01)
              .at(Vectors.ALL)
              .when(
                  call ->
                      Vectors.any(
                          call, entry -> entry.length() == Transfers.segment(call).length() + 1))
              .turns(BAD_LENGTH, SUCCESS),
          Defect.of(
                  "vec-handle-length",
                  "The bounds of a handle are those of its pages.",
                  RuleId.VEC_BAD_LENGTH_02)
              .at(Vectors.ALL)
              .when(
                  call ->
                      Vectors.any(
                          call,
                          entry ->
                              entry.localMemory() != null
                                  && entry.length()
                                      == entry.localMemory().length() - entry.localOffset() + 1))
              .turns(BAD_LENGTH, SUCCESS),
          Defect.of(
                  "vec-null-memory",
                  "Missing memory makes the list a bad one.",
                  RuleId.VEC_BAD_ADDR_01)
              .at(Vectors.ALL)
              .when(call -> Vectors.any(call, entry -> entry.memory() == null))
              .turns(BAD_ADDR, BAD_SGIO),
          Defect.of(
                  "vec-closed-memory",
                  "The JDK's exception for a closed arena comes through.",
                  RuleId.VEC_BAD_ADDR_01)
              .at(Vectors.ALL)
              .when(
                  call ->
                      Vectors.any(
                          call,
                          entry -> entry.memory() != null && !entry.memory().scope().isAlive()))
              .with(
                  call -> {
                    throw new IllegalStateException("a defect");
                  }),
          Defect.of(
                  "getv-read-only",
                  "Reading into read-only memory ends without an error.",
                  RuleId.VEC_BAD_ADDR_01)
              .at("ImportSegment.getv")
              .when(
                  call ->
                      Vectors.any(
                          call, entry -> entry.memory() != null && entry.memory().isReadOnly()))
              .turns(BAD_ADDR, SUCCESS));

  private VectorRangeDefects() {}
}
