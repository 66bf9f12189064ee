// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.SegmentId;

/** Posts that accumulate and posts that do not. */
class ControlPageTest {

  /** Runs something with both ends of a page, shared by files and within the process. */
  private static void withPages(Consumer<ControlPage.Pair> test) {
    test.accept(ControlPage.pair());
    try (WindowSpace space = new WindowSpace();
        MemoryFile file = MemoryFile.reserve("rsm-test", Sides.PAGE)) {
      ControlPage exporter = ControlPage.map(space, file.number(), Sides.PAGE, true);
      ControlPage importer = ControlPage.map(space, file.number(), Sides.PAGE, false);
      test.accept(new ControlPage.Pair(exporter, importer));
    }
  }

  /** Posts in order, accumulating or not, what is pending before, and what has to arrive. */
  record Posts(String order, long pending, long arrived) {}

  static Stream<Posts> posts() {
    return Stream.of(
        new Posts("", 0, 0),
        new Posts("c", 0, 1),
        new Posts("cc", 0, 1),
        new Posts("c", 2, 0),
        new Posts("cc", 1, 0),
        new Posts("ca", 0, 2),
        new Posts("ca", 1, 1),
        new Posts("ac", 0, 1),
        new Posts("aac", 0, 2),
        new Posts("cac", 0, 2),
        new Posts("aaa", 4, 3));
  }

  @ParameterizedTest
  @MethodSource("posts")
  void arriveAsOftenAsTheyCount(Posts posts) {
    withPages(
        pages -> {
          for (int round = 0; round < 3; round++) {
            post(pages.importer(), posts.order());
            assertEquals(posts.arrived(), pages.exporter().takeArrived().judged(posts.pending()));
            post(pages.exporter(), posts.order());
            assertEquals(posts.arrived(), pages.importer().takeArrived().judged(posts.pending()));
          }
        });
  }

  private static void post(ControlPage page, String order) {
    for (int i = 0; i < order.length(); i++) {
      boolean ignored = page.post(order.charAt(i) == 'a');
    }
  }

  @Test
  void whatHasArrivedIsTakenAfterTheEndToo() {
    withPages(
        pages -> {
          post(pages.importer(), "ca");
          pages.exporter().detach();
          assertEquals(2, pages.exporter().takeArrived().judged(0));
          assertEquals(0, pages.exporter().takeArrived().judged(0));
        });
  }

  @Test
  void eachImportIsJudgedByItself() {
    for (Sides sides : new Sides[] {new Sides(), Sides.local()}) {
      try (sides) {
        SegmentId id = sides.publish();
        FabricImport busy = sides.connect(id);
        FabricImport idle = sides.connect(id);
        // One has two pending, the other none.
        sides.export.post(false);
        assertEquals(0, busy.takeArrived(2));
        assertEquals(1, idle.takeArrived(0));
        sides.export.post(false);
        sides.export.post(true);
        assertEquals(1, busy.takeArrived(2));
        assertEquals(2, idle.takeArrived(0));
      }
    }
  }

  @Test
  void anExporterHasOneEventPendingHoweverManyImportsPostSo() {
    for (Sides sides : new Sides[] {new Sides(), Sides.local()}) {
      try (sides) {
        SegmentId id = sides.publish();
        FabricImport first = sides.connect(id);
        FabricImport second = sides.connect(id);
        first.post(false);
        second.post(false);
        assertEquals(1, sides.export.takeArrived(0));
        first.post(false);
        second.post(false);
        assertEquals(0, sides.export.takeArrived(2));
      }
    }
  }

  /** Who takes says how far it counted, and must not say less than another has said meanwhile. */
  @Test
  void whoTakesAtOnceDoesNotHoldBackLaterPosts() {
    ControlPage.Pair pages = ControlPage.pair();
    CyclicBarrier round = new CyclicBarrier(2);
    int rounds = 20_000;
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    meet(round);
                    while (pages.exporter().takeArrived().equals(ControlPage.Arrivals.NONE)
                        && pages.exporter().mayHaveArrived()) {
                      Thread.onSpinWait();
                    }
                    meet(round);
                  }
                });
    for (int i = 0; i < rounds; i++) {
      meet(round);
      post(pages.importer(), "a");
      boolean first = pages.exporter().takeSingle();
      post(pages.importer(), "a");
      while (pages.exporter().mayHaveArrived()) {
        boolean ignored = pages.exporter().takeSingle();
      }
      meet(round);
      post(pages.importer(), "c");
      assertEquals(1, pages.exporter().takeArrived().judged(0), "round " + i + " " + first);
    }
    assertDoesNotThrow(() -> other.join());
  }

  private static void meet(CyclicBarrier barrier) {
    int ignored = assertDoesNotThrow(() -> barrier.await(1, TimeUnit.MINUTES));
  }
}
