// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_ANONYMOUS;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_FIXED;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_FIXED_NOREPLACE;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_NORESERVE;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_POPULATE;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_PRIVATE;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_SHARED;
import static org.rsmapi.fabric.linux.LinuxConstants.MREMAP_FIXED;
import static org.rsmapi.fabric.linux.LinuxConstants.MREMAP_MAYMOVE;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_NONE;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_READ;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;

/**
 * What the fabric does with mmap(2): each step exchanges memory at once, so that no access can
 * fault.
 */
final class Mapping {

  private static final int READ_WRITE = PROT_READ | PROT_WRITE;

  /** So much memory is used twice while it becomes private. */
  private static final long PRIVATE_AT_ONCE = 32L << 20;

  private static final Path MAPPED_FILES = Path.of("/proc/self/map_files");

  private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();

  /** More than this is not touched ahead: that takes seconds, and spares only the first touches. */
  private static final long POPULATED_AT_MOST = 64L << 20;

  private Mapping() {}

  private static int populate(long size) {
    return size <= POPULATED_AT_MOST ? MAP_POPULATE : 0;
  }

  /** Maps shared memory at an address of the system's choice. */
  static long shared(MemoryFile file) {
    return check(
        Libc.get()
            .mmap(0, file.size(), READ_WRITE, MAP_SHARED | populate(file.size()), file.number(), 0),
        "mmap size=" + file.size());
  }

  /**
   * Puts shared memory in place of what is mapped at an address.
   *
   * <p>It is not populated: it may be the file of somebody else, who could take its pages away
   * between any check and that, and so have this process fill memory. This way a page comes when it
   * is touched. The size is sealed, so a touch faults only where the system has no memory at all.
   */
  static void sharedAt(long address, long size, int fd, long offset, boolean writable) {
    check(
        Libc.get()
            .mmap(
                address,
                size,
                writable ? READ_WRITE : PROT_READ,
                MAP_SHARED | MAP_FIXED,
                fd,
                offset),
        "mmap MAP_FIXED size=" + size);
  }

  /** Maps what is shared at one address at another, too, in place of what is there. */
  static void duplicateAt(long source, long address, long size) {
    // An old size of 0 leaves the source as it is (mremap(2)).
    long result = Libc.get().mremap(source, 0, size, MREMAP_MAYMOVE | MREMAP_FIXED, address);
    if (result < 0) {
      scrapAt(address, size); // in case that the range was unmapped before it failed
      check(result, "mremap size=" + size);
    }
  }

  /** Takes the right to write. */
  static void protect(long address, long size) {
    check(Libc.get().mprotect(address, size, PROT_READ), "mprotect PROT_READ size=" + size);
  }

  /**
   * Puts private memory of zeroes, which costs nothing until it is touched, in place of what is
   * there.
   */
  static void scrapAt(long address, long size) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
    if (Libc.get().mmap(address, size, READ_WRITE, flags, -1, 0) < 0) {
      scrapFileAt(address, size);
    }
  }

  /** Where the system promises no more memory than it has: that of a file is not promised. */
  private static void scrapFileAt(long address, long size) {
    try (MemoryFile scrap = MemoryFile.sparse("rsm-window", size)) {
      check(
          Libc.get().mmap(address, size, READ_WRITE, MAP_SHARED | MAP_FIXED, scrap.number(), 0),
          "mmap MAP_FIXED size=" + size);
    }
  }

  /**
   * Puts shared memory in place of memory.
   *
   * @throws IllegalStateException if that was freed before
   * @throws WrongThreadException if that belongs to another thread
   */
  static void sharedAt(MemorySegment memory, MemoryFile file) {
    check(
        Libc.get()
            .mmap(
                memory,
                file.size(),
                READ_WRITE,
                MAP_SHARED | MAP_FIXED | populate(file.size()),
                file.number(),
                0),
        "mmap MAP_FIXED size=" + file.size());
  }

  /**
   * Makes memory of a file that is mapped at an address private, and takes it from the file.
   *
   * <p>The file is mapped again in the same place, in one step, and each page is copied by a store
   * that changes nothing. So no store of any thread is lost on the way. Part by part, so that large
   * memory is not needed twice.
   *
   * @param memory what is mapped there, kept alive meanwhile; null for what the JDK has freed
   */
  static void privateAt(
      @Nullable MemorySegment memory, long address, long size, int fd, long offset) {
    int flags = MAP_PRIVATE | MAP_FIXED;
    long result =
        memory == null
            ? Libc.get().mmap(address, size, READ_WRITE, flags, fd, offset)
            : Libc.get().mmap(memory, size, READ_WRITE, flags, fd, offset);
    check(result, "mmap MAP_FIXED size=" + size);
    MemorySegment range = memory == null ? at(address, size) : memory;
    long page = Libc.get().getpagesize();
    long dropped = 0;
    for (long i = 0; i < size; i += page) {
      int ignored = (int) WORD.getAndAdd(range, i, 0);
      if (i + page - dropped == PRIVATE_AT_ONCE || i + page >= size) {
        // Best effort: without it the memory is used twice until it is freed.
        MemoryFile.drop(fd, offset + dropped, i + page - dropped);
        dropped = i + page;
      }
    }
  }

  /** Reserves addresses where nothing is mapped; returns 0 or a negated error number. */
  static int claim(long address, long size) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
    long result = Libc.get().mmap(address, size, PROT_NONE, flags, -1, 0);
    if (result >= 0 && result != address) {
      unmap(result, size); // a kernel before 4.17 takes it for a wish
      return -Errno.EEXIST;
    }
    return (int) Math.min(result, 0);
  }

  static void unmap(long address, long size) {
    Libc.get().munmap(address, size);
  }

  /**
   * Tells whether a range is a mapping of a file, exactly. This costs the same however much is
   * mapped, and needs no descriptor.
   *
   * @param name of the memory file
   */
  static boolean isOf(String name, long address, long size) {
    String range = Long.toHexString(address) + "-" + Long.toHexString(address + size);
    try {
      return Files.readSymbolicLink(MAPPED_FILES.resolve(range)).toString().equals(pathOf(name));
    } catch (IOException e) {
      return false; // no mapping begins and ends there
    }
  }

  /** Returns what /proc calls a memory file. */
  static String pathOf(String name) {
    return "/memfd:" + name + " (deleted)";
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
