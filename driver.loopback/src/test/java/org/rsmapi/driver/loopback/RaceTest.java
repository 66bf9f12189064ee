// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** Calls that race, through the API: the outcomes are those that the manual allows. */
@Timeout(120)
class RaceTest {

  private static final long LENGTH = 1 << 16;
  private static final int ROUNDS = 300;

  private Arena arena;
  private Rsm rsm;
  private RsmController controller;
  private NodeId node;
  private MemorySegment memory;
  private ExportSegment exported;
  private ExecutorService threads;

  @BeforeEach
  void open() {
    arena = Arena.ofShared();
    rsm = Rsm.load();
    controller = rsm.controller(null);
    node = controller.localNode();
    memory = controller.allocate(LENGTH, arena);
    exported = controller.createExport(memory, LENGTH);
    threads = Executors.newCachedThreadPool();
  }

  @AfterEach
  void close() {
    threads.close();
    rsm.close();
    arena.close();
  }

  /** What a call that is repeated until told to end has answered. */
  private Future<Set<RsmError>> outcomes(Runnable call, AtomicReference<Boolean> over) {
    return threads.submit(
        () -> {
          Set<RsmError> outcomes = EnumSet.noneOf(RsmError.class);
          while (!over.get()) {
            try {
              call.run();
              outcomes.add(RsmError.SUCCESS);
            } catch (RsmException e) {
              outcomes.add(e.error());
            }
          }
          return outcomes;
        });
  }

  @Test
  void connectAgainstUnpublish() throws Exception {
    AtomicReference<SegmentId> id = new AtomicReference<>(SegmentId.ANY);
    AtomicReference<Boolean> over = new AtomicReference<>(false);
    Runnable connect = () -> controller.connect(node, id.get(), Permission.READ).close();
    Future<Set<RsmError>> first = outcomes(connect, over);
    Future<Set<RsmError>> second = outcomes(connect, over);
    for (int i = 0; i < 10 * ROUNDS; i++) {
      id.set(exported.publish(SegmentId.ANY, null));
      exported.unpublish();
    }
    over.set(true);
    Set<RsmError> allowed =
        EnumSet.of(RsmError.SUCCESS, RsmError.SEG_NOT_PUBLISHED, RsmError.INTERRUPTED);
    assertTrue(allowed.containsAll(first.get()), () -> first.resultNow().toString());
    assertTrue(allowed.containsAll(second.get()), () -> second.resultNow().toString());
  }

  @Test
  void transfersAgainstUnpublish() throws Exception {
    MemorySegment block = arena.allocate(4096, 8).fill((byte) 0x55);
    for (int i = 0; i < ROUNDS; i++) {
      SegmentId id = exported.publish(SegmentId.ANY, null);
      AtomicReference<Boolean> over = new AtomicReference<>(false);
      try (ImportSegment imported = controller.connect(node, id, Permission.RDWR)) {
        imported.initBarrier();
        Future<Set<RsmError>> single = outcomes(() -> imported.put64(8, 0x5555), over);
        Future<Set<RsmError>> bulk = outcomes(() -> imported.put(4096, block, 4096), over);
        exported.unpublish();
        memory.fill((byte) 0);
        over.set(true);
        Set<RsmError> allowed = EnumSet.of(RsmError.SUCCESS, RsmError.CONN_ABORTED);
        assertTrue(allowed.containsAll(single.get()), () -> single.resultNow().toString());
        assertTrue(allowed.containsAll(bulk.get()), () -> bulk.resultNow().toString());
        // What was put after unpublish had returned has reached nobody.
        assertEquals(0, memory.get(ValueLayout.JAVA_LONG, 8));
        assertEquals(0, memory.get(ValueLayout.JAVA_LONG, 8184));
      }
    }
  }

  @Test
  void transfersAgainstDisconnect() throws Exception {
    SegmentId id = exported.publish(SegmentId.ANY, null);
    MemorySegment block = arena.allocate(LENGTH, 8);
    for (int i = 0; i < ROUNDS; i++) {
      ImportSegment imported = controller.connect(node, id, Permission.RDWR);
      imported.initBarrier();
      AtomicReference<Boolean> over = new AtomicReference<>(false);
      Future<Set<RsmError>> put = outcomes(() -> imported.put64(16, 1), over);
      Future<Set<RsmError>> get = outcomes(() -> imported.get(0, block, LENGTH), over);
      imported.disconnect();
      over.set(true);
      Set<RsmError> allowed = EnumSet.of(RsmError.SUCCESS, RsmError.BAD_SEG_HNDL);
      assertTrue(allowed.containsAll(put.get()), () -> put.resultNow().toString());
      assertTrue(allowed.containsAll(get.get()), () -> get.resultNow().toString());
    }
  }

  @Test
  void oneOfManyGetsAnId() throws Exception {
    SegmentId id = SegmentId.of(0x7ABC_0001L);
    for (int i = 0; i < 50; i++) {
      ExportSegment other = controller.createExport(memory, LENGTH);
      Future<RsmError> first = threads.submit(() -> publish(exported, id));
      Future<RsmError> second = threads.submit(() -> publish(other, id));
      Set<RsmError> outcomes = EnumSet.of(first.get(), second.get());
      assertEquals(EnumSet.of(RsmError.SUCCESS, RsmError.SEGID_IN_USE), outcomes);
      other.destroy();
      exported.destroy();
      exported = controller.createExport(memory, LENGTH);
    }
  }

  private static RsmError publish(ExportSegment segment, SegmentId id) {
    try {
      segment.publish(id, null);
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      return e.error();
    }
  }
}
