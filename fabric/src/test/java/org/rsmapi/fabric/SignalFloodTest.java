// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More signals than a socket holds, for one who is slow: what else is to be said gets through. */
class SignalFloodTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int MANY = 2_000;

  private Sides sides;
  private MemorySegment other;
  private FabricImport imported;

  @BeforeEach
  void begin() {
    sides = new Sides();
    other = sides.arena.allocate(Sides.SIZE, Sides.PAGE);
    other.set(LONG, 0, 1);
    imported = sides.connect(sides.publish());
  }

  @AfterEach
  void end() {
    sides.close();
  }

  /** Keeps an event loop busy until it is counted down. */
  private static CountDownLatch hold(Fabric fabric) {
    CountDownLatch release = new CountDownLatch(1);
    fabric.loop().execute(() -> Host.await("the end of being busy", () -> release.getCount() == 0));
    return release;
  }

  private static void settle(Fabric fabric) {
    CountDownLatch done = new CountDownLatch(1);
    fabric.loop().execute(done::countDown);
    Host.await("the event loop", () -> done.getCount() == 0);
  }

  private Thread beginRebind() {
    return Thread.ofPlatform().start(() -> sides.export.rebind(other));
  }

  private void assertFollows(Thread rebinding) {
    Host.await("the end of the exchange", () -> !rebinding.isAlive());
    assertEquals(0, sides.importer.broken.get());
    assertEquals(1, imported.window().get(LONG, 0));
  }

  @Test
  void anImporterThatIsSlowLearnsOfOtherMemory() {
    imported.setWaiting(true);
    CountDownLatch busy = hold(sides.importing);
    for (int i = 0; i < MANY; i++) {
      sides.export.post(true);
    }
    Thread rebinding = beginRebind();
    Host.await("the switch", () -> sides.export.bound().is(other));
    settle(sides.exporting);
    busy.countDown();
    assertFollows(rebinding);
    assertEquals(MANY, imported.takeArrived(0));
  }

  @Test
  void anExporterThatIsSlowHearsThatOtherMemoryIsUsed() {
    sides.export.setWaiting(true);
    CountDownLatch busy = hold(sides.exporting);
    for (int i = 0; i < MANY; i++) {
      imported.post(true);
    }
    Thread rebinding = beginRebind();
    Host.await(
        "a wait for the event loop",
        () -> Host.isShared(other.address()) && rebinding.getState() == Thread.State.TIMED_WAITING);
    CountDownLatch busyAfterwards = hold(sides.exporting);
    busy.countDown();
    Host.await(
        "the switch",
        () -> imported.window().get(LONG, 0) == 1 || sides.importer.broken.get() != 0);
    settle(sides.importing);
    busyAfterwards.countDown();
    assertFollows(rebinding);
    assertEquals(MANY, sides.export.takeArrived(0));
  }

  /** Who has been woken and goes on waiting, is woken again. */
  @Test
  void whoGoesOnWaitingIsWokenForEachPostThatIsNotSeen() {
    for (Sides each : new Sides[] {sides, Sides.local()}) {
      FabricImport waiting = each == sides ? imported : each.connect(each.publish());
      waiting.setWaiting(true);
      each.export.setWaiting(true);
      for (int i = 0; i < 100; i++) {
        int importerBefore = each.importer.arrived.get();
        each.export.post(true);
        Host.await("the importer woken", () -> each.importer.arrived.get() != importerBefore);
        assertEquals(1, waiting.takeArrived(0));
        int exporterBefore = each.exporter.arrived.get();
        waiting.post(true);
        Host.await("the exporter woken", () -> each.exporter.arrived.get() != exporterBefore);
        assertEquals(1, each.export.takeArrived(0));
      }
      if (each != sides) {
        each.close();
      }
    }
  }
}
