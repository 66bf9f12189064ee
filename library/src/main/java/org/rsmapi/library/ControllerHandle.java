// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.LocalMemory;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;

/** One reference to a controller. */
final class ControllerHandle implements RsmController {

  private static final String ATTRIBUTES = "RsmController.attributes";
  private static final String ALLOCATE = "RsmController.allocate";
  private static final String CREATE = "RsmController.createExport";
  private static final String CONNECT = "RsmController.connect";
  private static final String RELEASE = "RsmController.release";

  /** A node that is part of no cluster. */
  private static final NodeId NO_NODE = NodeId.of(-1);

  private final Controller controller;
  private final Library library;
  private final AtomicBoolean released = new AtomicBoolean();

  ControllerHandle(Library library, Controller controller) {
    this.library = library;
    this.controller = controller;
  }

  @Override
  public String name() {
    return controller.name().toString();
  }

  @Override
  public NodeId localNode() {
    return controller.localNode();
  }

  @Override
  public ControllerAttributes attributes() {
    checkHeld(ATTRIBUTES);
    return controller.attributes();
  }

  private void checkHeld(String operation) {
    if (released.get() || controller.isClosed()) {
      throw new RsmException(
          RsmError.BAD_CTLR_HNDL,
          operation,
          "controller=" + name() + " is released by this handle");
    }
  }

  @Override
  public MemorySegment allocate(long byteSize, @Nullable Arena arena) {
    checkHeld(ALLOCATE);
    if (arena == null || !arena.scope().isAlive()) {
      throw new RsmException(RsmError.BAD_ADDR, ALLOCATE, "the arena is null or closed");
    }
    long page = controller.attributes().pageSize();
    if (byteSize <= 0 || byteSize > Long.MAX_VALUE - page) {
      throw new RsmException(
          RsmError.BAD_LENGTH, ALLOCATE, "byteSize=" + byteSize + "; use a size greater than 0");
    }
    long rounded = (byteSize + page - 1) & -page;
    return controller.onDevice(
        ALLOCATE, DriverCodes.ALLOCATE, device -> device.allocate(rounded, arena));
  }

  @Override
  public ExportSegment createExport(@Nullable MemorySegment memory, long length, int flags) {
    checkHeld(CREATE);
    MemorySegment present = MemoryChecks.checkedNative(memory, CREATE);
    checkExtent(present, length);
    DriverController device = controller.device(CREATE);
    MemoryChecks.checkAccessible(present, length, CREATE);
    controller.account().takeExport(length, CREATE);
    ExportHandle segment = new ExportHandle(controller, length, flags);
    boolean entered = false;
    try {
      MemoryChecks.checkWritable(present, CREATE);
      create(segment, present, device);
      entered = true;
    } finally {
      if (!entered) {
        controller.account().giveExportBack(length);
      }
    }
    return segment;
  }

  private void create(ExportHandle segment, MemorySegment memory, DriverController device) {
    DriverExport export =
        controller.onDevice(
            CREATE,
            DriverCodes.CREATE,
            present -> present.create(memory.asSlice(0, segment.length()), segment.signals()));
    try {
      segment.attach(export, device, memory.address());
      controller.enter(segment, CREATE);
    } catch (RsmException left) {
      DriverFailure.contain(CREATE, export::destroy);
      throw left;
    }
  }

  private void checkExtent(MemorySegment memory, long length) {
    if (length <= 0) {
      throw new RsmException(
          RsmError.BAD_LENGTH, CREATE, "length=" + length + "; use a length greater than 0");
    }
    ControllerAttributes attributes = controller.attributes();
    long page = attributes.pageSize();
    if (!MemoryChecks.isAligned(memory, page) || (length & (page - 1)) != 0) {
      throw new RsmException(
          RsmError.BAD_MEM_ALIGNMENT,
          CREATE,
          "address=0x"
              + Long.toHexString(memory.address())
              + ", length="
              + length
              + "; both must be multiples of pageSize="
              + page);
    }
    long most = attributes.maxExportSegmentSize();
    if (most != 0 && length > most) {
      throw new RsmException(
          RsmError.BAD_LENGTH, CREATE, "length=" + length + ", maxExportSegmentSize=" + most);
    }
  }

  @Override
  public ImportSegment connect(
      @Nullable NodeId node, @Nullable SegmentId id, @Nullable Permission permission) {
    checkHeld(CONNECT);
    if (permission == null || !permission.isValid()) {
      throw new RsmException(
          RsmError.PERM_DENIED, CONNECT, "permission=" + permission + "; use 0400, 0200 or 0600");
    }
    controller.account().takeImport(CONNECT);
    ImportHandle segment = new ImportHandle(controller, permission);
    boolean entered = false;
    try {
      connect(segment, node, id);
      entered = true;
    } finally {
      if (!entered) {
        controller.account().giveImportBack();
      }
    }
    return segment;
  }

  private void connect(ImportHandle segment, @Nullable NodeId node, @Nullable SegmentId id) {
    // An id that is none is published nowhere, and neither is 0: the driver answers for both alike.
    SegmentId wanted = id == null || !id.isValid() ? SegmentId.ANY : id;
    DriverImport connection =
        controller.onDevice(
            CONNECT,
            DriverCodes.CONNECT,
            device ->
                device.connect(
                    node == null ? NO_NODE : node, wanted, segment.permission(), segment));
    try {
      DriverFailure.translateRun(CONNECT, DriverCodes.CONNECT, () -> segment.attach(connection));
      controller.enter(segment, CONNECT);
    } catch (RsmException refused) {
      DriverFailure.contain(CONNECT, connection::disconnect);
      throw refused;
    }
  }

  @Override
  public void release() {
    if (!end()) {
      throw new RsmException(
          RsmError.BAD_CTLR_HNDL, RELEASE, "controller=" + name() + " is released by this handle");
    }
  }

  @Override
  public void close() {
    end();
  }

  /** Gives the reference back; false if it is no longer held. */
  private boolean end() {
    if (released.compareAndSet(false, true)) {
      return library.release(controller);
    }
    library.awaitIfClosing(controller);
    return false;
  }

  @Override
  public LocalMemory createLocalMemory(@Nullable MemorySegment memory, long length) {
    LocalMemories localMemories = controller.localMemories();
    MemorySegment present = localMemories.checkedAddress(memory);
    checkHeld(LocalMemories.CREATE);
    return localMemories.create(present, length);
  }

  @Override
  public void freeLocalMemory(@Nullable LocalMemory localMemory) {
    checkHeld(LocalMemories.FREE);
    controller.localMemories().free(localMemory);
  }
}
