// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;

/** Addresses that the application picked. */
public final class FixedRange {

  private FixedRange() {}

  /**
   * Reserves addresses, if nothing lies there. The arena unmaps them, by objects of the JDK alone:
   * so a segment that an application still holds keeps no class of the driver alive.
   *
   * @throws RsmException with MAP_FAILED
   */
  @SuppressWarnings("restricted")
  static MemorySegment reserve(long address, long size, Arena arena) {
    Consumer<MemorySegment> unmapping = Libc.get().unmapping(address, size);
    // Root may map the page at 0; a null pointer is no address all the same.
    int result = address == 0 ? -Errno.EINVAL : Mapping.claim(address, size);
    if (result < 0) {
      throw failure(address, -result);
    }
    boolean done = false;
    try {
      MemorySegment range = MemorySegment.ofAddress(address).reinterpret(size, arena, unmapping);
      done = true;
      return range;
    } finally {
      if (!done) {
        Mapping.unmap(address, size);
      }
    }
  }

  /**
   * Reserves addresses, for somebody to map something in their place.
   *
   * @return whether nothing lay there, and they can be mapped
   */
  public static boolean claim(long address, long size) {
    return address != 0 && Mapping.claim(address, size) == 0;
  }

  /** Gives reserved addresses back. */
  public static void release(long address, long size) {
    Mapping.unmap(address, size);
  }

  private static RsmException failure(long address, int errno) {
    String why =
        switch (errno) {
          case Errno.EEXIST -> "something is mapped there; pick a free range";
          case Errno.EINVAL, Errno.ENOMEM -> "no such range of addresses can be mapped";
          case Errno.EPERM, Errno.EACCES -> "the system forbids it (vm.mmap_min_addr)";
          default -> "the system refuses it";
        };
    return new RsmException(
        RsmError.MAP_FAILED,
        "mapFixed",
        "address=0x" + Long.toHexString(address) + ": " + why + "; errno=" + errno,
        errno,
        null);
  }
}
