// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.linux.Libc;

/**
 * The memory of this process that is exported: which memory file lies beneath which range.
 *
 * <p>Segments may overlap; the blocks beneath are shared, and a segment is a list of extents of
 * blocks.
 */
final class ExportedMemory {

  /**
   * One for all fabrics of this class loader, since they may export the same memory. Where two
   * class loaders do, the file that was put there last is the one beneath; nothing else suffers.
   */
  static final ExportedMemory OF_PROCESS = new ExportedMemory();

  /** A part of a block, in the order of the segment. */
  record Extent(MemoryBlock block, long offset, long size) {}

  /** A message has room for the descriptors of this many blocks. */
  static final int MAX_EXTENTS = 128;

  private static final String CREATE = "create";
  private static final int FIRST_SWEEP = 64;

  private final TreeMap<Long, MemoryBlock> blocks = new TreeMap<>();

  /** Unused blocks are looked through when there are this many blocks. */
  private int nextSweep = FIRST_SWEEP;

  ExportedMemory() {}

  /**
   * Allocates memory that has its file from the start, so that exporting it copies nothing.
   *
   * @param alignment a power of two, not less than the page size
   */
  synchronized MemorySegment allocate(
      WindowSpace space, long byteSize, long alignment, Arena arena) {
    sweep();
    MemorySegment range = space.reserve(byteSize + alignment - space.pageSize(), arena);
    long start = (range.address() + alignment - 1) & -alignment;
    MemorySegment memory = range.asSlice(start - range.address(), byteSize);
    putBlock(MemoryBlock.beneath(memory, space));
    return memory;
  }

  /** Closes the files of memory that was allocated but is not exported; it stays accessible. */
  synchronized void forgetUnused(WindowSpace space) {
    removeUnused(block -> block.isOf(space));
  }

  private void removeUnused(Predicate<MemoryBlock> which) {
    for (Iterator<MemoryBlock> all = blocks.values().iterator(); all.hasNext(); ) {
      MemoryBlock block = all.next();
      if (!block.isUsed() && which.test(block)) {
        block.abandon();
        all.remove();
      }
    }
  }

  /** Blocks never overlap: what is in the way is of memory that was freed. */
  private void putBlock(MemoryBlock block) {
    Map.Entry<Long, MemoryBlock> last = blocks.lowerEntry(block.end());
    while (last != null && last.getValue().end() > block.address()) {
      forgetDead(last.getValue());
      last = blocks.lowerEntry(block.end());
    }
    blocks.put(block.address(), block);
  }

  /**
   * The JDK unmaps allocated memory with its arena and tells nobody: closes the files left behind.
   */
  private void sweep() {
    if (blocks.size() < nextSweep) {
      return;
    }
    removeUnused(block -> !block.isAlive());
    nextSweep = Math.max(FIRST_SWEEP, 2 * blocks.size());
  }

  /** Finds or makes the blocks beneath a range. */
  synchronized List<Extent> export(MemorySegment memory) {
    if (!Mapping.isMapped(memory, Libc.get().getpagesize())) {
      throw new RsmException(RsmError.BAD_ADDR, CREATE, "the range is not wholly mapped");
    }
    sweep();
    List<Extent> extents = new ArrayList<>();
    long address = memory.address();
    long end = address + memory.byteSize();
    try {
      while (address < end) {
        if (extents.size() == MAX_EXTENTS) {
          throw new RsmException(
              RsmError.INSUFFICIENT_RESOURCES,
              CREATE,
              "the memory overlaps too many other segments; at most " + MAX_EXTENTS + " pieces");
        }
        MemoryBlock block = blockAt(address, end, memory);
        long size = Math.min(end, block.end()) - address;
        block.use(memory.asSlice(address - memory.address(), size));
        extents.add(new Extent(block, address - block.address(), size));
        address += size;
      }
      return List.copyOf(extents);
    } catch (RuntimeException e) {
      release(extents);
      throw e;
    }
  }

  private MemoryBlock blockAt(long address, long end, MemorySegment memory) {
    Map.Entry<Long, MemoryBlock> below = blocks.floorEntry(address);
    if (below != null && below.getValue().end() > address) {
      MemoryBlock block = below.getValue();
      if (!block.isAlive()) {
        forgetDead(block);
      } else if (block.isUsed() || isWithin(block, memory)) {
        return block;
      } else {
        // An importer gets the file as a whole: what is not exported must not be in it.
        blocks.remove(block.address());
        block.abandon();
      }
      return blockAt(address, end, memory);
    }
    Map.Entry<Long, MemoryBlock> above = blocks.higherEntry(address);
    if (above != null && above.getKey() < end && !above.getValue().isAlive()) {
      forgetDead(above.getValue());
      return blockAt(address, end, memory);
    }
    long gapEnd = above == null ? end : Math.min(end, above.getKey());
    MemoryBlock block = newBlock(memory, address, gapEnd);
    putBlock(block);
    return block;
  }

  private static boolean isWithin(MemoryBlock block, MemorySegment memory) {
    return memory.address() <= block.address()
        && block.end() <= memory.address() + memory.byteSize();
  }

  /** The memory was freed while it was exported, and its addresses have a new owner. */
  private void forgetDead(MemoryBlock block) {
    blocks.remove(block.address());
    if (!block.isUsed()) {
      block.abandon();
    }
  }

  private static MemoryBlock newBlock(MemorySegment memory, long address, long end) {
    try {
      return MemoryBlock.over(memory.asSlice(address - memory.address(), end - address));
    } catch (IllegalStateException | WrongThreadException e) {
      throw new RsmException(
          RsmError.BAD_ADDR, CREATE, "the arena is closed or belongs to another thread", 0, e);
    }
  }

  /** A segment has ended; memory that no segment uses any more becomes private again. */
  synchronized void release(List<Extent> extents) {
    for (Extent extent : extents) {
      MemoryBlock block = extent.block();
      if (block.leave()) {
        if (blocks.get(block.address()) == block) {
          blocks.remove(block.address());
        }
        block.makePrivate();
      }
    }
  }
}
