// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rsmapi.RsmException;

/**
 * A range of this process's memory with a memory file mapped in its place, shared by the segments
 * over it. Guarded by {@link ExportedMemory}.
 */
final class MemoryBlock {

  private static final Logger LOG = System.getLogger(MemoryBlock.class.getName());

  private final MemoryFile file;
  private final long address;
  private final MemorySegment.Scope scope;
  private int users;

  private MemoryBlock(MemoryFile file, long address, MemorySegment.Scope scope) {
    this.file = file;
    this.address = address;
    this.scope = scope;
  }

  /** Puts a memory file in the place of memory of the caller, contents kept. */
  static MemoryBlock over(MemorySegment memory) {
    MemoryFile file = MemoryFile.reserve("rsm-export", memory.byteSize());
    try {
      long draft = Mapping.shared(file);
      try {
        Mapping.at(draft, file.size()).copyFrom(memory);
        Mapping.sharedAt(memory.address(), file.size(), file.number(), 0, true);
      } finally {
        Mapping.unmap(draft, file.size());
      }
      return new MemoryBlock(file, memory.address(), memory.scope());
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Puts a memory file of zeroes in the place of memory that nobody has used yet. */
  static MemoryBlock beneath(MemorySegment fresh) {
    MemoryFile file = MemoryFile.reserve("rsm-export", fresh.byteSize());
    try {
      Mapping.sharedAt(fresh.address(), file.size(), file.number(), 0, true);
      return new MemoryBlock(file, fresh.address(), fresh.scope());
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

  /** Whether the owner of the memory still has it; if not, somebody else may have the addresses. */
  boolean isAlive() {
    return scope.isAlive();
  }

  void use() {
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
   * Gives the range private memory with the same contents, and closes the file. Whoever still has
   * the file mapped elsewhere is cut off.
   */
  void makePrivate() {
    try {
      if (isAlive() || isStillMapped()) {
        long size = file.size();
        long copy = Mapping.anonymous(size);
        try {
          Mapping.at(copy, size).copyFrom(Mapping.at(address, size));
          Mapping.move(copy, size, address);
        } catch (RuntimeException e) {
          Mapping.unmap(copy, size);
          throw e;
        }
      }
    } catch (RsmException | UncheckedIOException e) {
      // The memory goes on as it is: usable, though a former importer may still see it.
      LOG.log(Level.WARNING, "Exported memory cannot be made private again", e);
    } finally {
      file.close();
    }
  }

  /**
   * Looks up what is mapped at the range. Only asked for memory that was freed while it was
   * exported: the range may have been unmapped and given to somebody else since.
   */
  private boolean isStillMapped() {
    Path descriptor = Path.of("/proc/self/fd/" + file.number());
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      String inode = Files.getAttribute(descriptor, "unix:ino").toString();
      return lines.anyMatch(line -> covers(line, inode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines read "start-end permissions offset device inode path". */
  private boolean covers(String line, String inode) {
    String[] fields = line.split(" +", 6);
    String[] range = fields[0].split("-", 2);
    return fields.length > 4
        && fields[4].equals(inode)
        && Long.parseUnsignedLong(range[0], 16) <= address
        && Long.parseUnsignedLong(range[1], 16) >= end();
  }

  /** Closes the file and leaves the memory as it is. */
  void abandon() {
    file.close();
  }
}
