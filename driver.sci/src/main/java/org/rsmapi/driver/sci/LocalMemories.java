// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ScatterGather;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.spi.VectorPart;

/**
 * The local memory handles of a controller, and the transfers by DMA from and to them.
 *
 * <p>A transfer by DMA is complete on return, so that barriers have nothing to wait for.
 */
final class LocalMemories implements AutoCloseable {

  private record Key(long address, long serial) {}

  private final SciController controller;
  private final BulkThresholds thresholds;
  private final AtomicLong serials = new AtomicLong();
  private final ConcurrentNavigableMap<Key, SciLocalMemory> entered =
      new ConcurrentSkipListMap<>(
          Comparator.comparingLong(Key::address).thenComparingLong(Key::serial));
  private final Deque<DmaQueue> idleQueues = new ConcurrentLinkedDeque<>();

  /** The adapter does none, or does not take this memory: not tried again. */
  private volatile boolean impossible;

  LocalMemories(SciController controller, BulkThresholds thresholds) {
    this.controller = controller;
    this.thresholds = thresholds;
  }

  SciLocalMemory enter(MemorySegment memory) {
    Key key = new Key(memory.address(), serials.incrementAndGet());
    SciLocalMemory local = new SciLocalMemory(controller, memory, () -> entered.remove(key));
    entered.put(key, local);
    return local;
  }

  /** Tells whether the copy routine of the library takes a put. */
  boolean isForMemCpy(long offset, MemorySegment source) {
    return source.byteSize() >= thresholds.memCpyPut()
        && offset % Long.BYTES == 0
        && source.byteSize() % Long.BYTES == 0;
  }

  /** Writes by DMA; false if that is not worth it, or not possible. */
  boolean write(RemoteSegment remote, long offset, MemorySegment source) {
    return source.byteSize() >= thresholds.dmaPut() && transfer(remote, offset, source, false);
  }

  /** Reads by DMA; false if that is not worth it, or not possible. */
  boolean read(RemoteSegment remote, long offset, MemorySegment target) {
    return target.byteSize() >= thresholds.dmaGet() && transfer(remote, offset, target, true);
  }

  private boolean transfer(RemoteSegment remote, long offset, MemorySegment memory, boolean read) {
    if (impossible || !memory.isNative()) {
      return false;
    }
    SciLocalMemory local = find(memory);
    LocalSegment segment = local == null ? null : local.segment();
    if (local == null || segment == null) {
      return false;
    }
    long localOffset = memory.address() - local.address();
    List<DmaQueue.Piece> whole =
        List.of(new DmaQueue.Piece(localOffset, offset, memory.byteSize()));
    return transfer(segment, remote, whole, read);
  }

  /**
   * Moves entries of a vector by DMA, in one transfer as long as they are of the same local memory.
   *
   * @return how many, from the first on, have been moved; 0 if that is not worth it
   */
  int transfer(RemoteSegment remote, List<VectorPart> parts, boolean read) {
    long bytes = parts.stream().mapToLong(VectorPart::byteCount).sum();
    if (impossible || bytes < (read ? thresholds.dmaGet() : thresholds.dmaPut())) {
      return 0;
    }
    int done = 0;
    while (done < parts.size()) {
      int end = done + 1;
      while (end < parts.size() && parts.get(end).prepared() == parts.get(done).prepared()) {
        end++;
      }
      if (!transferOfOne(remote, parts.subList(done, end), read)) {
        return done;
      }
      done = end;
    }
    return done;
  }

  /** The local memory is the same. */
  private boolean transferOfOne(RemoteSegment remote, List<VectorPart> parts, boolean read) {
    if (!(parts.getFirst().prepared() instanceof SciLocalMemory local)
        || !parts.stream()
            .allMatch(part -> local.isUsable(controller, part.localOffset(), part.byteCount()))) {
      return false;
    }
    LocalSegment segment = local.segment();
    List<DmaQueue.Piece> pieces =
        parts.stream()
            .map(
                part ->
                    new DmaQueue.Piece(part.localOffset(), part.remoteOffset(), part.byteCount()))
            .toList();
    try {
      return segment != null && transfer(segment, remote, pieces, read);
    } catch (SisciException e) {
      return false; // each by itself tells
    }
  }

  private boolean transfer(
      LocalSegment segment, RemoteSegment remote, List<DmaQueue.Piece> pieces, boolean read) {
    DmaQueue queue = queue();
    if (queue == null) {
      return false;
    }
    boolean done = false;
    try {
      queue.transfer(segment, remote, pieces, read);
      done = true;
      return true;
    } catch (SisciException e) {
      return switch (e.error()) {
        case SIZE_ALIGNMENT, OFFSET_ALIGNMENT, NOT_IMPLEMENTED -> {
          done = true;
          yield false; // the processor can
        }
        default -> throw e;
      };
    } finally {
      if (done) {
        idleQueues.push(queue);
      } else {
        queue.remove(); // its state is not known
      }
    }
  }

  private @Nullable SciLocalMemory find(MemorySegment memory) {
    Map.Entry<Key, SciLocalMemory> below =
        entered.floorEntry(new Key(memory.address(), Long.MAX_VALUE));
    return below != null && below.getValue().contains(memory) ? below.getValue() : null;
  }

  private @Nullable DmaQueue queue() {
    DmaQueue idle = idleQueues.poll();
    if (idle != null) {
      return idle;
    }
    try {
      return controller.sisci().createDmaQueue(controller.adapterNo(), ScatterGather.MAX_REQUESTS);
    } catch (SisciException e) {
      impossible = true;
      return null;
    }
  }

  @Override
  public void close() {
    impossible = true;
    entered.values().forEach(SciLocalMemory::free);
    DmaQueue queue = idleQueues.poll();
    while (queue != null) {
      queue.remove();
      queue = idleQueues.poll();
    }
  }
}
