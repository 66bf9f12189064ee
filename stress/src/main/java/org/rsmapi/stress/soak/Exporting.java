// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;
import org.rsmapi.SegmentId;

/** One thread's export segment, through all its states. */
final class Exporting implements AutoCloseable {

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final RsmController controller;
  private final SegmentId id;
  private final SplittableRandom random;
  private final Outcomes outcomes;
  private final int slots;
  private final List<MemorySegment> memories;

  private int bound;
  private long generation;
  private @Nullable ExportSegment segment;

  Exporting(
      RsmController controller,
      SegmentId id,
      int slots,
      Arena arena,
      SplittableRandom random,
      Outcomes outcomes) {
    this.controller = controller;
    this.id = id;
    this.slots = slots;
    this.random = random;
    this.outcomes = outcomes;
    long page = controller.attributes().pageSize();
    long size = Layout.byteSize(slots, page);
    this.memories = List.of(arena.allocate(size, page), controller.allocate(size, arena));
  }

  /** Does one thing. */
  void step() {
    ExportSegment current = segment;
    if (current == null) {
      create();
      return;
    }
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> publish(current);
      case 3 -> republish(current);
      case 4 -> rebind(current);
      case 5 -> unpublish(current);
      case 6 -> signal(current);
      case 7 -> destroy(current);
      default -> verify();
    }
  }

  private void create() {
    MemorySegment memory = memories.get(bound);
    int flags = ExportSegment.ALLOW_REBIND | random.nextInt(2) * ExportSegment.DONTWAIT;
    segment = controller.createExport(memory, memory.byteSize(), flags);
  }

  private void publish(ExportSegment current) {
    boolean published = current.publishedId().isPresent();
    outcomes.run(
        "publish",
        published ? Set.of(RsmError.SEG_ALREADY_PUBLISHED) : Set.of(),
        () -> current.publish(id, accessList()));
  }

  private void republish(ExportSegment current) {
    boolean published = current.publishedId().isPresent();
    outcomes.run(
        "republish",
        published ? Set.of() : Set.of(RsmError.SEG_NOT_PUBLISHED),
        () -> current.republish(accessList()));
  }

  private @Nullable List<AccessEntry> accessList() {
    return switch (random.nextInt(6)) {
      case 0 -> List.of();
      case 1 -> List.of(new AccessEntry(controller.localNode(), 0400));
      case 2, 3 -> List.of(new AccessEntry(controller.localNode(), 0600));
      default -> null;
    };
  }

  /** Whoever sees the same even generation before and after an access met no rebind. */
  private void rebind(ExportSegment current) {
    MemorySegment old = memories.get(bound);
    MemorySegment fresh = memories.get(1 - bound);
    generation += 2;
    LONG.setVolatile(old, Layout.GENERATION, generation - 1);
    LONG.setVolatile(fresh, Layout.GENERATION, generation - 1);
    outcomes.run("rebind", Set.of(), () -> current.rebind(fresh, fresh.byteSize()));
    bound = 1 - bound;
    LONG.setVolatile(fresh, Layout.GENERATION, generation);
  }

  private void unpublish(ExportSegment current) {
    boolean published = current.publishedId().isPresent();
    outcomes.run(
        "unpublish", published ? Set.of() : Set.of(RsmError.SEG_NOT_PUBLISHED), current::unpublish);
  }

  private void signal(ExportSegment current) {
    outcomes.run(
        "post",
        Set.of(),
        () -> current.signalPost(random.nextBoolean() ? Segment.SIGPOST_NO_ACCUMULATE : 0));
    outcomes.run("wait", Set.of(RsmError.TIMEOUT), () -> current.signalWait(random.nextInt(3)));
  }

  private void destroy(ExportSegment current) {
    outcomes.run("destroy", Set.of(), current::destroy);
    segment = null;
  }

  /** What importers have written is whole. */
  private void verify() {
    MemorySegment memory = memories.get(bound);
    for (int i = 0; i < slots; i++) {
      MemorySegment slot = memory.asSlice(Layout.slot(i), Layout.RECORD_SIZE);
      long before = (long) LONG.getVolatile(slot, Layout.SEQUENCE);
      long begunIn = slot.get(ValueLayout.JAVA_LONG, Layout.BEGUN_IN);
      long sum = slot.get(ValueLayout.JAVA_LONG, Layout.CHECKSUM);
      MemorySegment copy =
          MemorySegment.ofArray(
              slot.asSlice(Layout.PAYLOAD, Layout.PAYLOAD_SIZE).toArray(ValueLayout.JAVA_BYTE));
      VarHandle.loadLoadFence();
      long after = (long) LONG.getVolatile(slot, Layout.SEQUENCE);
      boolean stable = before == after && before != 0 && (before & 1) == 0 && begunIn == generation;
      if (stable && sum != Layout.checksum(copy)) {
        throw new SoakFailure("a record in slot " + i + " of " + id + " is not whole");
      }
    }
  }

  @Override
  public void close() {
    ExportSegment current = segment;
    if (current != null) {
      current.close();
    }
  }
}
