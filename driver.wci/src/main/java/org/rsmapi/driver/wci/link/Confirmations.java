// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What other ends are still to confirm. */
final class Confirmations {

  private record Awaited(int cnode, CompletableFuture<Void> known) {}

  private final LoopTasks tasks;
  private final long limitMillis;

  /** By message id. Guarded by this. */
  private final Map<Integer, Awaited> awaited = new HashMap<>();

  private int lastId;

  Confirmations(LoopTasks tasks, long limitMillis) {
    this.tasks = tasks;
    this.limitMillis = limitMillis;
  }

  /**
   * Awaits one.
   *
   * @param known completes on the event loop, after the limit at the latest
   * @return the id of the message that asks for it, never 0
   */
  synchronized int await(int cnode, CompletableFuture<Void> known) {
    do {
      lastId++;
    } while (lastId == 0 || awaited.containsKey(lastId));
    int id = lastId;
    awaited.put(id, new Awaited(cnode, known));
    tasks.later(limitMillis, () -> end(id));
    return id;
  }

  /** A node confirms. */
  synchronized void arrived(int cnode, int id) {
    Awaited confirmed = awaited.get(id);
    if (confirmed != null && confirmed.cnode() == cnode) {
      end(id);
    }
  }

  /** A node confirms nothing any more. */
  synchronized void gone(int cnode) {
    List.copyOf(awaited.keySet()).forEach(id -> arrived(cnode, id));
  }

  synchronized void end(int id) {
    Awaited ended = awaited.remove(id);
    if (ended != null) {
      // After whatever the listener is to be told.
      tasks.post(() -> ended.known().complete(null));
    }
  }

  synchronized void close() {
    awaited.values().forEach(each -> each.known().complete(null));
    awaited.clear();
  }
}
