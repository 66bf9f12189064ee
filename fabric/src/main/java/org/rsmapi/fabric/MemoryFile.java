// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;
import static org.rsmapi.fabric.linux.LinuxConstants.AT_EMPTY_PATH;
import static org.rsmapi.fabric.linux.LinuxConstants.FALLOC_FL_KEEP_SIZE;
import static org.rsmapi.fabric.linux.LinuxConstants.FALLOC_FL_PUNCH_HOLE;
import static org.rsmapi.fabric.linux.LinuxConstants.F_ADD_SEALS;
import static org.rsmapi.fabric.linux.LinuxConstants.F_GET_SEALS;
import static org.rsmapi.fabric.linux.LinuxConstants.F_SEAL_GROW;
import static org.rsmapi.fabric.linux.LinuxConstants.F_SEAL_SEAL;
import static org.rsmapi.fabric.linux.LinuxConstants.F_SEAL_SHRINK;
import static org.rsmapi.fabric.linux.LinuxConstants.MFD_ALLOW_SEALING;
import static org.rsmapi.fabric.linux.LinuxConstants.MFD_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.MFD_NOEXEC_SEAL;
import static org.rsmapi.fabric.linux.LinuxConstants.O_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.O_RDONLY;
import static org.rsmapi.fabric.linux.LinuxConstants.STATX_BLOCKS;
import static org.rsmapi.fabric.linux.LinuxConstants.STATX_SIZE;
import static org.rsmapi.fabric.linux.LinuxConstants.TMPFS_MAGIC;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;

/**
 * Anonymous memory with a descriptor (memfd_create(2)), so that it can be passed to other processes
 * and dies with them.
 */
final class MemoryFile implements AutoCloseable {

  /**
   * Readable by its owner, writable by nobody: a descriptor that was passed read-only cannot be
   * opened again for writing through /proc. A process of the same user could change the mode first;
   * but it could also trace this process, so that is no boundary.
   */
  private static final int MODE = 0400;

  /** struct statfs (64 bits): f_type first; and room for what comes later. */
  private static final long STATFS_SIZE = 256;

  /** struct statx: stx_size, and stx_blocks of 512 bytes each. */
  private static final long STATUS_SIZE = 256;

  private static final long STATX_SIZE_OFFSET = 40;
  private static final long STATX_BLOCKS_OFFSET = 48;
  private static final long BLOCK = 512;

  private static final int SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

  private final Descriptor descriptor;
  private final long size;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Whether {@link DescriptorLimit} counts it. */
  private volatile boolean counted;

  /** Where the descriptor is when it is not in the table. */
  private volatile DescriptorStore.@Nullable Ticket ticket;

  private MemoryFile(Descriptor descriptor, long size) {
    this.descriptor = descriptor;
    this.size = size;
  }

  /**
   * Makes memory of a fixed size. Its space is reserved, so that running out of memory is an error
   * here and not a fault at the first access; and sealed, so that whoever gets the descriptor
   * cannot shrink it under us, nor add a seal against writing.
   */
  static MemoryFile reserve(String name, long size) {
    MemoryLimit.check(size);
    Descriptor descriptor = create(name);
    try {
      Libc libc = Libc.get();
      check(libc.ftruncate(descriptor.number(), size), "ftruncate size=" + size);
      int reserved;
      do {
        reserved = libc.fallocate(descriptor.number(), 0, 0, size);
      } while (reserved == -Errno.EINTR);
      check(reserved, "fallocate size=" + size);
      check(libc.fchmod(descriptor.number(), MODE), "fchmod");
      check(libc.fcntl(descriptor.number(), F_ADD_SEALS, SEALS), "fcntl F_ADD_SEALS");
      return new MemoryFile(descriptor, size);
    } catch (RuntimeException e) {
      descriptor.close();
      throw e;
    }
  }

  /** Makes address space without memory behind it: pages come when they are touched. */
  static MemoryFile sparse(String name, long size) {
    Descriptor descriptor = create(name);
    try {
      check(Libc.get().ftruncate(descriptor.number(), size), "ftruncate size=" + size);
      return new MemoryFile(descriptor, size);
    } catch (RuntimeException e) {
      descriptor.close();
      throw e;
    }
  }

  private static Descriptor create(String name) {
    try (Arena arena = Arena.ofConfined()) {
      Libc libc = Libc.get();
      int flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
      int fd = libc.memfd_create(arena.allocateFrom(name), flags | MFD_NOEXEC_SEAL);
      if (fd == -Errno.EINVAL) {
        fd = libc.memfd_create(arena.allocateFrom(name), flags); // a kernel before 6.3
      }
      return new Descriptor(check(fd, "memfd_create"));
    }
  }

  /**
   * Tells whether a descriptor that another process has sent is memory that can be used safely.
   *
   * <p>It must not fault: so it is sealed against shrinking, and as large as promised. It must not
   * make this process fill memory by touching it: so it has all its pages. The other process can
   * take pages away later, and what is touched then comes back as zeroes, a page at a time; so it
   * is mapped without populating it. Huge pages are refused: of those one may be missing when it is
   * touched, and that is a fault.
   */
  static boolean isTrustworthy(int fd, long size) {
    int seals = Libc.get().fcntl(fd, F_GET_SEALS, 0);
    return seals >= 0 && (seals & F_SEAL_SHRINK) != 0 && isOfPages(fd) && hasAll(fd, size);
  }

  /** Whether it is of ordinary memory: a memfd of huge pages is in another file system. */
  private static boolean isOfPages(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment system = arena.allocate(STATFS_SIZE, Long.BYTES);
      return Libc.get().fstatfs(fd, system) == 0
          && system.get(ValueLayout.JAVA_LONG, 0) == TMPFS_MAGIC;
    }
  }

  /** Whether a file is so large, and all of it has memory, used or swapped out. */
  private static boolean hasAll(int fd, long size) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(STATUS_SIZE, Long.BYTES);
      MemorySegment none = arena.allocate(1);
      int mask = STATX_SIZE | STATX_BLOCKS;
      if (Libc.get().statx(fd, none, AT_EMPTY_PATH, mask, status) < 0) {
        return false;
      }
      long end = status.get(ValueLayout.JAVA_LONG, STATX_SIZE_OFFSET);
      // All of the file: it does not say which.
      long blocks = status.get(ValueLayout.JAVA_LONG, STATX_BLOCKS_OFFSET);
      return end >= size && blocks * BLOCK >= end;
    }
  }

  /** Gives a part of the memory back; who has it mapped, sees zeroes. */
  static void drop(int fd, long offset, long length) {
    int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    int ignored = Libc.get().fallocate(fd, mode, offset, length);
  }

  /** A descriptor of the file for a while. */
  static final class Opened implements AutoCloseable {
    private final int number;
    private final @Nullable Descriptor own;

    private Opened(int number, @Nullable Descriptor own) {
      this.number = number;
      this.own = own;
    }

    int number() {
      return number;
    }

    @Override
    public void close() {
      if (own != null) {
        own.close();
      }
    }
  }

  /**
   * Makes room in the table of descriptors, if there are many: the file stays, and each use opens
   * it. Called once, before others know the file.
   */
  void settle() {
    counted = DescriptorLimit.enter();
    if (!counted) {
      ticket = DescriptorStore.OF_PROCESS.put(descriptor);
    }
  }

  /** Whether the descriptor is in the table, so that {@link #open} cannot fail. */
  boolean isInTable() {
    return ticket == null;
  }

  /**
   * Opens the file for reading and writing. It is in use, so nobody closes it meanwhile.
   *
   * @throws org.rsmapi.RsmException if descriptors are short
   */
  Opened open() {
    DescriptorStore.Ticket stored = ticket;
    if (stored == null) {
      return new Opened(descriptor.number(), null);
    }
    Descriptor own = DescriptorStore.OF_PROCESS.open(stored);
    return new Opened(own.number(), own);
  }

  /** Returns the descriptor of a file that is in the table. */
  int number() {
    if (ticket != null) {
      throw new IllegalStateException("the file is stored");
    }
    return descriptor.number();
  }

  long size() {
    return size;
  }

  /** Opens the same memory for reading only. */
  Descriptor reopenReadOnly() {
    try (Opened opened = open()) {
      return reopenReadOnly(opened.number());
    }
  }

  static Descriptor reopenReadOnly(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      String path = "/proc/self/fd/" + fd;
      int opened = Libc.get().open(arena.allocateFrom(path), O_RDONLY | O_CLOEXEC);
      return new Descriptor(check(opened, "open " + path));
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    DescriptorStore.Ticket stored = ticket;
    if (stored != null) {
      DescriptorStore.OF_PROCESS.release(stored);
    }
    descriptor.close();
    if (counted) {
      DescriptorLimit.leave();
    }
  }
}
