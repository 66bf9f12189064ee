// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.io.IOException;
import java.util.Queue;
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

  private final Queue<DefectWorker> idle = new ConcurrentLinkedQueue<>();
  private final AtomicInteger started = new AtomicInteger();

  /** Returns what will be wrong with what is declared for a defect; empty if nothing is. */
  Future<String> test(Defect defect) {
    return threads.submit(() -> testNow(defect));
  }

  private String testNow(Defect defect) throws IOException, InterruptedException {
    DefectWorker worker = idle.poll();
    if (worker == null) {
      worker = DefectWorker.start(started.incrementAndGet());
    }
    String message;
    try {
      message = worker.test(defect);
    } catch (IOException | AssertionError e) {
      worker.close();
      throw e;
    }
    idle.add(worker);
    return message;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
    idle.forEach(DefectWorker::close);
  }
}
