// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

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

  private final MemoryFile file;
  private final FileChannel channel;

  WindowSpace() {
    file = MemoryFile.sparse("rsm-window", SPARSE_SIZE);
    try {
      channel =
          FileChannel.open(
              Path.of("/proc/self/fd/" + file.number()),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      file.close();
      throw new RsmException(
          RsmError.INSUFFICIENT_RESOURCES, "Fabric.open", "/proc/self/fd cannot be used", 0, e);
    }
  }

  /** Reserves a range of addresses. */
  MemorySegment reserve(long size, Arena arena) {
    try {
      return channel.map(FileChannel.MapMode.PRIVATE, 0, size, arena);
    } catch (IOException e) {
      throw new RsmException(
          RsmError.INSUFFICIENT_RESOURCES, "mmap", "no room for " + size + " bytes", 0, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("the window space cannot be closed", e);
    } finally {
      file.close();
    }
  }
}
