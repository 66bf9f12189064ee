// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.BarrierMode;
import org.rsmapi.IoVector;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.DriverLocalMemory;
import org.rsmapi.spi.VectorPart;

/**
 * Consecutive entries of a vector that the driver moves in one call. In explicit mode only, where
 * an entry need not be complete before the next begins; and none of them overwrites what another
 * one has moved, so that their order cannot be seen.
 */
final class VectorRun {

  private final ImportHandle segment;
  private final boolean get;
  private final String operation;
  private final List<VectorPart> parts = new ArrayList<>();
  private final List<LocalMemoryHandle> held = new ArrayList<>();

  private VectorRun(ImportHandle segment, boolean get, String operation) {
    this.segment = segment;
    this.get = get;
    this.operation = operation;
  }

  /**
   * Moves entries from one on. Allocates nothing where the library itself would move that one.
   *
   * @return how many of them have been moved; 0 if this one is to be moved by itself, which tells
   *     what is wrong with it
   */
  static int move(
      ImportHandle segment,
      @Nullable IoVector[] entries,
      int first,
      int count,
      boolean get,
      String operation) {
    IoVector entry = entries[first];
    if (count - first < 2
        || entry == null
        || entry.type() != IoVector.HANDLE_TYPE
        || segment.isDirect(entry.length())
        || segment.currentMode() != BarrierMode.EXPLICIT) {
      return 0;
    }
    DriverImport driver = segment.connection().forCall(operation);
    int limit = DriverFailure.translate(operation, DriverCodes.VECTOR, driver::vectorLimit);
    return limit < 2
        ? 0
        : new VectorRun(segment, get, operation)
            .move(driver, entries, first, (int) Math.min(count, (long) first + limit));
  }

  private int move(DriverImport driver, @Nullable IoVector[] entries, int first, int end) {
    try {
      for (int i = first; i < end && add(entries[i], i); i++) {
        // The first one that cannot come along ends the run.
      }
      return parts.size() < 2 ? 0 : moved(driver);
    } catch (RuntimeException | Error e) {
      if (parts.stream().allMatch(part -> part.memory().scope().isAlive())) {
        throw DriverFailure.of(e, operation, DriverCodes.VECTOR);
      }
      return 0; // the one whose arena was closed meanwhile says so
    } finally {
      held.forEach(LocalMemoryHandle::release);
    }
  }

  private int moved(DriverImport driver) {
    List<VectorPart> all = List.copyOf(parts);
    int moved = get ? driver.getVector(all) : driver.putVector(all);
    if (moved < 0 || moved > all.size()) {
      throw new IllegalStateException("moved " + moved + " of " + all.size() + " entries");
    }
    return moved;
  }

  private boolean add(@Nullable IoVector entry, int index) {
    if (entry == null
        || entry.type() != IoVector.HANDLE_TYPE
        || !(entry.localMemory() instanceof LocalMemoryHandle handle)
        || entry.length() <= 0
        || segment.isDirect(entry.length())) {
      return false;
    }
    VectorPart part = part(entry, index, handle);
    return part != null
        && parts.stream().noneMatch(other -> overlaps(part, other))
        && parts.add(part);
  }

  /** Returns null if the entry is wrong: it says so when its turn comes. */
  private @Nullable VectorPart part(IoVector entry, int index, LocalMemoryHandle handle) {
    var memory = handle.acquire();
    if (memory == null) {
      return null;
    }
    held.add(handle);
    DriverLocalMemory prepared = handle.prepared();
    if (prepared == null) {
      return null;
    }
    try {
      VectorChecks.range(entry, index, segment.length(), memory.byteSize(), operation);
      VectorChecks.accessible(memory, entry, index, get, operation);
    } catch (RsmException e) {
      return null;
    }
    return new VectorPart(
        prepared, memory, entry.localOffset(), entry.remoteOffset(), entry.length());
  }

  /** Tells whether two parts write to the same place. */
  private boolean overlaps(VectorPart part, VectorPart other) {
    long one = get ? part.memory().address() + part.localOffset() : part.remoteOffset();
    long two = get ? other.memory().address() + other.localOffset() : other.remoteOffset();
    return one < two + other.byteCount() && two < one + part.byteCount();
  }
}
