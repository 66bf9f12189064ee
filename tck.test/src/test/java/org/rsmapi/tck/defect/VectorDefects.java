// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BAD_LOCALMEM_HNDL;
import static org.rsmapi.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmapi.RsmError.BAD_SGIO;
import static org.rsmapi.RsmError.BARRIER_UNINITIALIZED;
import static org.rsmapi.RsmError.SUCCESS;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import org.rsmapi.BarrierMode;
import org.rsmapi.IoVector;
import org.rsmapi.ScatterGather;
import org.rsmapi.tck.RuleId;

/** What putv and getv make of the entries of a list. */
final class VectorDefects {

  static final Area AREA =
      Area.of(
          "vector",
          Defect.of(
                  "vec-sixteenth",
                  "Of sixteen entries the last is forgotten.",
                  RuleId.VEC_OK_01,
                  RuleId.VEC_BAD_SGIO_02)
              .at(Vectors.ALL)
              .when(call -> Vectors.count(call) == ScatterGather.MAX_REQUESTS)
              .with(call -> Vectors.run(call, Vectors.entries(call), 15, 0)),
          Defect.of(
                  "vec-last-byte",
                  "Entries by handle lack their last byte.",
                  RuleId.VEC_OK_01,
                  RuleId.VEC_DATA_01,
                  RuleId.VEC_BAD_LENGTH_02)
              .at(Vectors.ALL)
              .when(call -> Vectors.isPlain(call) && Vectors.count(call) > 2)
              .with(VectorDefects::withoutLastByte),
          Defect.of(
                  "vec-explicit-barrier",
                  "In explicit mode vectors need a barrier.",
                  RuleId.VEC_OK_02,
                  RuleId.VEC_INSUFFICIENT_RESOURCES_01,
                  RuleId.VEC_REMOTE_NODE_UNREACHABLE_01,
                  RuleId.VEC_CONN_ABORTED_01)
              .at("ImportSegment.initBarrier")
              .after(call -> call.memory().put("ready", true))
              .at(Vectors.ALL)
              .when(
                  call ->
                      !call.memory().containsKey("ready")
                          && Transfers.isIn(call, BarrierMode.EXPLICIT))
              .failsAfter(BARRIER_UNINITIALIZED),
          Defect.of(
                  "vec-empty-alone",
                  "A list of nothing but an empty entry is refused.",
                  RuleId.VEC_OK_03)
              .at(Vectors.ALL)
              .when(call -> Vectors.isPlain(call) && Vectors.count(call) == 1)
              .with(
                  call -> {
                    Object result = call.proceed();
                    if (Objects.requireNonNull(Vectors.entries(call)[0]).length() == 0) {
                      throw call.failure(BAD_LENGTH);
                    }
                    return result;
                  }),
          Defect.of("vec-odd", "Long entries at odd offsets are misaligned.", RuleId.VEC_OK_03)
              .at(Vectors.ALL)
              .when(call -> Vectors.any(call, entry -> entry.length() > 4096))
              .with(
                  call -> {
                    Object result = call.proceed();
                    if (Vectors.any(call, entry -> entry.remoteOffset() % 2 == 1)) {
                      throw call.failure(BAD_MEM_ALIGNMENT);
                    }
                    return result;
                  }),
          Defect.of(
                  "vec-backwards",
                  "Long entries are carried out from the last to the first.",
                  RuleId.VEC_DATA_01)
              .at(Vectors.ALL)
              .when(
                  call ->
                      Vectors.isPlain(call)
                          && Vectors.count(call) == 4
                          && Vectors.any(call, entry -> entry.length() > 500))
              .with(
                  call -> {
                    IoVector[] entries = Vectors.entries(call).clone();
                    Collections.reverse(Arrays.asList(entries));
                    return Vectors.run(call, entries, 4, Vectors.list(call).flags());
                  }),
          Defect.of(
                  "getv-gaps",
                  "Bytes between entries of ten bytes and more are cleared.",
                  RuleId.VEC_DATA_02,
                  RuleId.VEC_INSUFFICIENT_RESOURCES_01,
                  RuleId.VEC_INTERRUPTED_01,
                  RuleId.VEC_BARRIER_FAILURE_01,
                  RuleId.VEC_REMOTE_NODE_UNREACHABLE_01)
              .at("ImportSegment.getv")
              .when(call -> Vectors.isPlain(call) && Vectors.count(call) == 4)
              .after(VectorDefects::clearBehindFirst),
          Defect.of(
                  "vec-null-pointer",
                  "A missing list is met by a NullPointerException.",
                  RuleId.ALL_ERROR_01,
                  RuleId.VEC_BAD_SGIO_01)
              .at(Vectors.ALL)
              .when(call -> call.arg(0) == null)
              .with(
                  call -> {
                    throw new NullPointerException("a defect");
                  }),
          Defect.of(
                  "vec-null-late",
                  "Entries before a missing one are moved.",
                  RuleId.VEC_BAD_SGIO_01)
              .at(Vectors.ALL)
              .when(call -> Vectors.nullPlace(call) > 0)
              .with(
                  call -> {
                    int count = Vectors.count(call);
                    int place = Vectors.nullPlace(call);
                    Object ignored = Vectors.run(call, Vectors.entries(call), place, 0);
                    Vectors.list(call).setResidualCount(count - place);
                    throw call.failure(BAD_SGIO);
                  }),
          Defect.of(
                  "vec-sixteen-refused",
                  "Sixteen entries are one too many.",
                  RuleId.VEC_OK_01,
                  RuleId.VEC_BAD_SGIO_02)
              .at(Vectors.ALL)
              .when(call -> Vectors.count(call) == ScatterGather.MAX_REQUESTS)
              .answers(BAD_SGIO),
          Defect.of(
                  "vec-negative-count",
                  "A negative number of requests is none.",
                  RuleId.VEC_BAD_SGIO_02)
              .at(Vectors.ALL)
              .when(call -> Vectors.count(call) < 0)
              .turns(BAD_SGIO, SUCCESS),
          Defect.of("vec-capped", "More requests than entries are capped.", RuleId.VEC_BAD_SGIO_02)
              .at(Vectors.ALL)
              .when(
                  call ->
                      Vectors.count(call) == 4
                          && Vectors.entries(call) != null
                          && Vectors.entries(call).length == 3)
              .with(call -> Vectors.run(call, Vectors.entries(call), 3, 0)),
          Defect.of(
                  "vec-freed-code",
                  "A freed handle has the code of freeing it once more.",
                  RuleId.VEC_BAD_SGIO_03)
              .at(Vectors.ALL)
              .when(call -> Vectors.any(call, entry -> entry.localMemory() != null))
              .turns(BAD_SGIO, BAD_LOCALMEM_HNDL),
          Defect.of(
                  "vec-unknown-type",
                  "An unknown type is taken for an address.",
                  RuleId.VEC_BAD_SGIO_03)
              .at(Vectors.ALL)
              .when(call -> Vectors.any(call, entry -> entry.type() == 3))
              .with(
                  call -> {
                    IoVector[] entries = Vectors.entries(call).clone();
                    Arrays.setAll(
                        entries, i -> entries[i].type() == 3 ? byAddress(entries[i]) : entries[i]);
                    return Vectors.run(call, entries, entries.length, 0);
                  }));

  private VectorDefects() {}

  private static IoVector byAddress(IoVector entry) {
    return IoVector.of(entry.memory(), entry.localOffset(), entry.remoteOffset(), entry.length());
  }

  private static Object withoutLastByte(Call call) throws Throwable {
    IoVector[] entries = Vectors.entries(call).clone();
    Arrays.setAll(
        entries,
        i ->
            entries[i].type() == IoVector.HANDLE_TYPE && entries[i].length() > 200
                ? IoVector.of(
                    entries[i].localMemory(),
                    entries[i].localOffset(),
                    entries[i].remoteOffset(),
                    entries[i].length() - 1)
                : entries[i]);
    return Vectors.run(call, entries, Vectors.count(call), Vectors.list(call).flags());
  }

  private static void clearBehindFirst(Call call) {
    IoVector first = Vectors.entries(call)[0];
    MemorySegment memory = first.memory();
    if (memory != null && first.length() >= 10) {
      long behind = first.localOffset() + first.length();
      byte value = memory.get(ValueLayout.JAVA_BYTE, behind + 20);
      memory.set(ValueLayout.JAVA_BYTE, behind + 20, (byte) ~value);
    }
  }
}
