// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Has defects tested, one on each processor. */
final class DefectWorkers implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("defects-", 0).factory());

  /** By the type of the driver that is broken. */
  private final Map<String, Queue<DefectWorker>> idle = new ConcurrentHashMap<>();

  private final AtomicInteger started = new AtomicInteger();

  /** Returns what will be wrong with what is declared for a defect; empty if nothing is. */
  Future<String> test(Area area, Defect defect) {
    return threads.submit(() -> testNow(area, defect));
  }

  private String testNow(Area area, Defect defect) throws IOException, InterruptedException {
    Queue<DefectWorker> fitting =
        idle.computeIfAbsent(area.driver(), type -> new ConcurrentLinkedQueue<>());
    DefectWorker worker = fitting.poll();
    if (worker == null) {
      worker = DefectWorker.start(started.incrementAndGet(), area);
    }
    String message;
    try {
      message = worker.test(defect);
    } catch (IOException | InterruptedException | AssertionError e) {
      worker.close();
      throw e;
    }
    fitting.add(worker);
    return message;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
    idle.values().forEach(workers -> workers.forEach(DefectWorker::close));
  }
}
