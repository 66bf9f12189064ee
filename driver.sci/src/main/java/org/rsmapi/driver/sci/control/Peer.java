// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/**
 * Another controller that messages go to. What it has no room for waits here, in order, and is sent
 * later.
 */
final class Peer {

  private static final Set<SisciError> NO_ROOM =
      Set.of(
          SisciError.NOSPC,
          SisciError.API_NOSPC,
          SisciError.HW_NOSPC,
          SisciError.BUSY,
          SisciError.REMOTE_BUSY);

  private final Mailbox mailbox;
  private final Address address;

  /** What waits. Guarded by this, as is all that changes. */
  private final Set<Letter> waiting = new LinkedHashSet<>();

  private @Nullable RemoteDataInterrupt interrupt;
  private boolean closed;

  Peer(Mailbox mailbox, Address address) {
    this.mailbox = mailbox;
    this.address = address;
  }

  /**
   * Sends, or has it sent later.
   *
   * @return false if this peer was forgotten meanwhile
   * @throws SisciException if the peer is gone or cannot be reached; then nothing waits any more
   */
  synchronized boolean send(Letter letter) {
    if (closed) {
      return false;
    }
    boolean first = waiting.isEmpty();
    waiting.add(letter);
    if (first) {
      sendWaiting();
    }
    return true;
  }

  /** Sends what waits; later again if there is no room. */
  private void sendWaiting() {
    while (!waiting.isEmpty()) {
      Letter next = waiting.iterator().next();
      Message message = next.contents();
      if (message == null) {
        waiting.remove(next);
      } else if (!trySend(message)) {
        mailbox.later(this::retry);
        return;
      } else {
        next.sent();
      }
    }
  }

  private boolean trySend(Message message) {
    try {
      RemoteDataInterrupt connected = interrupt;
      if (connected == null) {
        connected = mailbox.connect(address);
        interrupt = connected;
      }
      connected.trigger(message.encode(mailbox.address()));
      return true;
    } catch (SisciException e) {
      if (NO_ROOM.contains(e.error())) {
        return false;
      }
      waiting.clear();
      disconnect();
      throw e;
    }
  }

  private synchronized void retry() {
    if (!closed) {
      try {
        sendWaiting();
      } catch (SisciException e) {
        mailbox.unreachable(address, e);
      }
    }
  }

  private void disconnect() {
    RemoteDataInterrupt connected = interrupt;
    interrupt = null;
    if (connected != null) {
      mailbox.contain("SCIDisconnectDataInterrupt", connected::disconnect);
    }
  }

  /** Closes it if nothing waits; tells whether it is closed. */
  synchronized boolean closeIfIdle() {
    if (waiting.isEmpty()) {
      close();
    }
    return closed;
  }

  synchronized void close() {
    closed = true;
    waiting.clear();
    disconnect();
  }
}
