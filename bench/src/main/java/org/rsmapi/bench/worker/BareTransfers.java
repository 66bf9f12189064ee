// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.rsmapi.ScatterGather;

/**
 * Transfers through a mapping, without RSMAPI: what the same memory costs alone.
 *
 * <p>Bulk copies are a release or an acquire each, as puts and gets are. That makes no instruction
 * on most processors, but without it the compiler would check the segments once for a whole burst
 * of the same copy, which no program does that has anything else to do.
 */
final class BareTransfers {

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment mapping;
  private final Places places;
  private final MemorySegment own;

  BareTransfers(MemorySegment mapping, Places places) {
    this.mapping = mapping;
    this.places = places;
    this.own = places.first();
  }

  Loop loop(String work, long size) {
    return switch (work) {
      case "get" -> this::loads;
      case "put-completion" -> size == Long.BYTES ? this::fencedStores : fencedCopies(size);
      case "bulk-put" -> puts(size);
      case "bulk-get" -> gets(size);
      case "putv" -> pieces(own, mapping, size);
      case "getv" -> pieces(mapping, own, size);
      default -> throw new IllegalArgumentException("'" + work + "': not a bare work");
    };
  }

  private void loads(long operations) {
    long sum = 0;
    for (long i = 0; i < operations; i++) {
      sum += (long) LONG.getAcquire(mapping, 0L);
    }
    Kept.value = sum;
  }

  private void fencedStores(long operations) {
    for (long i = 0; i < operations; i++) {
      LONG.setRelease(mapping, 0L, i);
      VarHandle.fullFence();
    }
  }

  private Loop fencedCopies(long size) {
    return operations -> {
      for (long i = 0; i < operations; i++) {
        MemorySegment.copy(own, 0, mapping, 0, size);
        VarHandle.fullFence();
      }
    };
  }

  private Loop puts(long size) {
    return operations -> {
      MemorySegment from = places.next();
      MemorySegment to = mapping;
      for (long i = 0; i < operations; i++) {
        VarHandle.releaseFence();
        MemorySegment.copy(from, 0, to, 0, size);
      }
    };
  }

  private Loop gets(long size) {
    return operations -> {
      MemorySegment from = mapping;
      MemorySegment to = places.next();
      for (long i = 0; i < operations; i++) {
        MemorySegment.copy(from, 0, to, 0, size);
        VarHandle.acquireFence();
      }
    };
  }

  private static Loop pieces(MemorySegment from, MemorySegment to, long size) {
    return operations -> {
      for (long i = 0; i < operations; i++) {
        for (int piece = 0; piece < ScatterGather.MAX_REQUESTS; piece++) {
          MemorySegment.copy(from, piece * size, to, piece * size, size);
        }
      }
    };
  }
}
