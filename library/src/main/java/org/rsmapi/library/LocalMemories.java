// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rsmapi.LocalMemory;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverLocalMemory;

/** The local memories of one controller. No driver is called while this object is locked. */
final class LocalMemories {

  static final String CREATE = "RsmController.createLocalMemory";
  static final String FREE = "RsmController.freeLocalMemory";

  private final Controller controller;
  private final Set<LocalMemoryHandle> live = new HashSet<>();

  /** The device has left: it ends what it has prepared, and prepares nothing more. */
  private boolean deviceLeft;

  LocalMemories(Controller controller) {
    this.controller = controller;
  }

  /** The checks that come before the one of the controller's handle. */
  MemorySegment checkedAddress(@Nullable MemorySegment memory) {
    MemorySegment present = MemoryChecks.checkedNative(memory, CREATE);
    long page = controller.attributes().pageSize();
    if (!MemoryChecks.isAligned(present, page)) {
      throw new RsmException(
          RsmError.BAD_ADDR,
          CREATE,
          "address=0x"
              + Long.toHexString(present.address())
              + " is not a multiple of pageSize="
              + page);
    }
    return present;
  }

  LocalMemory create(MemorySegment memory, long length) {
    if (length <= 0) {
      throw new RsmException(
          RsmError.BAD_LENGTH, CREATE, "length=" + length + "; use a length greater than 0");
    }
    MemoryChecks.checkAccessible(memory, length, CREATE);
    controller.account().reserveMemory(length, CREATE);
    boolean done = false;
    try {
      LocalMemory handle = register(memory.asSlice(0, length));
      done = true;
      return handle;
    } finally {
      if (!done) {
        controller.account().releaseMemory(length);
      }
    }
  }

  private LocalMemory register(MemorySegment range) {
    DriverLocalMemory prepared = prepare(range);
    LocalMemoryHandle handle = new LocalMemoryHandle(this, range, prepared);
    if (!enter(handle)) {
      if (prepared != null) {
        DriverFailure.contain(CREATE, prepared::free);
      }
      controller.device(CREATE); // says why it has left
    }
    return handle;
  }

  private @Nullable DriverLocalMemory prepare(MemorySegment range) {
    return controller
        .onDevice(
            CREATE,
            DriverCodes.LOCAL_MEMORY,
            device -> Optional.ofNullable(device.registerLocalMemory(range)))
        .orElse(null);
  }

  private synchronized boolean enter(LocalMemoryHandle handle) {
    return !deviceLeft && live.add(handle);
  }

  void free(@Nullable LocalMemory localMemory) {
    if (!(localMemory instanceof LocalMemoryHandle handle) || !handle.isOf(this) || !end(handle)) {
      throw new RsmException(
          RsmError.BAD_LOCALMEM_HNDL,
          FREE,
          localMemory == null
              ? "the local memory is null"
              : "the local memory is freed, or of another controller");
    }
  }

  /** Ends a handle and waits for its users, the driver among them; true if it was live. */
  boolean end(LocalMemoryHandle handle) {
    boolean first = handle.end();
    handle.awaitUnused();
    if (first) {
      leave(handle);
      DriverLocalMemory prepared = handle.takePrepared();
      if (prepared != null) {
        DriverFailure.contain(FREE, prepared::free);
      } else if (isDeviceLeft()) {
        controller.awaitDeviceClosed();
      }
      controller.account().releaseMemory(handle.length());
    }
    return first;
  }

  private synchronized void leave(LocalMemoryHandle handle) {
    live.remove(handle);
  }

  private synchronized boolean isDeviceLeft() {
    return deviceLeft;
  }

  private synchronized List<LocalMemoryHandle> handles() {
    return List.copyOf(live);
  }

  /** The device is about to be closed, which ends what it has prepared. */
  void deviceLeaves() {
    synchronized (this) {
      deviceLeft = true;
    }
    handles().forEach(LocalMemoryHandle::takePrepared);
  }

  /** The controller is released: ends all handles, and waits for their users. */
  void endAll() {
    handles().forEach(this::end);
  }
}
