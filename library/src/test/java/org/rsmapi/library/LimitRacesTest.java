// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Calls at once do not exceed a limit together, and give back once. */
@Timeout(60)
class LimitRacesTest extends LibraryFixture {

  @Test
  void racesDoNotExceedTheLimits() throws Exception {
    configure(8, 6 * LENGTH, 0);
    published();
    AtomicInteger exports = new AtomicInteger(1);
    AtomicInteger segments = new AtomicInteger(1);
    AtomicInteger made = new AtomicInteger();
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      boolean exporter = i % 2 == 0;
      tasks.add(
          Task.start(
              () -> {
                for (int round = 0; round < 1_000; round++) {
                  try (var segment = exporter ? exported() : connected(Permission.READ)) {
                    made.incrementAndGet();
                    assertTrue(segments.incrementAndGet() <= 8);
                    assertEquals(LENGTH, segment.length());
                    if (exporter) {
                      assertTrue(exports.incrementAndGet() <= 6);
                      exports.decrementAndGet();
                    }
                    segments.decrementAndGet();
                  } catch (RsmException e) {
                    assertTrue(
                        e.error() == RsmError.INSUFFICIENT_RESOURCES
                            || e.error() == RsmError.INSUFFICIENT_MEM,
                        e.getMessage());
                  }
                }
              }));
    }
    for (Task task : tasks) {
      task.assertOutcome(RsmError.SUCCESS);
    }
    assertTrue(made.get() > 0);
    // All was given back, and nothing twice.
    for (int i = 0; i < 5; i++) {
      exported();
    }
    assertRsmError(RsmError.INSUFFICIENT_MEM, this::exported);
    connected(Permission.READ);
    connected(Permission.READ);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> connected(Permission.READ));
  }

  @Test
  void racesWithTheEndOfTheControllerGiveBackOnce() throws Exception {
    configure(4, 4 * LENGTH, 0);
    for (int round = 0; round < 100; round++) {
      ExportSegment exported = published();
      ImportSegment imported = connected(Permission.READ);
      RsmController ending = controller;
      List<Task> tasks =
          List.of(
              Task.start(exported::close),
              Task.start(imported::close),
              Task.start(ending::close),
              Task.start(() -> ending.createExport(memory, LENGTH)));
      for (Task task : tasks) {
        task.outcome();
      }
      controller = rsm.controller("mem0");
    }
    for (int i = 0; i < 4; i++) {
      exported();
    }
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, this::exported);
  }
}
