// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BARRIER_NOT_OPENED;
import static org.rsmapi.RsmError.BARRIER_UNINITIALIZED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.tck.RuleId;

/** What has arrived when a barrier says so, and what barriers have to do with each other. */
final class BarrierDataDefects {

  private static final String INIT = "ImportSegment.initBarrier";
  private static final String OPEN = "Barrier.open";

  /** Long enough for another thread to look. */
  private static final long WHILE_NANOS = 100_000;

  static final Area AREA =
      Area.of(
          "barrier",
          Defect.of(
                  "barrier-overtaken",
                  "A flag overtakes the data before it.",
                  RuleId.ORDER_BARRIER_DATA_01,
                  RuleId.CLOSE_BARRIER_DATA_01)
              .at("ImportSegment.put")
              .when(BarrierDataDefects::isExplicit)
              .with(BarrierDataDefects::postponed)
              .at("ImportSegment.put64")
              .when(call -> call.memory().containsKey("late"))
              .with(BarrierDataDefects::overtaking)
              .at("ImportSegment.putv", "ImportSegment.get", "ImportSegment.getv")
              .before(BarrierDataDefects::arrive),
          Defect.of(
                  "barrier-close-early",
                  "Close does not wait for the last page of a large put.",
                  RuleId.CLOSE_BARRIER_DATA_01)
              .at(INIT)
              .with(BarrierDefects::linked)
              .at("ImportSegment.put64")
              .when(
                  call ->
                      isExplicit(call)
                          && Transfers.hasBuffer(call)
                          && Transfers.count(call) * 8 == Transfers.segment(call).length())
              .with(call -> call.with(2, Transfers.count(call) - 512).proceed()),
          Defect.of(
                  "barrier-close-bytes",
                  "Close does not wait for a put of bytes.",
                  RuleId.CLOSE_BARRIER_DATA_01)
              .at(INIT)
              .with(BarrierDefects::linked)
              .at("ImportSegment.put")
              .when(call -> isExplicit(call) && Transfers.count(call) > 4096)
              .with(BarrierDataDefects::postponed)
              .at(OPEN)
              .before(BarrierDataDefects::flush),
          Defect.of(
                  "barrier-shared-state",
                  "All barriers of an import have one state.",
                  RuleId.ALL_STATE_01,
                  RuleId.BARRIER_BARRIER_UNINITIALIZED_01)
              .at(INIT)
              .with(BarrierDefects::linked)
              .at(OPEN)
              .before(call -> importMemory(call).put("open", true))
              .at("Barrier.closeBarrier")
              .with(BarrierDataDefects::closeShared)
              .at("Barrier.order")
              .when(call -> !importMemory(call).containsKey("open"))
              .failsAfter(BARRIER_NOT_OPENED),
          Defect.of(
                  "barrier-one-thread",
                  "Barriers serve the thread that opened the first.",
                  RuleId.CLOSE_BARRIER_CONCURRENCY_01)
              .at(INIT)
              .with(BarrierDefects::linked)
              .at(OPEN)
              .when(
                  call ->
                      importMemory(call).putIfAbsent("thread", Thread.currentThread())
                              instanceof Thread first
                          && first != Thread.currentThread())
              .answers(BARRIER_UNINITIALIZED));

  private BarrierDataDefects() {}

  private static boolean isExplicit(Call call) {
    return Transfers.isIn(call, BarrierMode.EXPLICIT);
  }

  private static Map<String, Object> importMemory(Call call) {
    return call.memory(call.memory().get("import"));
  }

  /** What arrives late. */
  private record Late(long offset, MemorySegment bytes) {}

  /** Puts without an error, but later. */
  private static Object postponed(Call call) throws Throwable {
    arrive(call);
    MemorySegment data = Transfers.buffer(call).asSlice(0, Transfers.count(call));
    Late late =
        new Late(
            Transfers.offset(call), MemorySegment.ofArray(data.toArray(ValueLayout.JAVA_BYTE)));
    Object ignored = call.memory().put("late", late);
    return null;
  }

  private static Object overtaking(Call call) throws Throwable {
    Object result = call.proceed();
    if (call.longArg(1) % 64 == 0) {
      LockSupport.parkNanos(WHILE_NANOS);
    }
    arrive(call);
    return result;
  }

  private static void arrive(Call call) {
    if (call.memory().remove("late") instanceof Late late) {
      write(Transfers.segment(call), late);
    }
  }

  private static void flush(Call call) {
    ImportSegment imported = (ImportSegment) call.memory().get("import");
    if (call.memory(imported).remove("late") instanceof Late late) {
      write(imported, late);
    }
  }

  private static void write(ImportSegment imported, Late late) {
    for (long i = 0; i < late.bytes().byteSize(); i++) {
      imported.put8(late.offset() + i, late.bytes().get(ValueLayout.JAVA_BYTE, i));
    }
  }

  private static Object closeShared(Call call) throws Throwable {
    boolean open = importMemory(call).remove("open") != null;
    Object result = call.proceed();
    if (!open) {
      throw call.failure(BARRIER_NOT_OPENED);
    }
    return result;
  }
}
