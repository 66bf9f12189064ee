// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;

/**
 * A range of this process's memory with a memory file mapped in its place, shared by the segments
 * over it. Guarded by {@link ExportedMemory}.
 */
final class MemoryBlock {

  private static final Logger LOG = System.getLogger(MemoryBlock.class.getName());

  /** Tells the files of this class loader from those of others in the same process. */
  private static final String FILE_NAMES =
      "rsm-export-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-";

  private static final AtomicLong FILES = new AtomicLong();

  /** No other file has it. */
  private final String fileName;

  private final MemoryFile file;
  private final long address;

  /** Weak, so that nobody's memory in an automatic arena stays because it could be exported. */
  private final WeakReference<MemorySegment.Scope> scope;

  /** What hands the memory out before it is exported; null for memory of the caller. */
  private final @Nullable Object allocator;

  /** The memory while it is exported: also kept from being freed, if nobody closes its arena. */
  private @Nullable MemorySegment exported;

  private int users;

  private MemoryBlock(
      String fileName, MemoryFile file, MemorySegment memory, @Nullable Object allocator) {
    this.fileName = fileName;
    this.file = file;
    this.address = memory.address();
    this.scope = new WeakReference<>(memory.scope());
    this.allocator = allocator;
  }

  /** Puts a memory file in the place of memory of the caller, contents kept. */
  static MemoryBlock over(MemorySegment memory) {
    String name = FILE_NAMES + FILES.incrementAndGet();
    MemoryFile file = MemoryFile.reserve(name, memory.byteSize());
    try {
      long draft = Mapping.shared(file);
      try {
        Mapping.at(draft, file.size()).copyFrom(memory);
        Mapping.sharedAt(memory, file);
      } finally {
        Mapping.unmap(draft, file.size());
      }
      file.settle();
      return new MemoryBlock(name, file, memory, null);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Puts a memory file of zeroes in the place of memory that nobody has used yet. */
  static MemoryBlock beneath(MemorySegment fresh, Object allocator) {
    String name = FILE_NAMES + FILES.incrementAndGet();
    MemoryFile file = MemoryFile.reserve(name, fresh.byteSize());
    try {
      Mapping.sharedAt(fresh, file);
      file.settle();
      return new MemoryBlock(name, file, fresh, allocator);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  long address() {
    return address;
  }

  long end() {
    return address + file.size();
  }

  MemoryFile file() {
    return file;
  }

  /** Maps a part of the file at an address, too, in place of what is there. */
  void showAt(long target, long offset, long size, boolean writable) {
    if (!file.isInTable() && duplicateAt(target, offset, size)) {
      if (!writable) {
        Mapping.protect(target, size);
      }
      return;
    }
    try (MemoryFile.Opened opened = file.open()) {
      Mapping.sharedAt(target, size, opened.number(), offset, writable);
    }
  }

  /** Without a descriptor: only if the memory that was exported is still where it was. */
  private boolean duplicateAt(long target, long offset, long size) {
    try {
      Mapping.duplicateAt(address + offset, target, size);
    } catch (RsmException e) {
      return false;
    }
    return Mapping.isOf(fileName, target, size);
  }

  boolean isOf(Object owner) {
    return allocator == owner;
  }

  /** Whether the owner of the memory still has it; if not, somebody else may have the addresses. */
  boolean isAlive() {
    MemorySegment.Scope current = scope.get();
    return current != null && current.isAlive();
  }

  /**
   * Another segment lies over this block.
   *
   * @param memory of the segment, from where it meets this block
   */
  void use(MemorySegment memory) {
    if (exported == null) {
      exported = memory;
    }
    users++;
  }

  /** Returns whether that was the last user. */
  boolean leave() {
    users--;
    return users == 0;
  }

  boolean isUsed() {
    return users > 0;
  }

  /**
   * Makes the memory private, contents kept, where this file still lies beneath it, and closes the
   * file. Whoever has the file mapped elsewhere is cut off.
   *
   * <p>It need not lie there any more: the memory may have been freed while it was exported, and
   * the addresses given to somebody else; or a driver with a class loader of its own has exported
   * the same memory.
   */
  void makePrivate() {
    try (MemoryFile.Opened opened = file.open()) {
      for (Part part : stillMapped()) {
        makePrivate(part, opened.number());
      }
    } catch (RsmException | UncheckedIOException e) {
      // The memory goes on as it is: usable, though a former importer may still see it.
      LOG.log(Level.WARNING, "Exported memory cannot be made private again", e);
    } finally {
      exported = null;
      file.close();
    }
  }

  private void makePrivate(Part part, int fd) {
    long size = part.end - part.start;
    long offset = part.start - address;
    try {
      MemorySegment memory = memoryAt(part.start, size);
      Mapping.privateAt(memory, part.start, size, fd, offset);
    } catch (IllegalStateException | WrongThreadException e) {
      // Freed memory of malloc is still mapped, and somebody else's by now. Memory of another
      // thread cannot be held.
      Mapping.privateAt(null, part.start, size, fd, offset);
    }
  }

  /** Returns the memory as the exporter's segment has it, or null if that begins or ends inside. */
  private @Nullable MemorySegment memoryAt(long start, long size) {
    MemorySegment memory = exported;
    if (memory == null
        || start < memory.address()
        || start + size > memory.address() + memory.byteSize()) {
      return null;
    }
    return memory.asSlice(start - memory.address(), size);
  }

  /** A range of addresses. */
  private record Part(long start, long end) {}

  private List<Part> stillMapped() {
    if (Mapping.isOf(fileName, address, file.size())) {
      return List.of(new Part(address, end()));
    }
    if (allocator != null && !isAlive()) {
      return List.of(); // the JDK has unmapped it with its arena
    }
    String path = Mapping.pathOf(fileName);
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      List<Part> parts = new ArrayList<>();
      lines.filter(line -> line.endsWith(path)).forEach(line -> addIfOurs(line, parts));
      return parts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines read "start-end permissions offset device inode path". */
  private void addIfOurs(String line, List<Part> parts) {
    String[] fields = line.split(" +", 6);
    String[] range = fields[0].split("-", 2);
    if (!fields[1].endsWith("s")) {
      return;
    }
    long start = Long.parseUnsignedLong(range[0], 16);
    long end = Long.parseUnsignedLong(range[1], 16);
    if (start >= address
        && end <= end()
        && Long.parseUnsignedLong(fields[2], 16) == start - address) {
      parts.add(new Part(start, end));
    }
  }

  /** Closes the file and leaves the memory as it is. */
  void abandon() {
    file.close();
  }
}
