// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;
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
import static org.rsmapi.fabric.linux.LinuxConstants.SEEK_END;

import java.lang.foreign.Arena;
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

  private static final int SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

  private final Descriptor descriptor;
  private final long size;

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
   * Takes over a descriptor that another process sent, if it is memory that cannot fault: of the
   * size promised, and sealed against shrinking.
   *
   * @return whether it is
   */
  static boolean isTrustworthy(int fd, long size) {
    Libc libc = Libc.get();
    int seals = libc.fcntl(fd, F_GET_SEALS, 0);
    return seals >= 0 && (seals & F_SEAL_SHRINK) != 0 && libc.lseek(fd, 0, SEEK_END) >= size;
  }

  /** Gives a part of the memory back; who has it mapped, sees zeroes. */
  void drop(long offset, long length) {
    int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    int ignored = Libc.get().fallocate(descriptor.number(), mode, offset, length);
  }

  int number() {
    return descriptor.number();
  }

  long size() {
    return size;
  }

  /** Opens the same memory for reading only. */
  Descriptor reopenReadOnly() {
    return reopenReadOnly(descriptor.number());
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
    descriptor.close();
  }
}
