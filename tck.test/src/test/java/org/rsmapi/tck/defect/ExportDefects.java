// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_CTLR_HNDL;
import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CTLR_NOT_PRESENT;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.NOT_CREATOR;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.POLLFD_IN_USE;
import static org.rsmapi.RsmError.SUCCESS;

import java.lang.foreign.MemorySegment;
import org.rsmapi.ExportSegment;
import org.rsmapi.RsmController;
import org.rsmapi.tck.RuleId;

/** Creating and destroying export segments. */
final class ExportDefects {

  private static final String CREATE = "RsmController.createExport";
  private static final String DESTROY = "ExportSegment.destroy";

  static final Area AREA =
      Area.of(
          "export",
          Defect.of(
                  "create-zeroes-memory",
                  "Creating a segment clears its memory.",
                  RuleId.CREATE_OK_01,
                  RuleId.DESTROY_OK_01,
                  RuleId.ALL_STATE_01,
                  RuleId.REBIND_OK_02,
                  RuleId.REBIND_DATA_01,
                  RuleId.REBIND_STATE_01,
                  RuleId.REBIND_STATE_02,
                  RuleId.REBIND_BAD_LENGTH_01,
                  RuleId.REBIND_BAD_ADDR_02,
                  RuleId.REBIND_PERM_DENIED_01,
                  RuleId.REBIND_INSUFFICIENT_MEM_01,
                  RuleId.REBIND_INSUFFICIENT_RESOURCES_01,
                  RuleId.REBIND_INTERRUPTED_01)
              .at(CREATE)
              .after(
                  call ->
                      call.arg(0, MemorySegment.class).asSlice(0, call.longArg(1)).fill((byte) 0)),
          Defect.of(
                  "create-memory-once",
                  "Memory that has been exported once cannot be exported again.",
                  RuleId.CREATE_OK_02,
                  RuleId.CREATE_LIMIT_01,
                  RuleId.DESTROY_OK_01,
                  RuleId.CONTROLLER_ATTR_LIMIT_01,
                  RuleId.REBIND_REBIND_NOT_ALLOWED_01,
                  RuleId.XFER_CONN_ABORTED_01)
              .at(CREATE)
              .when(call -> call.arg(0) != null)
              .with(ExportDefects::onceOnly),
          Defect.of(
                  "create-unknown-flags",
                  "Flags without meaning are refused.",
                  RuleId.CREATE_OK_03,
                  RuleId.CREATE_NOT_CREATOR_01,
                  RuleId.REBIND_REBIND_NOT_ALLOWED_01)
              .at(CREATE)
              .when(call -> (call.longArg(2) & ~7) != 0)
              .answers(NOT_CREATOR),
          Defect.of(
                  "create-lock-flag",
                  "The flag for lock operations is refused by create already.",
                  RuleId.CREATE_OK_03,
                  RuleId.PUBLISH_LOCKS_NOT_SUPPORTED_01)
              .at(CREATE)
              .when(call -> call.longArg(2) == ExportSegment.LOCK_OPS)
              .answers(BAD_ADDR),
          Defect.of(
                  "create-after-release",
                  "A released controller is not there, instead of being a bad handle.",
                  RuleId.CREATE_BAD_CTLR_HNDL_01,
                  RuleId.CREATE_ORDER_01)
              .at(CREATE)
              .turns(BAD_CTLR_HNDL, CTLR_NOT_PRESENT),
          Defect.of(
                  "create-null-memory",
                  "Null memory is a wrong length.",
                  RuleId.ALL_ERROR_01,
                  RuleId.CREATE_BAD_ADDR_01,
                  RuleId.CREATE_ORDER_01)
              .at(CREATE)
              .when(call -> call.arg(0) == null)
              .turns(BAD_ADDR, BAD_LENGTH),
          Defect.of(
                  "create-heap-memory",
                  "Memory of the heap is misaligned, instead of a bad address.",
                  RuleId.CREATE_BAD_ADDR_02)
              .at(CREATE)
              .when(call -> call.arg(0) instanceof MemorySegment memory && !memory.isNative())
              .turns(BAD_ADDR, BAD_MEM_ALIGNMENT),
          Defect.of(
                  "create-beyond-memory",
                  "A length beyond the memory is a wrong length, instead of a bad address.",
                  RuleId.CREATE_BAD_ADDR_03)
              .at(CREATE)
              .when(Call::isBeyondMemory)
              .turns(BAD_ADDR, BAD_LENGTH),
          Defect.of(
                  "create-closed-memory",
                  "Memory whose arena is closed is denied, instead of a bad address.",
                  RuleId.CREATE_BAD_ADDR_03)
              .at(CREATE)
              .when(
                  call -> call.arg(0) instanceof MemorySegment memory && !memory.scope().isAlive())
              .turns(BAD_ADDR, PERM_DENIED),
          Defect.of(
                  "create-negative-length",
                  "The smallest length of all wraps round and is misaligned.",
                  RuleId.CREATE_BAD_LENGTH_01)
              .at(CREATE)
              .when(call -> call.longArg(1) == Long.MIN_VALUE)
              .turns(BAD_LENGTH, BAD_MEM_ALIGNMENT),
          Defect.of(
                  "create-zero-length",
                  "Length 0 creates a segment of one page.",
                  RuleId.CREATE_BAD_LENGTH_01)
              .at(CREATE)
              .when(
                  call ->
                      call.longArg(1) == 0
                          && call.arg(0) instanceof MemorySegment memory
                          && memory.address() % 4096 == 0)
              .with(
                  call ->
                      call.with(1, call.self(RsmController.class).attributes().pageSize())
                          .proceed()),
          Defect.of(
                  "create-address-alignment",
                  "A misaligned address is a bad address.",
                  RuleId.CREATE_BAD_MEM_ALIGNMENT_01,
                  RuleId.ALL_STATE_01,
                  RuleId.CONTROLLER_ATTR_LIMIT_01)
              .at(CREATE)
              .when(call -> call.longArg(1) % 4096 == 0)
              .turns(BAD_MEM_ALIGNMENT, BAD_ADDR),
          Defect.of(
                  "create-length-alignment",
                  "A length that is no multiple of the page size is a wrong length.",
                  RuleId.CREATE_BAD_MEM_ALIGNMENT_02,
                  RuleId.CONTROLLER_ATTR_LIMIT_01)
              .at(CREATE)
              .when(call -> call.longArg(1) % 4096 != 0 && call.longArg(1) != Long.MAX_VALUE)
              .turns(BAD_MEM_ALIGNMENT, BAD_LENGTH),
          Defect.of(
                  "create-order-length-alignment",
                  "The alignment is looked at before the length.",
                  RuleId.CREATE_ORDER_01)
              .at(CREATE)
              .when(
                  call ->
                      call.arg(0) instanceof MemorySegment memory && memory.address() % 4096 != 0)
              .turns(BAD_LENGTH, BAD_MEM_ALIGNMENT),
          Defect.of(
                  "create-order-huge-length",
                  "A huge length is beyond the memory before it is misaligned.",
                  RuleId.CREATE_ORDER_03)
              .at(CREATE)
              .when(call -> call.longArg(1) == Long.MAX_VALUE)
              .turns(BAD_MEM_ALIGNMENT, BAD_ADDR),
          Defect.of(
                  "create-read-only",
                  "Read-only memory is a bad address.",
                  RuleId.CREATE_PERM_DENIED_01,
                  RuleId.ALL_STATE_01)
              .at(CREATE)
              .turns(PERM_DENIED, BAD_ADDR),
          Defect.of(
                  "create-quota-code",
                  "A quota that is used up is a lack of resources.",
                  RuleId.CREATE_INSUFFICIENT_MEM_01,
                  RuleId.CREATE_LIMIT_01)
              .at(CREATE)
              .turns(INSUFFICIENT_MEM, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "create-limit-code",
                  "Too many segments are a lack of memory.",
                  RuleId.CREATE_INSUFFICIENT_RESOURCES_01)
              .at(CREATE)
              .turns(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
          Defect.of(
                  "create-as-other-process",
                  "Create has the code of a rebind by another process.",
                  RuleId.CREATE_NOT_CREATOR_01)
              .at(CREATE)
              .when(call -> call.longArg(1) < 0 && call.longArg(2) == ExportSegment.ALLOW_REBIND)
              .turns(BAD_LENGTH, NOT_CREATOR),
          Defect.of(
                  "create-interrupted",
                  "An interrupted create fails for lack of resources.",
                  RuleId.CREATE_INTERRUPTED_01)
              .at(CREATE)
              .turns(INTERRUPTED, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "create-withdrawn",
                  "A controller that is gone is a bad handle for a segment that does not wait.",
                  RuleId.CREATE_CTLR_NOT_PRESENT_01)
              .at(CREATE)
              .when(call -> call.longArg(2) == ExportSegment.DONTWAIT)
              .turns(CTLR_NOT_PRESENT, BAD_CTLR_HNDL),
          Defect.of(
                  "destroy-clears-memory",
                  "Destroying a segment clears its memory.",
                  RuleId.DESTROY_OK_01,
                  RuleId.DESTROY_STATE_01)
              .at(CREATE, DESTROY)
              .with(ExportDefects::clearing),
          Defect.of(
                  "destroy-twice",
                  "A second destroy succeeds.",
                  RuleId.DESTROY_BAD_SEG_HNDL_01,
                  RuleId.DESTROY_POLLFD_IN_USE_01,
                  RuleId.GET_CONTROLLER_REFCOUNT_01,
                  RuleId.GET_CONTROLLER_NAME_01,
                  RuleId.GET_CONTROLLER_NAME_02,
                  RuleId.GET_CONTROLLER_NAME_03,
                  RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01,
                  RuleId.RELEASE_CONTROLLER_STATE_01)
              .at(DESTROY)
              .turns(BAD_SEG_HNDL, SUCCESS),
          Defect.of(
                  "destroy-despite-references",
                  "Poll references do not keep a segment from being destroyed.",
                  RuleId.DESTROY_POLLFD_IN_USE_01,
                  RuleId.DESTROY_BAD_SEG_HNDL_01,
                  RuleId.ALL_STATE_01,
                  RuleId.GET_CONTROLLER_REFCOUNT_01,
                  RuleId.GET_CONTROLLER_NAME_01,
                  RuleId.GET_CONTROLLER_NAME_02,
                  RuleId.GET_CONTROLLER_NAME_03,
                  RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01,
                  RuleId.RELEASE_CONTROLLER_STATE_01,
                  RuleId.UNPUBLISH_STATE_03,
                  RuleId.GET_POLLFD_OK_01,
                  RuleId.RELEASE_POLLFD_OK_01)
              .at(DESTROY)
              .with(
                  call -> {
                    call.self(ExportSegment.class).close();
                    return null;
                  }),
          Defect.of(
                  "destroy-polled-code",
                  "Destroying a polled segment refuses the handle.",
                  RuleId.DESTROY_POLLFD_IN_USE_01,
                  RuleId.ALL_STATE_01,
                  RuleId.UNPUBLISH_STATE_03,
                  RuleId.GET_POLLFD_OK_01,
                  RuleId.RELEASE_POLLFD_OK_01)
              .at(DESTROY)
              .turns(POLLFD_IN_USE, BAD_SEG_HNDL),
          Defect.of(
                  "destroy-polled-unpublishes",
                  "Destroying a polled segment fails, but has unpublished it.",
                  RuleId.DESTROY_POLLFD_IN_USE_01,
                  RuleId.ALL_STATE_01,
                  RuleId.GET_POLLFD_OK_01,
                  RuleId.RELEASE_POLLFD_OK_01)
              .at(DESTROY)
              .afterFailure(
                  call -> {
                    ExportSegment segment = call.self(ExportSegment.class);
                    if (segment.publishedId().isPresent()) {
                      segment.unpublish();
                    }
                  }));

  private ExportDefects() {}

  private static Object clearing(Call call) throws Throwable {
    Object result = call.proceed();
    if (call.operation().equals(CREATE)) {
      call.memory(result).put("memory", call.arg(0));
    } else if (call.memory().get("memory") instanceof MemorySegment memory) {
      memory.fill((byte) 0);
    }
    return result;
  }

  private static Object onceOnly(Call call) throws Throwable {
    MemorySegment memory = call.arg(0, MemorySegment.class);
    Object result = call.proceed();
    if (call.memory().putIfAbsent(Long.toString(memory.address()), memory) != null) {
      ((ExportSegment) result).destroy();
      throw call.failure(BAD_ADDR);
    }
    return result;
  }
}
