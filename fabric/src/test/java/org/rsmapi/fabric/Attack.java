// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.LinuxConstants.MAP_SHARED;
import static org.rsmapi.fabric.linux.LinuxConstants.O_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.O_RDONLY;
import static org.rsmapi.fabric.linux.LinuxConstants.O_RDWR;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_READ;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.linux.Libc;

/** Tries everything to write to memory that was imported for reading. */
final class Attack {

  private Attack() {}

  /**
   * Returns what succeeded, or "failed".
   *
   * @param id to connect to once more, with an importer that keeps the descriptors
   */
  static String on(FabricImport imported, FabricName name, SegmentId id) {
    try (RawPeer peer = RawPeer.to(name, id)) {
      peer.send(new Message.Request(Sides.NODE, 0400));
      peer.receive();
      return on(imported);
    }
  }

  private static String on(FabricImport imported) {
    Libc libc = Libc.get();
    List<String> successes = new ArrayList<>();
    if (protect(imported.window().address(), imported.byteSize()) == 0) {
      successes.add("mprotect of the window");
    }
    int tried = 0;
    for (int fd : memoryDescriptors()) {
      tried++;
      if (libc.mmap(0, Sides.PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) > 0) {
        successes.add("mmap for writing");
      }
      long mapped = libc.mmap(0, Sides.PAGE, PROT_READ, MAP_SHARED, fd, 0);
      if (mapped > 0 && protect(mapped, Sides.PAGE) == 0) {
        successes.add("mprotect of another mapping");
      }
      if (libc.fchmod(fd, 0666) == 0) {
        successes.add("fchmod");
      }
      for (int flags : new int[] {O_RDWR, O_RDONLY}) {
        try (Arena arena = Arena.ofConfined()) {
          String path = "/proc/self/fd/" + fd;
          if (libc.open(arena.allocateFrom(path), flags | O_CLOEXEC) >= 0) {
            successes.add("open with flags " + flags);
          }
        }
      }
    }
    if (tried == 0) {
      return "found no descriptor";
    }
    return successes.isEmpty() ? "failed" : successes.toString();
  }

  /** Of the memory; the control page is for both sides to write. */
  private static List<Integer> memoryDescriptors() {
    Path all = Path.of("/proc/self/fd");
    try (Stream<Path> entries = Files.list(all)) {
      return entries
          .filter(Attack::isMemory)
          .map(path -> Integer.parseInt(path.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMemory(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains("rsm-export");
    } catch (IOException e) {
      return false; // the directory's own, closed again
    }
  }

  @SuppressWarnings("restricted")
  private static int protect(long address, long size) {
    Linker linker = Linker.nativeLinker();
    MethodHandle mprotect =
        linker.downcallHandle(
            linker.defaultLookup().find("mprotect").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    try {
      return (int) mprotect.invokeExact(address, size, PROT_READ | PROT_WRITE);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
