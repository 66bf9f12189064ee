// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmapi.RsmError.BAD_OFFSET;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.MISALIGNED_OFFSET;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.SUCCESS;

import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** What get and put make of their arguments. */
final class TransferDefects {

  private static final long HUGE = 1L << 40;

  static final Area AREA =
      Area.of(
          "transfer",
          Defect.of(
                  "xfer-gone-code",
                  "A disconnected import is called a broken one.",
                  RuleId.XFER_BAD_SEG_HNDL_01,
                  RuleId.XFER_ORDER_01)
              .at(Transfers.ALL)
              .turns(BAD_SEG_HNDL, CONN_ABORTED),
          Defect.of(
                  "xfer-gone-unchecked",
                  "The fast path of put8 goes on after a disconnect.",
                  RuleId.XFER_BAD_SEG_HNDL_01)
              .at("ImportSegment.put8")
              .when(Transfers::isSingle)
              .turns(BAD_SEG_HNDL, SUCCESS),
          Defect.of(
                  "xfer-null-first",
                  "A missing buffer counts more than a disconnect.",
                  RuleId.XFER_ORDER_01)
              .at(Transfers.ALL)
              .when(call -> !Transfers.isSingle(call) && call.arg(1) == null)
              .turns(BAD_SEG_HNDL, BAD_ADDR),
          Defect.of(
                  "xfer-null-pointer",
                  "A missing buffer ends in a NullPointerException.",
                  RuleId.ALL_ERROR_01,
                  RuleId.XFER_BAD_ADDR_01,
                  RuleId.XFER_ORDER_01,
                  RuleId.XFER_ORDER_02)
              .at("ImportSegment.get32", "ImportSegment.put32")
              .when(call -> !Transfers.isSingle(call) && call.arg(1) == null)
              .with(
                  call -> {
                    throw new NullPointerException("a defect");
                  }),
          Defect.of(
                  "xfer-null-empty",
                  "Without elements a missing buffer is not noticed.",
                  RuleId.XFER_BAD_ADDR_01)
              .at(Transfers.ALL)
              .when(call -> call.argCount() == 3 && call.arg(1) == null && call.longArg(2) == 0)
              .turns(BAD_ADDR, SUCCESS),
          Defect.of(
                  "xfer-closed-buffer",
                  "The JDK's exception for a closed arena comes through.",
                  RuleId.XFER_BAD_ADDR_02)
              .at(Transfers.ALL)
              .when(call -> Transfers.hasBuffer(call) && !Transfers.buffer(call).scope().isAlive())
              .with(
                  call -> {
                    try {
                      return call.proceed();
                    } catch (RsmException e) {
                      throw e.error() == BAD_ADDR ? new IllegalStateException(e) : e;
                    }
                  }),
          Defect.of(
                  "xfer-short-buffer",
                  "What fits into a short buffer is transferred.",
                  RuleId.ALL_STATE_01,
                  RuleId.XFER_BAD_ADDR_02)
              .at("ImportSegment.get", "ImportSegment.put")
              .when(Transfers::hasBuffer)
              .with(call -> partly(call, BAD_ADDR, Transfers.buffer(call).byteSize())),
          Defect.of(
                  "get-read-only-code",
                  "To read into read-only memory is denied.",
                  RuleId.GET_BAD_ADDR_01)
              .at(Transfers.GETS)
              .when(call -> Transfers.hasBuffer(call) && Transfers.buffer(call).isReadOnly())
              .turns(BAD_ADDR, PERM_DENIED),
          Defect.of(
                  "put-read-only",
                  "Read-only memory cannot be written to the segment.",
                  RuleId.GET_BAD_ADDR_01)
              .at(Transfers.PUTS)
              .when(call -> Transfers.hasBuffer(call) && Transfers.buffer(call).isReadOnly())
              .answers(BAD_ADDR),
          Defect.of(
                  "xfer16-code",
                  "A misaligned offset has the code of the header file.",
                  RuleId.XFER16_BAD_MEM_ALIGNMENT_01,
                  RuleId.XFER_ORDER_02)
              .at("ImportSegment.get16", "ImportSegment.put16")
              .turns(BAD_MEM_ALIGNMENT, MISALIGNED_OFFSET),
          Defect.of(
                  "xfer16-empty",
                  "No elements, no check of the alignment.",
                  RuleId.XFER16_BAD_MEM_ALIGNMENT_01)
              .at("ImportSegment.get16", "ImportSegment.put16")
              .when(call -> Transfers.count(call) == 0)
              .turns(BAD_MEM_ALIGNMENT, SUCCESS),
          Defect.of(
                  "xfer32-half",
                  "Of the alignment to 4 only the lowest bit is checked.",
                  RuleId.XFER32_BAD_MEM_ALIGNMENT_01)
              .at("ImportSegment.get32", "ImportSegment.put32")
              .when(call -> (Transfers.offset(call) & 1) == 0)
              .turns(BAD_MEM_ALIGNMENT, SUCCESS),
          Defect.of(
                  "xfer64-by-4",
                  "An alignment to 4 is enough for 64 bits.",
                  RuleId.ALL_STATE_01,
                  RuleId.XFER64_BAD_MEM_ALIGNMENT_01)
              .at("ImportSegment.get64", "ImportSegment.put64")
              .when(call -> (Transfers.offset(call) & 3) == 0)
              .turns(BAD_MEM_ALIGNMENT, SUCCESS),
          Defect.of(
                  "xfer8-aligned",
                  "Odd lengths of bytes are refused at odd offsets.",
                  RuleId.PUT_DATA_01,
                  RuleId.GET_DATA_01,
                  RuleId.XFER8_BAD_MEM_ALIGNMENT_01)
              .at(Transfers.BYTES)
              .when(call -> Transfers.count(call) > 1 && Transfers.count(call) % 2 == 1)
              .with(
                  call -> {
                    Object result = call.proceed();
                    if (Transfers.offset(call) % 2 == 1) {
                      throw call.failure(BAD_MEM_ALIGNMENT);
                    }
                    return result;
                  }),
          Defect.of(
                  "xfer-lowest-offset",
                  "The lowest of all offsets is taken for a length.",
                  RuleId.XFER_BAD_OFFSET_01)
              .at(Transfers.ALL)
              .when(call -> Transfers.offset(call) == Long.MIN_VALUE)
              .turns(BAD_OFFSET, BAD_LENGTH),
          Defect.of(
                  "xfer-negative-offset",
                  "Negative offsets are unsigned, thus wrong lengths.",
                  RuleId.XFER_BAD_OFFSET_01,
                  RuleId.XFER_ORDER_03,
                  RuleId.XFER_ORDER_04)
              .at("ImportSegment.get64", "ImportSegment.put64")
              .when(call -> Transfers.offset(call) < 0)
              .turns(BAD_OFFSET, BAD_LENGTH),
          Defect.of(
                  "xfer-empty-beyond",
                  "An empty transfer may begin anywhere.",
                  RuleId.XFER_BAD_OFFSET_02)
              .at(Transfers.ALL)
              .when(call -> Transfers.count(call) == 0 && Transfers.offset(call) > 0)
              .turns(BAD_OFFSET, SUCCESS),
          Defect.of(
                  "xfer-at-end",
                  "An element at the end of the segment is a wrong length.",
                  RuleId.XFER_BAD_OFFSET_02,
                  RuleId.XFER_ORDER_03,
                  RuleId.XFER_ORDER_04)
              .at("ImportSegment.get32")
              .when(call -> Transfers.offset(call) == Transfers.segment(call).length())
              .turns(BAD_OFFSET, BAD_LENGTH),
          Defect.of(
                  "xfer-beyond-partly",
                  "What lies inside the segment is transferred.",
                  RuleId.ALL_STATE_01,
                  RuleId.XFER_BAD_LENGTH_01)
              .at("ImportSegment.get", "ImportSegment.put")
              .when(Transfers::hasBuffer)
              .with(
                  call ->
                      partly(
                          call,
                          BAD_LENGTH,
                          Transfers.segment(call).length() - Transfers.offset(call))),
          Defect.of(
                  "xfer-beyond-code",
                  "Three elements too many are a wrong offset.",
                  RuleId.XFER_BAD_LENGTH_01)
              .at("ImportSegment.get16", "ImportSegment.put16")
              .when(call -> Transfers.count(call) > 2 && Transfers.count(call) < HUGE)
              .turns(BAD_LENGTH, BAD_OFFSET),
          Defect.of(
                  "xfer-lowest-count",
                  "The lowest of all counts is shifted to nothing.",
                  RuleId.XFER_BAD_LENGTH_02)
              .at(Transfers.ALL)
              .when(call -> Transfers.count(call) == Long.MIN_VALUE)
              .turns(BAD_LENGTH, SUCCESS),
          Defect.of(
                  "xfer-negative-count",
                  "A negative count is none at all.",
                  RuleId.XFER_BAD_LENGTH_02,
                  RuleId.XFER_ORDER_03,
                  RuleId.XFER_ORDER_04)
              .at("ImportSegment.get8", "ImportSegment.put8")
              .when(call -> Transfers.count(call) < 0)
              .turns(BAD_LENGTH, SUCCESS),
          Defect.of(
                  "xfer64-wraps",
                  "The bytes of a huge count of longs wrap to few.",
                  RuleId.XFER_BAD_LENGTH_03)
              .at("ImportSegment.get64", "ImportSegment.put64")
              .when(call -> Transfers.count(call) >= HUGE)
              .with(call -> call.with(2, Transfers.count(call) << 3 >>> 3).proceed()),
          Defect.of(
                  "xfer-huge-buffer",
                  "Of a huge length it is the buffer that is complained of.",
                  RuleId.XFER_BAD_LENGTH_03)
              .at(Transfers.ALL)
              .when(call -> Transfers.count(call) > HUGE)
              .turns(BAD_LENGTH, BAD_ADDR),
          Defect.of(
                  "xfer-no-buffer-bytes",
                  "A buffer without bytes serves no transfer at all.",
                  RuleId.XFER_LIMIT_01)
              .at(Transfers.ALL)
              .when(
                  call ->
                      Transfers.hasBuffer(call)
                          && Transfers.buffer(call).byteSize() == 0
                          && Transfers.count(call) == 0)
              .answers(BAD_ADDR),
          Defect.of(
                  "xfer-empty-at-end",
                  "An empty transfer at the end of the segment is refused.",
                  RuleId.XFER_BAD_OFFSET_02,
                  RuleId.XFER_LIMIT_01)
              .at("ImportSegment.get16", "ImportSegment.put16")
              .when(call -> Transfers.offset(call) == Transfers.segment(call).length())
              .failsAfter(BAD_OFFSET));

  private TransferDefects() {}

  /** Transfers so many bytes all the same when a call is refused with a code. */
  private static Object partly(Call call, RsmError code, long bytes) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == code && bytes > 0 && bytes < Transfers.count(call)) {
        RsmError ignored = call.codeWith(2, bytes);
      }
      throw e;
    }
  }
}
