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

  private static final long ROOM_MILLIS = 1;
  private static final long OUTAGE_MILLIS = 50;

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
   * Sends, or has it sent later if there is no room.
   *
   * @return false if this peer was forgotten meanwhile
   * @throws SisciException if the peer is gone or cannot be reached; then nothing was added. What
   *     waited before goes on waiting until the peer can be reached again, unless it is gone
   */
  synchronized boolean send(Letter letter, Letter.Addition addition) {
    if (closed) {
      return false;
    }
    addition.make();
    boolean alone = waiting.add(letter);
    try {
      sendWaiting();
    } catch (SisciException e) {
      addition.undo();
      if (alone) {
        waiting.remove(letter);
      }
      failed(e);
      throw e;
    }
    return true;
  }

  /** Sends what waits; later again if there is no room. */
  private void sendWaiting() {
    while (!waiting.isEmpty()) {
      Letter next = waiting.iterator().next();
      Message message = next.contents();
      if (message != null) {
        if (!trySend(message)) {
          mailbox.executeLater(this::retry, ROOM_MILLIS);
          return;
        }
        next.sent();
      }
      waiting.remove(next);
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
      throw e;
    }
  }

  private synchronized void retry() {
    if (closed) {
      return;
    }
    try {
      sendWaiting();
    } catch (SisciException e) {
      failed(e);
      mailbox.unreachable(address, e);
    }
  }

  private void failed(SisciException e) {
    disconnect();
    if (!e.error().isOutage()) {
      waiting.clear();
    } else if (!waiting.isEmpty()) {
      mailbox.executeLater(this::retry, OUTAGE_MILLIS);
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
