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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;

/**
 * A range of this process's memory with a memory file mapped in its place, shared by the segments
 * over it. Guarded by {@link ExportedMemory}.
 */
final class MemoryBlock {

  private static final Logger LOG = System.getLogger(MemoryBlock.class.getName());
  private static final String FILE_NAME = "rsm-export";

  private final MemoryFile file;
  private final long address;

  /** Weak, so that nobody's memory in an automatic arena stays because it could be exported. */
  private final WeakReference<MemorySegment.Scope> scope;

  /** What hands the memory out before it is exported; null for memory of the caller. */
  private final @Nullable Object allocator;

  /** The memory while it is exported: also kept from being freed, if nobody closes its arena. */
  private @Nullable MemorySegment exported;

  private int users;

  private MemoryBlock(MemoryFile file, MemorySegment memory, @Nullable Object allocator) {
    this.file = file;
    this.address = memory.address();
    this.scope = new WeakReference<>(memory.scope());
    this.allocator = allocator;
  }

  /** Puts a memory file in the place of memory of the caller, contents kept. */
  static MemoryBlock over(MemorySegment memory) {
    MemoryFile file = MemoryFile.reserve(FILE_NAME, memory.byteSize());
    try {
      long draft = Mapping.shared(file);
      try {
        Mapping.at(draft, file.size()).copyFrom(memory);
        Mapping.sharedAt(memory, file);
      } finally {
        Mapping.unmap(draft, file.size());
      }
      return new MemoryBlock(file, memory, null);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Puts a memory file of zeroes in the place of memory that nobody has used yet. */
  static MemoryBlock beneath(MemorySegment fresh, Object allocator) {
    MemoryFile file = MemoryFile.reserve(FILE_NAME, fresh.byteSize());
    try {
      Mapping.sharedAt(fresh, file);
      return new MemoryBlock(file, fresh, allocator);
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
    Mapping.sharedAt(target, size, file.number(), offset, writable);
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
    try {
      for (Part part : stillMapped()) {
        makePrivate(part);
      }
    } catch (RsmException | UncheckedIOException e) {
      // The memory goes on as it is: usable, though a former importer may still see it.
      LOG.log(Level.WARNING, "Exported memory cannot be made private again", e);
    } finally {
      exported = null;
      file.close();
    }
  }

  private void makePrivate(Part part) {
    long size = part.end - part.start;
    long offset = part.start - address;
    try {
      MemorySegment memory = memoryAt(part.start, size);
      Mapping.privateAt(memory, part.start, size, file, offset);
    } catch (IllegalStateException | WrongThreadException e) {
      // Freed memory of malloc is still mapped, and somebody else's by now. Memory of another
      // thread cannot be held.
      Mapping.privateAt(null, part.start, size, file, offset);
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
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      Path descriptor = Path.of("/proc/self/fd/" + file.number());
      String inode = Files.getAttribute(descriptor, "unix:ino").toString();
      List<Part> parts = new ArrayList<>();
      lines.filter(line -> line.contains(FILE_NAME)).forEach(line -> addIfOurs(line, inode, parts));
      return parts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines read "start-end permissions offset device inode path". */
  private void addIfOurs(String line, String inode, List<Part> parts) {
    String[] fields = line.split(" +", 6);
    String[] range = fields[0].split("-", 2);
    if (!fields[4].equals(inode) || !fields[1].endsWith("s")) {
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
