// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.Permission;
import org.rsmapi.ScatterGather;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;

/**
 * Transfers to and from a segment of the other process; or, for a work that begins with {@code
 * bare-}, the same through a mapping of the same memory.
 */
final class RsmTransfers implements Subject {

  private static final String BARE = "bare-";

  private final long length;
  private final RsmLink link;
  private final Places places;
  private final MemorySegment own;
  private @Nullable BareTransfers bare;

  /**
   * Opens a controller.
   *
   * @param argument its name, a comma, and the length of the segments
   */
  RsmTransfers(String argument) {
    int comma = argument.indexOf(',');
    length = Long.parseLong(argument.substring(comma + 1));
    link = new RsmLink(argument.substring(0, comma), length);
    places = new Places(link.arena, length);
    own = places.first();
  }

  @Override
  public String offer() {
    return link.offer();
  }

  @Override
  public void accept(String offer) {
    link.accept(offer);
  }

  @Override
  public Answer measure(Turn turn) throws Exception {
    ImportSegment target = link.imported();
    boolean explicit = turn.work().startsWith("explicit-") || turn.work().equals("put-completion");
    target.setMode(explicit ? BarrierMode.EXPLICIT : BarrierMode.IMPLICIT);
    return Stopwatch.measure(turn, loop(turn));
  }

  @Override
  public Loop loop(Turn turn) {
    ImportSegment target = link.imported();
    long size = turn.size();
    if (turn.work().startsWith(BARE)) {
      return bare(target).loop(turn.work().substring(BARE.length()), size);
    }
    return switch (turn.work()) {
      case "put-completion" -> completed(target, size);
      case "get" -> loads(target);
      case "bulk-put" -> puts(target, size);
      case "bulk-get" -> gets(target, size);
      case "putv" -> vectorPuts(target, vector(size));
      case "getv" -> vectorGets(target, vector(size));
      case "explicit-put" -> size == Long.BYTES ? stores(target) : puts(target, size);
      case "explicit-get" -> size == Long.BYTES ? loads(target) : gets(target, size);
      default -> throw Subject.unknown(turn);
    };
  }

  /** A segment has one mapping at a time; it stays. */
  private BareTransfers bare(ImportSegment target) {
    BareTransfers transfers = bare;
    if (transfers == null) {
      transfers = new BareTransfers(target.map(Permission.RDWR, 0, length), places);
      bare = transfers;
    }
    return transfers;
  }

  private Loop completed(ImportSegment target, long size) {
    Barrier barrier = link.barrier();
    if (size == Long.BYTES) {
      return operations -> {
        for (long i = 0; i < operations; i++) {
          barrier.open();
          target.put64(0, i);
          barrier.closeBarrier();
        }
      };
    }
    return operations -> {
      for (long i = 0; i < operations; i++) {
        barrier.open();
        target.put(0, own, size);
        barrier.closeBarrier();
      }
    };
  }

  private static Loop stores(ImportSegment target) {
    return operations -> {
      for (long i = 0; i < operations; i++) {
        target.put64(0, i);
      }
    };
  }

  private static Loop loads(ImportSegment target) {
    return operations -> {
      long sum = 0;
      for (long i = 0; i < operations; i++) {
        sum += target.get64(0);
      }
      Kept.value = sum;
    };
  }

  private Loop puts(ImportSegment target, long size) {
    return operations -> {
      MemorySegment buffer = places.next();
      for (long i = 0; i < operations; i++) {
        target.put(0, buffer, size);
      }
    };
  }

  private Loop gets(ImportSegment target, long size) {
    return operations -> {
      MemorySegment buffer = places.next();
      for (long i = 0; i < operations; i++) {
        target.get(0, buffer, size);
      }
    };
  }

  private ScatterGather vector(long size) {
    IoVector[] entries = new IoVector[ScatterGather.MAX_REQUESTS];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = IoVector.of(own, i * size, i * size, size);
    }
    return new ScatterGather(entries);
  }

  private static Loop vectorPuts(ImportSegment target, ScatterGather list) {
    return operations -> {
      for (long i = 0; i < operations; i++) {
        target.putv(list);
      }
    };
  }

  private static Loop vectorGets(ImportSegment target, ScatterGather list) {
    return operations -> {
      for (long i = 0; i < operations; i++) {
        target.getv(list);
      }
    };
  }

  @Override
  public void close() {
    link.close();
  }
}
