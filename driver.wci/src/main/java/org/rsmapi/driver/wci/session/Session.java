// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.session;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** The session with one node. Guarded by the sessions. */
final class Session {

  private static final int IDS = 255;

  /** What is still to be answered, by the id of the message. */
  final Map<Integer, CompletableFuture<Boolean>> calls = new HashMap<>();

  Sessions.State state = Sessions.State.DOWN;

  /** 1 to 255, 0 for none. */
  int id;

  /** Whether this node has asked for what there is. */
  boolean started;

  /** So that one who comes after another does not go on with its session. */
  private int lastId = ThreadLocalRandom.current().nextInt(IDS);

  private int lastMessageId;

  int nextId() {
    lastId = lastId % IDS + 1;
    return lastId;
  }

  int nextMessageId() {
    return ++lastMessageId;
  }
}
