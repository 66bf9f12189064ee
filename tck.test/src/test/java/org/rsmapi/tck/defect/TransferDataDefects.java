// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.LockSupport;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.tck.RuleId;

/** What get and put do to the data. */
final class TransferDataDefects {

  /** Long enough for another thread to come between. */
  private static final long SHORT_NANOS = 1_000;

  private static final long CHUNK = 4096;

  static final Area AREA =
      Area.of(
          "transfer",
          Defect.of(
                  "put-last-byte",
                  "A plain put leaves out the last byte of many.",
                  RuleId.PUT_DATA_01,
                  RuleId.XFER_DATA_05,
                  RuleId.XFER_DATA_06,
                  RuleId.XFER8_BAD_MEM_ALIGNMENT_01,
                  RuleId.XFER_BAD_LENGTH_01)
              .at("ImportSegment.put")
              .when(call -> Transfers.count(call) > 16)
              .with(call -> call.with(2, Transfers.count(call) - 1).proceed()),
          Defect.of(
                  "put-rounded",
                  "A put of bytes clears the rest of the last word.",
                  RuleId.PUT_DATA_01,
                  RuleId.XFER_DATA_05,
                  RuleId.XFER_BAD_ADDR_02,
                  RuleId.XFER8_BAD_MEM_ALIGNMENT_01)
              .at("ImportSegment.put")
              .when(call -> Transfers.count(call) > 4)
              .after(TransferDataDefects::clearRestOfWord),
          Defect.of(
                  "put64-place",
                  "A single long for the last place goes to the one before.",
                  RuleId.PUT_DATA_01,
                  RuleId.XFER_BAD_OFFSET_02,
                  RuleId.XFER_LIMIT_01)
              .at("ImportSegment.put64")
              .when(
                  call ->
                      Transfers.isSingle(call)
                          && Transfers.offset(call) == Transfers.segment(call).length() - 8)
              .with(call -> call.with(0, Transfers.offset(call) - 8).proceed()),
          Defect.of(
                  "get-rounded",
                  "A get of bytes fills the buffer to the end of a word.",
                  RuleId.GET_DATA_01,
                  RuleId.XFER_DATA_05,
                  RuleId.XFER8_BAD_MEM_ALIGNMENT_01,
                  RuleId.XFER_BAD_LENGTH_01,
                  RuleId.XFER_BAD_LENGTH_02)
              .at("ImportSegment.get")
              .after(TransferDataDefects::fillRestOfWord),
          Defect.of(
                  "get32-cached",
                  "A single get of an int at the end yields what the first did.",
                  RuleId.GET_DATA_01,
                  RuleId.XFER_BAD_OFFSET_02,
                  RuleId.XFER_LIMIT_01)
              .at("ImportSegment.get32")
              .when(
                  call ->
                      Transfers.isSingle(call)
                          && Transfers.offset(call) == Transfers.segment(call).length() - 4)
              .with(
                  call -> {
                    Object value = call.proceed();
                    Object before =
                        call.memory().putIfAbsent("at " + Transfers.offset(call), value);
                    return before == null ? value : before;
                  }),
          Defect.of(
                  "xfer-chunk",
                  "Only the first 4096 bytes of elements are transferred.",
                  RuleId.XFER_DATA_01,
                  RuleId.XFER_BAD_LENGTH_01)
              .at("ImportSegment.get8", "ImportSegment.put16", "ImportSegment.put64")
              .when(
                  call ->
                      Transfers.hasBuffer(call)
                          && Transfers.count(call) * Transfers.width(call)
                              == Transfers.segment(call).length())
              .with(call -> call.with(2, CHUNK / Transfers.width(call)).proceed()),
          Defect.of(
                  "put16-swapped",
                  "Shorts go out in network byte order.",
                  RuleId.XFER_DATA_02,
                  RuleId.XFER16_BAD_MEM_ALIGNMENT_01)
              .at("ImportSegment.put16")
              .when(call -> Transfers.hasBuffer(call) && Transfers.count(call) == 3)
              .with(call -> call.with(1, swapped(Transfers.buffer(call), 3)).proceed()),
          Defect.of(
                  "get16-swapped",
                  "Several shorts come in in network byte order.",
                  RuleId.XFER_DATA_02,
                  RuleId.XFER16_BAD_MEM_ALIGNMENT_01)
              .at("ImportSegment.get16")
              .when(call -> Transfers.hasBuffer(call) && Transfers.count(call) == 3)
              .after(
                  call -> {
                    MemorySegment buffer = Transfers.buffer(call);
                    MemorySegment ignored = buffer.copyFrom(swapped(buffer, 3));
                  }),
          Defect.of(
                  "xfer-no-arrays",
                  "Arrays are refused as buffers of 32 bits.",
                  RuleId.XFER_DATA_05,
                  RuleId.GET_BAD_ADDR_01,
                  RuleId.XFER32_BAD_MEM_ALIGNMENT_01)
              .at("ImportSegment.get32", "ImportSegment.put32")
              .when(call -> Transfers.hasBuffer(call) && !Transfers.buffer(call).isNative())
              .answers(BAD_ADDR),
          Defect.of(
                  "xfer-float-arrays",
                  "Only arrays of integers are taken as buffers.",
                  RuleId.XFER_DATA_05)
              .at(Transfers.ALL)
              .when(
                  call ->
                      Transfers.hasBuffer(call)
                          && Transfers.buffer(call).heapBase().orElse(null) instanceof float[])
              .answers(BAD_ADDR),
          Defect.of(
                  "xfer-second-import",
                  "Puts through a second import reach nobody.",
                  RuleId.ALL_STATE_01,
                  RuleId.XFER_BAD_SEG_HNDL_01,
                  RuleId.PUT_PERM_DENIED_01,
                  RuleId.XFER_CONN_ABORTED_01,
                  RuleId.XFER_ORDER_03)
              .at("RsmController.connect")
              .with(TransferDataDefects::numbered)
              .at("ImportSegment.put")
              .when(call -> call.memory().containsKey("second"))
              .with(Call::nothing),
          Defect.of(
                  "put-bounce-buffer",
                  "All threads put through one bounce buffer.",
                  RuleId.XFER_CONCURRENCY_01)
              .at(Transfers.PUTS)
              .when(call -> Transfers.hasBuffer(call) && !Transfers.buffer(call).isNative())
              .with(TransferDataDefects::bounced),
          Defect.of(
                  "put8-merged",
                  "A byte is put by reading and writing the word around it.",
                  RuleId.XFER_CONCURRENCY_01)
              .at("ImportSegment.put8")
              .when(Transfers::isSingle)
              .with(TransferDataDefects::merged),
          Defect.of("put64-torn", "A long is put in two halves.", RuleId.XFER_CONCURRENCY_02)
              .at("ImportSegment.put64")
              .when(Transfers::isSingle)
              .with(TransferDataDefects::torn));

  private TransferDataDefects() {}

  /** Marks imports of a segment after the first one. */
  private static Object numbered(Call call) throws Throwable {
    Object imported = call.proceed();
    if (call.shared().put("import of " + call.arg(1), imported) != null) {
      Object ignored = call.memory(imported).put("second", true);
    }
    return imported;
  }

  private static MemorySegment swapped(MemorySegment buffer, int count) {
    MemorySegment copy = MemorySegment.ofArray(new short[count]);
    for (int i = 0; i < count; i++) {
      short value = buffer.getAtIndex(ValueLayout.JAVA_SHORT, i);
      copy.setAtIndex(ValueLayout.JAVA_SHORT, i, Short.reverseBytes(value));
    }
    return copy;
  }

  private static void clearRestOfWord(Call call) {
    ImportSegment segment = Transfers.segment(call);
    for (long at = Transfers.offset(call) + Transfers.count(call); at % 4 != 0; at++) {
      segment.put8(at, (byte) 0);
    }
  }

  private static void fillRestOfWord(Call call) {
    MemorySegment buffer = Transfers.buffer(call);
    long count = Transfers.count(call);
    if (count % 4 != 0 && count < buffer.byteSize()) {
      buffer.set(ValueLayout.JAVA_BYTE, count, (byte) ~buffer.get(ValueLayout.JAVA_BYTE, count));
    }
  }

  private static Object bounced(Call call) throws Throwable {
    long[] array = (long[]) call.shared().computeIfAbsent("bounce", key -> new long[1 << 12]);
    MemorySegment bounce = MemorySegment.ofArray(array);
    MemorySegment buffer = Transfers.buffer(call);
    long bytes = Transfers.count(call) * Transfers.width(call);
    if (bytes <= 0 || bytes > bounce.byteSize() || bytes > buffer.byteSize()) {
      return call.proceed();
    }
    MemorySegment.copy(buffer, 0, bounce, 0, bytes);
    LockSupport.parkNanos(SHORT_NANOS);
    return call.with(1, bounce).proceed();
  }

  private static boolean isReadable(Call call) {
    return Transfers.isLive(call) && Transfers.segment(call).permission().equals(Permission.RDWR);
  }

  private static Object merged(Call call) throws Throwable {
    long offset = Transfers.offset(call);
    ImportSegment segment = Transfers.segment(call);
    if (!isReadable(call) || offset < 0 || (offset | 7) >= segment.length()) {
      return call.proceed();
    }
    long word = segment.get64(offset & ~7);
    Object result = call.proceed();
    LockSupport.parkNanos(SHORT_NANOS);
    MemorySegment merged = MemorySegment.ofArray(new long[] {word});
    merged.set(ValueLayout.JAVA_BYTE, offset & 7, call.arg(1, Byte.class));
    segment.put64(offset & ~7, merged.get(ValueLayout.JAVA_LONG, 0));
    return result;
  }

  private static Object torn(Call call) throws Throwable {
    if (!isReadable(call)) {
      return call.proceed();
    }
    long value = call.longArg(1);
    long old = Transfers.segment(call).get64(Transfers.offset(call));
    Object ignored = call.with(1, (old & 0xFFFF_FFFFL) | (value & ~0xFFFF_FFFFL)).proceed();
    if ((value & 0x7F) == 0) {
      LockSupport.parkNanos(SHORT_NANOS);
    }
    return call.with(1, value).proceed();
  }
}
