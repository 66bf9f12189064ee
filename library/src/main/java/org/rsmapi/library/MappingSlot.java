// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverImport;

/** The one explicit mapping that an import segment may have. Guarded by the segment's lock. */
final class MappingSlot {

  private static final String MAP = "ImportSegment.map";
  private static final String UNMAP = "ImportSegment.unmap";

  private static final long RETRY_NANOS = 50_000;

  private final ImportHandle segment;
  private @Nullable Arena arena;
  private @Nullable MemorySegment mapped;

  MappingSlot(ImportHandle segment) {
    this.segment = segment;
  }

  MemorySegment map(@Nullable Permission asked, long offset, long length) {
    Permission permission = checked(asked, offset, length);
    DriverImport driver = segment.connection(MAP);
    Arena lifetime = Arena.ofShared();
    boolean done = false;
    boolean counted = false;
    try {
      takeSpace(length);
      counted = true;
      MemorySegment memory = map(driver, permission, offset, length, lifetime);
      arena = lifetime;
      mapped = memory;
      done = true;
      return permission.canWrite() ? memory : memory.asReadOnly();
    } finally {
      if (!done) {
        lifetime.close();
        if (counted) {
          segment.account().giveMappingBack(length);
        }
      }
    }
  }

  private void takeSpace(long length) {
    try {
      segment.account().takeMapping(length, MAP);
    } catch (RsmException e) {
      throw new RsmException(RsmError.MAP_FAILED, MAP, e.detail(), 0, e);
    }
  }

  private static MemorySegment map(
      DriverImport driver, Permission permission, long offset, long length, Arena lifetime) {
    try {
      return driver.map(offset, length, permission, lifetime);
    } catch (RsmException e) {
      RsmError error =
          e.error() == RsmError.CONN_ABORTED ? RsmError.CONN_ABORTED : RsmError.MAP_FAILED;
      throw new RsmException(error, MAP, e.detail(), e.driverStatus(), e);
    } catch (RuntimeException | OutOfMemoryError e) {
      throw new RsmException(RsmError.MAP_FAILED, MAP, "the driver failed: " + e, 0, e);
    }
  }

  private Permission checked(@Nullable Permission asked, long offset, long length) {
    if ((segment.state & ImportState.DISCONNECTED) != 0) {
      throw new RsmException(
          RsmError.SEG_NOT_CONNECTED, MAP, "the import segment is disconnected; connect anew");
    }
    segment.checkConnected(MAP);
    if (mapped != null) {
      throw new RsmException(RsmError.SEG_ALREADY_MAPPED, MAP, "unmap first");
    }
    if (asked == null || !asked.isValid()) {
      throw new RsmException(
          RsmError.BAD_PERMS, MAP, "permission=" + asked + "; use 0400, 0200 or 0600");
    }
    checkRange(offset, length);
    segment.checkNotBroken(MAP);
    if (!segment.permission().covers(asked)) {
      throw new RsmException(
          RsmError.BAD_PERMS, MAP, "permission=" + asked + ", connected=" + segment.permission());
    }
    return asked;
  }

  private void checkRange(long offset, long length) {
    long size = segment.length();
    if (length <= 0) {
      throw new RsmException(
          RsmError.BAD_LENGTH, MAP, "length=" + length + "; use a length greater than 0");
    }
    if (offset < 0 || offset >= size) {
      throw new RsmException(
          RsmError.BAD_OFFSET, MAP, "offset=" + offset + ", segment length=" + size);
    }
    if (length > size - offset) {
      throw new RsmException(
          RsmError.BAD_LENGTH,
          MAP,
          "length=" + length + ", offset=" + offset + ", segment length=" + size);
    }
    long page = segment.pageSize();
    if ((offset & (page - 1)) != 0) {
      throw new RsmException(
          RsmError.BAD_MEM_ALIGNMENT,
          MAP,
          "offset=" + offset + " is not a multiple of pageSize=" + page);
    }
  }

  void unmap() {
    segment.checkConnected(UNMAP);
    if (mapped == null) {
      throw new RsmException(RsmError.SEG_NOT_MAPPED, UNMAP, "map first");
    }
    discard();
  }

  void checkUnmapped(String operation) {
    if (mapped != null) {
      throw new RsmException(RsmError.SEG_STILL_MAPPED, operation, "unmap first");
    }
  }

  /** Removes the mapping if there is one. */
  void discard() {
    MemorySegment memory = mapped;
    Arena lifetime = arena;
    mapped = null;
    arena = null;
    if (memory == null || lifetime == null) {
      return;
    }
    DriverImport driver = segment.connectionIfPresent();
    if (driver != null) {
      // Before the address range goes back to the JDK, the driver must know not to touch it again.
      driver.unmap(memory);
    }
    close(lifetime);
    segment.account().giveMappingBack(memory.byteSize());
  }

  /**
   * An arena cannot be closed while native code works on it; the application's own call ends soon.
   */
  private static void close(Arena lifetime) {
    while (true) {
      try {
        lifetime.close();
        return;
      } catch (IllegalStateException acquired) {
        if (!lifetime.scope().isAlive()) {
          return;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }
}
