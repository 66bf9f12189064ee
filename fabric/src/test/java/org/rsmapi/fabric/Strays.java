// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;
import static org.rsmapi.fabric.linux.LinuxConstants.EFD_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.F_ADD_SEALS;
import static org.rsmapi.fabric.linux.LinuxConstants.F_SEAL_SHRINK;
import static org.rsmapi.fabric.linux.LinuxConstants.O_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.O_RDONLY;
import static org.rsmapi.fabric.linux.LinuxConstants.O_RDWR;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.fabric.linux.Libc;

/** A descriptor of each kind, for sending along with messages. */
final class Strays implements AutoCloseable {

  /** Of the descriptor of a directory; nothing else in this process has it open. */
  static final String FOLDER = "/proc/sys/kernel";

  /** What a descriptor refers to. */
  enum Stray {
    /** As memory has to be. */
    SEALED,
    UNSEALED,
    READ_ONLY,
    WRITE_SEALED,
    /** Large, and without memory behind it. */
    HOLLOW,
    EMPTY,
    EVENT,
    SOCKET,
    PIPE,
    NULL_DEVICE,
    DIRECTORY
  }

  private static final int F_SEAL_WRITE = 8;
  private static final long HOLLOW_SIZE = 1L << 40;

  private final Map<Stray, Integer> numbers = new EnumMap<>(Stray.class);
  private final List<AutoCloseable> open = new ArrayList<>();

  Strays() {
    MemoryFile sealed = keep(MemoryFile.reserve("rsm-stray", 2 * Sides.PAGE));
    numbers.put(Stray.SEALED, sealed.number());
    numbers.put(Stray.READ_ONLY, keep(sealed.reopenReadOnly()).number());
    numbers.put(Stray.UNSEALED, sparse(2 * Sides.PAGE, 0));
    numbers.put(Stray.WRITE_SEALED, sparse(2 * Sides.PAGE, F_SEAL_SHRINK | F_SEAL_WRITE));
    numbers.put(Stray.HOLLOW, sparse(HOLLOW_SIZE, F_SEAL_SHRINK));
    numbers.put(Stray.EMPTY, sparse(0, F_SEAL_SHRINK));
    numbers.put(Stray.EVENT, plain(Libc.get().eventfd(0, EFD_CLOEXEC)));
    UnixSocket socket = UnixSocket.create();
    open.add(socket);
    numbers.put(Stray.SOCKET, socket.number());
    numbers.put(Stray.PIPE, pipe());
    numbers.put(Stray.NULL_DEVICE, file("/dev/null", O_RDWR));
    numbers.put(Stray.DIRECTORY, file(FOLDER, O_RDONLY));
  }

  private <T extends AutoCloseable> T keep(T opened) {
    open.add(opened);
    return opened;
  }

  private int sparse(long size, int seals) {
    MemoryFile file = keep(MemoryFile.sparse("rsm-stray", size));
    check(Libc.get().fcntl(file.number(), F_ADD_SEALS, seals), "fcntl F_ADD_SEALS");
    return file.number();
  }

  private int plain(int fd) {
    return keep(new Descriptor(check(fd, "open"))).number();
  }

  private int file(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return plain(Libc.get().open(arena.allocateFrom(path), flags | O_CLOEXEC));
    }
  }

  private int pipe() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      check(call("pipe2", ends.address(), O_CLOEXEC), "pipe2");
      plain(ends.getAtIndex(ValueLayout.JAVA_INT, 1));
      return plain(ends.getAtIndex(ValueLayout.JAVA_INT, 0));
    }
  }

  /** Ends one direction of a socket, or both (shutdown(2)); it may have ended already. */
  static void shutDown(UnixSocket socket, int how) {
    int ignored = call("shutdown", socket.number(), how);
  }

  @SuppressWarnings("restricted")
  private static int call(String name, long first, int second) {
    Linker linker = Linker.nativeLinker();
    MethodHandle function =
        linker.downcallHandle(
            linker.defaultLookup().find(name).orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    try {
      return (int) function.invokeExact(first, second);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  Integer[] numbers(List<Stray> strays) {
    return strays.stream().map(numbers::get).toArray(Integer[]::new);
  }

  @Override
  public void close() {
    try {
      for (AutoCloseable opened : open) {
        opened.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
