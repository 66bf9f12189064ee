// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.fabric.FixedRange;
import org.rsmapi.fabric.linux.Libc;

/** A map of an application, which ends with an arena. */
final class SharedMap {

  private static final Logger LOG = System.getLogger(SharedMap.class.getName());

  private static final long UNMAPPED_AT_LATEST_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PAUSE_NANOS = 1_000_000;

  private final Library library;
  private final NativeRemoteSegment remote;
  private final Mapped mapped;

  private SharedMap(Library library, NativeRemoteSegment remote, Mapped mapped) {
    this.library = library;
    this.remote = remote;
    this.mapped = mapped;
  }

  @SuppressWarnings("restricted")
  static MemorySegment create(
      Library library,
      NativeRemoteSegment remote,
      long offset,
      long size,
      boolean readOnly,
      long address,
      Arena arena) {
    int flags = readOnly ? library.constants.readonlyMap : 0;
    long whole = wholePages(library, remote, offset, size);
    Mapped mapped =
        address == 0
            ? library.connections.map(remote.handle(), offset, whole, 0, flags)
            : fixed(library, remote, offset, whole, address, flags);
    SharedMap map = new SharedMap(library, remote, mapped);
    boolean done = false;
    try {
      MemorySegment memory =
          MemorySegment.ofAddress(mapped.address()).reinterpret(size, arena, unused -> map.end());
      done = true;
      return readOnly ? memory.asReadOnly() : memory;
    } finally {
      if (!done) {
        map.unmap();
      }
    }
  }

  /** The library maps no parts of pages. What is not in the segment is left to it to refuse. */
  private static long wholePages(
      Library library, NativeRemoteSegment remote, long offset, long size) {
    long left = library.connections.size(remote.handle()) - offset;
    long page = Libc.get().getpagesize();
    return size > left ? size : Math.min(Math.ceilDiv(size, page) * page, left);
  }

  /**
   * Maps at an address, if nothing lies there. The range is reserved before, so that nobody else
   * gets it: a library that maps in place of what is there replaces the reservation. One that does
   * not replace anything gets the range free instead.
   */
  private static Mapped fixed(
      Library library,
      NativeRemoteSegment remote,
      long offset,
      long size,
      long address,
      int flags) {
    if (!FixedRange.claim(address, size)) {
      throw illegal(address, "the range is not free");
    }
    int all = flags | library.constants.fixedMapAddr;
    try {
      Mapped mapped = library.connections.map(remote.handle(), offset, size, address, all);
      if (mapped.address() == address) {
        return mapped;
      }
      library.connections.unmap(mapped.map());
    } catch (SisciException e) {
      if (e.error() != SisciError.ILLEGAL_ADDRESS) {
        FixedRange.release(address, size);
        throw e;
      }
    }
    FixedRange.release(address, size);
    Mapped mapped = library.connections.map(remote.handle(), offset, size, address, all);
    if (mapped.address() != address) {
      library.connections.unmap(mapped.map());
      throw illegal(address, "the library maps it elsewhere");
    }
    return mapped;
  }

  private static SisciException illegal(long address, String why) {
    return new SisciException(
        SisciError.ILLEGAL_ADDRESS,
        "SCIMapRemoteSegment",
        "address=0x" + Long.toHexString(address) + ": " + why);
  }

  /** Called when the arena is closed, where nothing may be thrown. */
  @SuppressWarnings("CatchingUnchecked")
  private void end() {
    try {
      unmap();
      remote.sharedUnmapped();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A map of SISCI stays, and with it the connection", e);
    }
  }

  private void unmap() {
    long deadline = System.nanoTime() + UNMAPPED_AT_LATEST_NANOS;
    while (true) {
      try {
        library.connections.unmap(mapped.map());
        return;
      } catch (SisciException e) {
        if (e.error() != SisciError.BUSY || System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
