// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.linux.Libc;

/**
 * Where windows get their address space: from the JDK, which maps a file without memory behind it.
 *
 * <p>The JDK also unmaps it, when the arena is closed or the segment is unreachable, by code of its
 * own. So a segment that an application still holds keeps no class of the driver alive, and its
 * addresses stay valid after the driver has left.
 */
final class WindowSpace implements AutoCloseable {

  /** More than any window has; costs nothing. */
  private static final long SPARSE_SIZE = 1L << 46;

  /** Small ranges are cut from one so large, since each mapping takes its time. */
  private static final long PAGES_AT_ONCE = 64;

  private static final long SMALL_PAGES = 16;

  private final long pageSize = Libc.get().getpagesize();
  private final MemoryFile file;
  private FileChannel channel;
  private boolean closed;

  /** From which the next small ranges are cut. */
  private MemorySegment rest = MemorySegment.NULL;

  WindowSpace() {
    file = MemoryFile.sparse("rsm-window", SPARSE_SIZE);
    try {
      channel = open(file);
    } catch (IOException e) {
      file.close();
      throw new RsmException(
          RsmError.INSUFFICIENT_RESOURCES, "Fabric.open", "/proc/self/fd cannot be used", 0, e);
    }
  }

  long pageSize() {
    return pageSize;
  }

  private static FileChannel open(MemoryFile file) throws IOException {
    return FileChannel.open(
        Path.of("/proc/self/fd/" + file.number()),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  /**
   * Reserves a range of addresses until neither it nor, if it is small, one of its neighbours is
   * reachable.
   *
   * @param size whole pages
   */
  synchronized MemorySegment reserve(long size) {
    if (size > SMALL_PAGES * pageSize) {
      return reserve(size, Arena.ofAuto());
    }
    if (rest.byteSize() < size) {
      MemorySegment fresh = reserve(PAGES_AT_ONCE * pageSize, Arena.ofAuto());
      forgetRest();
      rest = fresh;
    }
    MemorySegment range = rest.asSlice(0, size);
    rest = rest.asSlice(size);
    return range;
  }

  /**
   * Reserves a range of addresses for the lifetime of an arena.
   *
   * <p>An interrupt closes the channel that a thread is using: it is put off, and a channel that it
   * closed is opened again.
   */
  synchronized MemorySegment reserve(long size, Arena arena) {
    if (closed) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, "mmap", "the fabric is closed");
    }
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          if (!channel.isOpen()) {
            channel = open(file);
          }
          return channel.map(FileChannel.MapMode.PRIVATE, 0, size, arena);
        } catch (ClosedByInterruptException e) {
          // If this came late, the JDK has mapped and forgotten it: addresses without memory.
          interrupted = true;
        }
      }
    } catch (IOException e) {
      throw new RsmException(
          RsmError.INSUFFICIENT_RESOURCES, "mmap", "no room for " + size + " bytes", 0, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Its neighbours may last; the file beneath it need not. */
  private void forgetRest() {
    if (rest.byteSize() > 0) {
      Mapping.scrapAt(rest.address(), rest.byteSize());
      rest = MemorySegment.NULL;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      forgetRest();
    } finally {
      closeFile();
    }
  }

  private void closeFile() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("the window space cannot be closed", e);
    } finally {
      file.close();
    }
  }
}
