// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverImport;

/**
 * What the application asks a mapping to be, and the checks of it in the order of the manual.
 *
 * @param operation the call of the application
 * @param permission what the memory shall be used for
 * @param offset where the part begins
 * @param length its size in bytes
 * @param fixed whether the application has picked the address
 * @param address of no account unless fixed
 */
record MapRequest(
    String operation,
    @Nullable Permission permission,
    long offset,
    long length,
    boolean fixed,
    long address) {

  static MapRequest anywhere(@Nullable Permission permission, long offset, long length) {
    return new MapRequest("ImportSegment.map", permission, offset, length, false, 0);
  }

  static MapRequest at(long address, @Nullable Permission permission, long offset, long length) {
    return new MapRequest("ImportSegment.mapFixed", permission, offset, length, true, address);
  }

  /** Returns the permission, if the segment can be mapped like this. */
  Permission checked(ImportHandle segment) {
    Permission asked = permission;
    if (asked == null || !asked.isValid()) {
      throw new RsmException(
          RsmError.BAD_PERMS, operation, "permission=" + asked + "; use 0400, 0200 or 0600");
    }
    checkRange(segment.length());
    checkAligned("offset", offset, segment.pageSize());
    if (fixed) {
      checkAligned("address", address, segment.pageSize());
    }
    segment.checkNotBroken(operation);
    if (!segment.permission().covers(asked)) {
      throw new RsmException(
          RsmError.BAD_PERMS,
          operation,
          "permission=" + asked + ", connected=" + segment.permission());
    }
    return asked;
  }

  private void checkRange(long size) {
    if (length <= 0) {
      throw new RsmException(
          RsmError.BAD_LENGTH, operation, "length=" + length + "; use a length greater than 0");
    }
    if (offset < 0 || offset >= size) {
      throw new RsmException(
          RsmError.BAD_OFFSET, operation, "offset=" + offset + ", segment length=" + size);
    }
    if (length > size - offset) {
      throw new RsmException(
          RsmError.BAD_LENGTH,
          operation,
          "length=" + length + ", offset=" + offset + ", segment length=" + size);
    }
  }

  private void checkAligned(String what, long value, long page) {
    if ((value & (page - 1)) != 0) {
      throw new RsmException(
          RsmError.BAD_MEM_ALIGNMENT,
          operation,
          what + "=" + value + " is not a multiple of pageSize=" + page);
    }
  }

  /** Has the driver map it. */
  MemorySegment by(DriverImport driver, Permission asked, Arena lifetime) {
    return DriverFailure.translate(
        operation,
        DriverCodes.MAP,
        () ->
            Objects.requireNonNull(
                fixed
                    ? driver.mapFixed(address, offset, length, asked, lifetime)
                    : driver.map(offset, length, asked, lifetime),
                "map"));
  }
}
