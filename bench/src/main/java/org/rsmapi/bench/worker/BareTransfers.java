// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.rsmapi.ScatterGather;

/** Transfers through a mapping, without RSMAPI: what the same memory costs alone. */
final class BareTransfers {

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment mapping;
  private final MemorySegment own;

  BareTransfers(MemorySegment mapping, MemorySegment own) {
    this.mapping = mapping;
    this.own = own;
  }

  Loop loop(String work, long size) {
    return switch (work) {
      case "get" -> this::loads;
      case "put-completion" -> size == Long.BYTES ? this::fencedStores : fencedCopies(size);
      case "bulk-put" -> copies(own, mapping, size);
      case "bulk-get" -> copies(mapping, own, size);
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

  private static Loop copies(MemorySegment from, MemorySegment to, long size) {
    return operations -> {
      for (long i = 0; i < operations; i++) {
        MemorySegment.copy(from, 0, to, 0, size);
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
