// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import java.util.SplittableRandom;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;
import org.rsmapi.Segment;

/** One import segment of a thread: it writes records to its slot and reads those of others. */
final class Importing implements AutoCloseable {

  /** What anything may end with once the exporter is gone. */
  private static final Set<RsmError> BROKEN = Set.of(RsmError.CONN_ABORTED);

  private final ImportSegment segment;
  private final int slots;
  private final int ownSlot;
  private final SplittableRandom random;
  private final Outcomes outcomes;
  private final MemorySegment record;
  private final MemorySegment copy;
  private final Barrier barrier;

  Importing(
      ImportSegment segment,
      int slots,
      int ownSlot,
      Arena arena,
      SplittableRandom random,
      Outcomes outcomes) {
    this.segment = segment;
    this.slots = slots;
    this.ownSlot = ownSlot;
    this.random = random;
    this.outcomes = outcomes;
    this.record = arena.allocate(Layout.RECORD_SIZE, 8);
    this.copy = arena.allocate(Layout.RECORD_SIZE, 8);
    this.barrier = segment.initBarrier();
  }

  ImportSegment segment() {
    return segment;
  }

  /** Does one thing; false if the connection is broken. */
  boolean step() {
    boolean writable = segment.permission().canWrite();
    RsmError outcome =
        switch (random.nextInt(writable ? 9 : 4)) {
          case 0, 1 -> outcomes.run("read", BROKEN, this::readOther);
          case 2 -> outcomes.run("post", BROKEN, () -> segment.signalPost(flags()));
          case 3 -> outcomes.run("wait", Set.of(RsmError.TIMEOUT), () -> segment.signalWait(0));
          case 4, 5 -> outcomes.run("write", BROKEN, () -> write(this::put));
          case 6 -> outcomes.run("write by vector", BROKEN, () -> write(this::putv));
          case 7 -> outcomes.run("write through a mapping", BROKEN, () -> write(this::store));
          default -> outcomes.run("write in explicit mode", BROKEN, this::writeExplicitly);
        };
    return outcome != RsmError.CONN_ABORTED;
  }

  private int flags() {
    return random.nextBoolean() ? Segment.SIGPOST_NO_ACCUMULATE : 0;
  }

  /** Writes a record in one way and reads it back: nobody else writes to this slot. */
  private void write(Runnable way) {
    long slot = Layout.slot(ownSlot);
    long generation = segment.get64(Layout.GENERATION);
    long sequence = (segment.get64(slot + Layout.SEQUENCE) | 1) + 1;
    MemorySegment payload = record.asSlice(Layout.PAYLOAD);
    Layout.fill(payload, random);
    record.set(ValueLayout.JAVA_LONG, Layout.BEGUN_IN, generation);
    record.set(ValueLayout.JAVA_LONG, Layout.CHECKSUM, Layout.checksum(payload));
    segment.put64(slot + Layout.SEQUENCE, sequence + 1);
    way.run();
    segment.put64(slot + Layout.SEQUENCE, sequence + 2);
    segment.get(slot + Layout.BEGUN_IN, copy, Layout.RECORD_SIZE - Layout.BEGUN_IN);
    MemorySegment expected = record.asSlice(Layout.BEGUN_IN);
    boolean undisturbed = (generation & 1) == 0 && segment.get64(Layout.GENERATION) == generation;
    if (undisturbed && expected.mismatch(copy.asSlice(0, expected.byteSize())) >= 0) {
      throw new SoakFailure("a record reads otherwise than it was written, slot " + ownSlot);
    }
  }

  private void put() {
    segment.put(
        Layout.slot(ownSlot) + Layout.BEGUN_IN,
        record.asSlice(Layout.BEGUN_IN),
        Layout.RECORD_SIZE - Layout.BEGUN_IN);
  }

  private void putv() {
    long slot = Layout.slot(ownSlot);
    int half = Layout.RECORD_SIZE / 2;
    segment.putv(
        new ScatterGather(
            IoVector.of(record, Layout.BEGUN_IN, slot + Layout.BEGUN_IN, half - Layout.BEGUN_IN),
            IoVector.of(record, half, slot + half, Layout.RECORD_SIZE - half)));
  }

  private void store() {
    MemorySegment mapped = segment.map(Permission.RDWR, 0, segment.length());
    try {
      MemorySegment.copy(
          record,
          Layout.BEGUN_IN,
          mapped,
          Layout.slot(ownSlot) + Layout.BEGUN_IN,
          Layout.RECORD_SIZE - Layout.BEGUN_IN);
    } finally {
      segment.unmap();
    }
  }

  private void writeExplicitly() {
    segment.setMode(BarrierMode.EXPLICIT);
    try {
      Barrier.Span span = barrier.open();
      RsmException failure = null;
      try {
        write(this::put);
        span.order();
      } catch (RsmException e) {
        failure = e;
      }
      span.close();
      if (failure != null) {
        throw failure;
      }
    } finally {
      segment.setMode(BarrierMode.IMPLICIT);
    }
  }

  /** Reads a record that somebody else may be writing. */
  private void readOther() {
    if (!segment.permission().canRead()) {
      return;
    }
    long slot = Layout.slot(random.nextInt(slots));
    long generation = segment.get64(Layout.GENERATION);
    long sequence = segment.get64(slot + Layout.SEQUENCE);
    segment.get(slot, copy, Layout.RECORD_SIZE);
    boolean stable =
        (generation & 1) == 0
            && sequence != 0
            && (sequence & 1) == 0
            && segment.get64(slot + Layout.SEQUENCE) == sequence
            && segment.get64(Layout.GENERATION) == generation
            && copy.get(ValueLayout.JAVA_LONG, Layout.BEGUN_IN) == generation;
    if (stable
        && copy.get(ValueLayout.JAVA_LONG, Layout.CHECKSUM)
            != Layout.checksum(copy.asSlice(Layout.PAYLOAD))) {
      throw new SoakFailure("a record of somebody else is not whole");
    }
  }

  @Override
  public void close() {
    outcomes.run("disconnect", Set.of(), segment::disconnect);
  }
}
