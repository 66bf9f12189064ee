// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_ANONYMOUS;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_FIXED;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_NORESERVE;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_POPULATE;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_PRIVATE;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_SHARED;
import static org.rsmapi.fabric.linux.LinuxConstants.MREMAP_FIXED;
import static org.rsmapi.fabric.linux.LinuxConstants.MREMAP_MAYMOVE;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_READ;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_WRITE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;

/**
 * What the fabric does with mmap(2): each step exchanges memory at once, so that no access can
 * fault.
 */
final class Mapping {

  private static final int READ_WRITE = PROT_READ | PROT_WRITE;

  private Mapping() {}

  /** Maps shared memory at an address of the system's choice. */
  static long shared(MemoryFile file) {
    return check(
        Libc.get().mmap(0, file.size(), READ_WRITE, MAP_SHARED | MAP_POPULATE, file.number(), 0),
        "mmap size=" + file.size());
  }

  /** Puts shared memory in place of what is mapped at an address. */
  static void sharedAt(long address, long size, int fd, long offset, boolean writable) {
    check(
        Libc.get()
            .mmap(
                address,
                size,
                writable ? READ_WRITE : PROT_READ,
                MAP_SHARED | MAP_FIXED | MAP_POPULATE,
                fd,
                offset),
        "mmap MAP_FIXED size=" + size);
  }

  /**
   * Puts private memory of zeroes, which costs nothing until it is touched, in place of what is
   * there.
   */
  static void scrapAt(long address, long size) {
    check(
        Libc.get()
            .mmap(
                address,
                size,
                READ_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED,
                -1,
                0),
        "mmap MAP_FIXED size=" + size);
  }

  /** Maps private memory of zeroes at an address of the system's choice. */
  static long anonymous(long size) {
    return check(
        Libc.get().mmap(0, size, READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
        "mmap size=" + size);
  }

  /** Moves a mapping over another one, which it replaces in one step. */
  static void move(long from, long size, long to) {
    check(
        Libc.get().mremap(from, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, to),
        "mremap size=" + size);
  }

  static void unmap(long address, long size) {
    Libc.get().munmap(address, size);
  }

  /** Tells whether each page of a range is mapped. */
  static boolean isMapped(MemorySegment range, long pageSize) {
    // One byte per page; a chunk at a time, so that a huge range needs no huge vector.
    long chunkPages = 4096;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vector = arena.allocate(chunkPages);
      long address = range.address();
      long end = address + range.byteSize();
      while (address < end) {
        long size = Math.min(end - address, chunkPages * pageSize);
        int result = Libc.get().mincore(address, size, vector);
        if (result == -Errno.ENOMEM) {
          return false;
        }
        check(result, "mincore");
        address += size;
      }
    }
    return true;
  }

  /** Returns memory at an address, for copying. */
  @SuppressWarnings("restricted")
  static MemorySegment at(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }
}
