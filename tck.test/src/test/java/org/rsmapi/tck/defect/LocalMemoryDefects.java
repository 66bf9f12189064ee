// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_CTLR_HNDL;
import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BAD_LOCALMEM_HNDL;
import static org.rsmapi.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmapi.RsmError.BAD_SGIO;
import static org.rsmapi.RsmError.CTLR_NOT_PRESENT;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.SUCCESS;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rsmapi.LocalMemory;
import org.rsmapi.tck.RuleId;

/** Preparing local memory for vectors. */
final class LocalMemoryDefects {

  private static final String CREATE = "RsmController.createLocalMemory";
  private static final String FREE = "RsmController.freeLocalMemory";
  private static final String LENGTH = "LocalMemory.length";
  private static final String RELEASE = "RsmController.release";

  static final Area AREA =
      Area.of(
          "localmemory",
          Defect.of(
                  "local-rounded",
                  "The length of a handle is rounded up to words.",
                  RuleId.LOCALMEM_CREATE_OK_01,
                  RuleId.LOCALMEM_CREATE_BAD_LENGTH_01)
              .at(LENGTH)
              .with(call -> ((Long) call.proceed() + 7) & ~7),
          Defect.of(
                  "local-clears",
                  "Memory is cleared when it is prepared.",
                  RuleId.LOCALMEM_CREATE_OK_01,
                  RuleId.LOCALMEM_FREE_OK_01)
              .at(CREATE)
              .after(
                  call -> {
                    MemorySegment memory = call.arg(0, MemorySegment.class);
                    if (!memory.isReadOnly()) {
                      MemorySegment ignored = memory.asSlice(0, call.longArg(1)).fill((byte) 0);
                    }
                  }),
          Defect.of(
                  "local-freed-with-other",
                  "Memory is unlocked with the first of its handles.",
                  RuleId.LOCALMEM_CREATE_OK_01)
              .at(CREATE)
              .with(LocalMemoryDefects::known)
              .at(FREE)
              .after(LocalMemoryDefects::freeSiblings),
          Defect.of(
                  "local-read-only",
                  "Read-only memory cannot be prepared.",
                  RuleId.LOCALMEM_CREATE_OK_01)
              .at(CREATE)
              .when(call -> call.arg(0) instanceof MemorySegment memory && memory.isReadOnly())
              .answers(BAD_ADDR),
          Defect.of(
                  "local-released-code",
                  "A released controller is not present.",
                  RuleId.LOCALMEM_CREATE_BAD_CTLR_HNDL_01)
              .at(CREATE)
              .when(call -> call.longArg(1) > 0)
              .turns(BAD_CTLR_HNDL, CTLR_NOT_PRESENT),
          Defect.of(
                  "local-lowest-length",
                  "The lowest of all lengths is a bad address.",
                  RuleId.LOCALMEM_CREATE_BAD_LENGTH_01)
              .at(CREATE)
              .when(call -> call.longArg(1) == Long.MIN_VALUE)
              .turns(BAD_LENGTH, BAD_ADDR),
          Defect.of(
                  "local-no-length",
                  "Length 0 is not looked at.",
                  RuleId.LOCALMEM_CREATE_BAD_LENGTH_01,
                  RuleId.LOCALMEM_CREATE_ORDER_01)
              .at(CREATE)
              .when(call -> call.longArg(1) == 0)
              .turns(BAD_LENGTH, SUCCESS),
          Defect.of(
                  "local-heap",
                  "Memory on the heap is misaligned.",
                  RuleId.LOCALMEM_CREATE_BAD_ADDR_01)
              .at(CREATE)
              .when(call -> call.arg(0) instanceof MemorySegment memory && !memory.isNative())
              .turns(BAD_ADDR, BAD_MEM_ALIGNMENT),
          Defect.of(
                  "local-misaligned",
                  "Memory beside a page boundary is misaligned.",
                  RuleId.ALL_STATE_01,
                  RuleId.LOCALMEM_CREATE_BAD_ADDR_01,
                  RuleId.LOCALMEM_CREATE_ORDER_01)
              .at(CREATE)
              .when(
                  call ->
                      call.arg(0) instanceof MemorySegment memory
                          && memory.isNative()
                          && memory.address() % 4096 != 0)
              .turns(BAD_ADDR, BAD_MEM_ALIGNMENT),
          Defect.of(
                  "local-beyond",
                  "A length beyond the memory is a wrong length.",
                  RuleId.LOCALMEM_CREATE_BAD_ADDR_01)
              .at(CREATE)
              .when(Call::isBeyondMemory)
              .turns(BAD_ADDR, BAD_LENGTH),
          Defect.of(
                  "local-memory-code",
                  "Memory that cannot be locked is a lack of resources.",
                  RuleId.LOCALMEM_CREATE_INSUFFICIENT_MEM_01)
              .at(CREATE)
              .turns(INSUFFICIENT_MEM, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "local-memory-lost",
                  "After memory could not be locked none can be.",
                  RuleId.LOCALMEM_CREATE_INSUFFICIENT_MEM_01)
              .at(CREATE)
              .failsForGood(INSUFFICIENT_MEM),
          Defect.of(
                  "local-controller-first",
                  "The controller is looked at before the address.",
                  RuleId.LOCALMEM_CREATE_ORDER_01)
              .at(RELEASE)
              .after(call -> call.memory().put("released", true))
              .at(CREATE)
              .when(call -> call.memory().containsKey("released"))
              .turns(BAD_ADDR, BAD_CTLR_HNDL),
          Defect.of(
                  "local-length-first",
                  "The length is looked at before the controller.",
                  RuleId.LOCALMEM_CREATE_ORDER_01)
              .at(CREATE)
              .when(call -> call.longArg(1) == 0)
              .turns(BAD_CTLR_HNDL, BAD_LENGTH),
          Defect.of(
                  "local-free-clears",
                  "Freed memory is cleared.",
                  RuleId.LOCALMEM_CREATE_OK_01,
                  RuleId.LOCALMEM_FREE_OK_01)
              .at(CREATE)
              .with(LocalMemoryDefects::known)
              .at(FREE)
              .after(
                  call -> {
                    MemorySegment memory = (MemorySegment) call.memory(call.arg(0)).get("memory");
                    MemorySegment ignored = memory.fill((byte) 0);
                  }),
          Defect.of(
                  "local-freed-length",
                  "The length of a freed handle is 0.",
                  RuleId.LOCALMEM_FREE_OK_01)
              .at(FREE)
              .after(call -> call.memory(call.arg(0)).put("freed", true))
              .at(LENGTH)
              .when(call -> call.memory().containsKey("freed"))
              .answers(SUCCESS),
          Defect.of("local-close-twice", "A handle can be closed once.", RuleId.LOCALMEM_FREE_OK_01)
              .at("LocalMemory.close")
              .when(call -> call.count("closed") > 1)
              .answers(BAD_LOCALMEM_HNDL),
          Defect.of(
                  "local-free-released",
                  "A released controller still frees.",
                  RuleId.LOCALMEM_FREE_BAD_CTLR_HNDL_01)
              .at(FREE)
              .turns(BAD_CTLR_HNDL, SUCCESS),
          Defect.of(
                  "local-ends-with-handle",
                  "Local memory ends with the handle that made it.",
                  RuleId.LOCALMEM_FREE_BAD_CTLR_HNDL_01)
              .at(CREATE)
              .with(LocalMemoryDefects::known)
              .at(RELEASE)
              .before(LocalMemoryDefects::closeOwn),
          Defect.of(
                  "local-free-null",
                  "To free nothing is no error.",
                  RuleId.ALL_ERROR_01,
                  RuleId.ALL_STATE_01,
                  RuleId.LOCALMEM_FREE_BAD_LOCALMEM_HNDL_01)
              .at(FREE)
              .when(call -> call.arg(0) == null)
              .turns(BAD_LOCALMEM_HNDL, SUCCESS),
          Defect.of(
                  "local-free-twice",
                  "A handle can be freed twice.",
                  RuleId.LOCALMEM_FREE_BAD_LOCALMEM_HNDL_01)
              .at(FREE)
              .when(call -> call.arg(0) != null)
              .turns(BAD_LOCALMEM_HNDL, SUCCESS),
          Defect.of(
                  "local-free-foreign",
                  "A handle of another controller is freed.",
                  RuleId.LOCALMEM_FREE_BAD_CTLR_HNDL_01,
                  RuleId.LOCALMEM_FREE_BAD_LOCALMEM_HNDL_01)
              .at(FREE)
              .when(call -> call.arg(0) != null)
              .afterFailure(call -> call.arg(0, LocalMemory.class).close()),
          Defect.of(
                  "local-free-code",
                  "A handle that is none has the code of the vectors.",
                  RuleId.ALL_ERROR_01,
                  RuleId.ALL_STATE_01,
                  RuleId.LOCALMEM_FREE_BAD_LOCALMEM_HNDL_01)
              .at(FREE)
              .turns(BAD_LOCALMEM_HNDL, BAD_SGIO));

  private LocalMemoryDefects() {}

  /** Has the handle know its memory, and the controller and the memory know the handle. */
  private static Object known(Call call) throws Throwable {
    MemorySegment memory = call.arg(0, MemorySegment.class);
    LocalMemory handle = (LocalMemory) call.proceed();
    Object ignored = call.memory(handle).put("memory", memory.asSlice(0, handle.length()));
    handles(call.memory(), "own").add(handle);
    handles(call.shared(), "at " + memory.address()).add(handle);
    return handle;
  }

  @SuppressWarnings("unchecked")
  private static List<LocalMemory> handles(Map<String, Object> memory, String key) {
    return (List<LocalMemory>) memory.computeIfAbsent(key, none -> new ArrayList<>());
  }

  private static void closeOwn(Call call) {
    handles(call.memory(), "own").forEach(LocalMemory::close);
  }

  private static void freeSiblings(Call call) {
    MemorySegment memory = (MemorySegment) call.memory(call.arg(0)).get("memory");
    handles(call.shared(), "at " + memory.address()).forEach(LocalMemory::close);
  }
}
