// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.fault;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.fabric.fault.LostAccess;

/** A map with faults around it: accesses that do not take place, and sequences that tell of it. */
final class FaultyMap implements RemoteMap {

  private final RemoteMap map;
  private final FaultySegment segment;
  private final AtomicInteger losses = new AtomicInteger();

  FaultyMap(RemoteMap map, FaultySegment segment) {
    this.map = map;
    this.segment = segment;
  }

  private boolean loses() {
    boolean lost = LostAccess.isNow() || segment.isCutOff();
    if (lost) {
      losses.incrementAndGet();
    }
    return lost;
  }

  @Override
  public @Nullable MemorySegment window() {
    return map.window();
  }

  @Override
  public void load(long offset, MemorySegment target, int elementSize) {
    if (loses()) {
      target.fill((byte) -1); // as a bus answers a read that nobody answers
    } else {
      map.load(offset, target, elementSize);
    }
  }

  @Override
  public void store(long offset, MemorySegment source, int elementSize) {
    if (!loses()) {
      map.store(offset, source, elementSize);
    }
  }

  @Override
  public void memCpy(long offset, MemorySegment source) {
    if (!loses()) {
      map.memCpy(offset, source);
    }
  }

  @Override
  public Sequence createSequence() {
    return new FaultySequence(map.createSequence());
  }

  @Override
  public void unmap() {
    map.unmap();
  }

  private final class FaultySequence implements Sequence {

    private final Sequence sequence;
    private int lossesAtStart;
    private int outagesAtStart;

    FaultySequence(Sequence sequence) {
      this.sequence = sequence;
    }

    @Override
    public SequenceStatus start() {
      lossesAtStart = losses.get();
      outagesAtStart = segment.outages();
      return segment.isCutOff() ? SequenceStatus.PENDING : sequence.start();
    }

    @Override
    public SequenceStatus check() {
      SequenceStatus status = sequence.check();
      boolean lost =
          losses.get() != lossesAtStart
              || segment.outages() != outagesAtStart
              || segment.isCutOff();
      return status == SequenceStatus.OK && lost ? SequenceStatus.RETRIABLE : status;
    }

    @Override
    public void remove() {
      sequence.remove();
    }
  }
}
