// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.rsmapi.fabric.linux.Errno;

/** Bad importers of a process: what they have connected and got so far. */
final class Intruders implements AutoCloseable {

  private static final int MOST_PEERS = 12;
  private static final int CONNECT_ATTEMPTS = 50;
  private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MESSAGE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final List<String> addresses;
  private final Strays strays;
  private final List<RawPeer> peers = new ArrayList<>();
  private final List<RawPeer> crowd = new ArrayList<>();
  private final List<StolenPage> pages = new ArrayList<>();

  /**
   * Makes intruders who have not connected yet.
   *
   * @param addresses of the sockets that they attack
   */
  Intruders(List<String> addresses, Strays strays) {
    this.addresses = addresses;
    this.strays = strays;
  }

  /** Connects to a socket; nothing comes of it if nobody listens. */
  void knock(int door) {
    if (peers.size() == MOST_PEERS) {
      peers.removeFirst().close();
    }
    RawPeer peer = reach(door);
    if (peer != null) {
      peers.add(peer);
    }
  }

  private RawPeer reach(int door) {
    UnixSocket socket = UnixSocket.create();
    int result = -Errno.EAGAIN;
    for (int i = 0; i < CONNECT_ATTEMPTS && result == -Errno.EAGAIN; i++) {
      result = socket.connect(addresses.get(door % addresses.size()));
      if (result == -Errno.EAGAIN) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    if (result < 0) {
      socket.close();
      return null;
    }
    return new RawPeer(socket);
  }

  /** Connects as an importer does, and keeps the control page if it gets that. */
  void join(int door, int permission) {
    int before = peers.size();
    knock(door);
    if (peers.size() == before && before < MOST_PEERS) {
      return;
    }
    RawPeer peer = peers.getLast();
    peer.send(new Message.Request(Sides.NODE, permission));
    RawPeer.Received answer = poll(peer, ANSWER_NANOS);
    if (answer != null) {
      take(answer);
    }
  }

  /** Waits a little for a message; there need not be one. */
  private static RawPeer.Received poll(RawPeer peer, long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    RawPeer.Received received = peer.poll();
    while (received == null && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(100_000);
      received = peer.poll();
    }
    return received;
  }

  private void take(RawPeer.Received answer) {
    List<Descriptor> descriptors = new ArrayList<>(answer.descriptors());
    if (answer.message() instanceof Message.Accept && !descriptors.isEmpty()) {
      StolenPage page = StolenPage.of(descriptors.removeFirst());
      if (page != null) {
        pages.add(page);
      }
    }
    descriptors.forEach(Descriptor::close);
  }

  private void withPeer(int which, Consumer<RawPeer> action) {
    if (!peers.isEmpty()) {
      action.accept(peers.get(which % peers.size()));
    }
  }

  /** Sends something, several times. */
  void say(int which, byte[] bytes, List<Strays.Stray> along, int times) {
    withPeer(
        which,
        peer -> {
          for (int i = 0; i < times; i++) {
            long sent = peer.send(bytes, strays.numbers(along));
            if (sent < 0 && sent != -Errno.EAGAIN) {
              return; // the exporter has closed the connection
            }
          }
        });
  }

  /** Reads what has come, and answers as an importer does. */
  void answer(int which) {
    withPeer(
        which,
        peer -> {
          RawPeer.Received received = poll(peer, MESSAGE_NANOS);
          while (received != null) {
            if (received.message() instanceof Message.Rebind) {
              peer.send(Message.Signal.REBOUND);
            } else if (received.message() == Message.Signal.DISCONNECT) {
              peer.send(Message.Signal.DETACHED);
            }
            take(received);
            received = peer.poll();
          }
        });
  }

  void halfClose(int which, int how) {
    withPeer(which, peer -> Strays.shutDown(peer.socket, how));
  }

  void leave(int which) {
    withPeer(
        which,
        peer -> {
          peer.close();
          peers.remove(peer);
        });
  }

  /** Many at once who say nothing; half of them stay. */
  void crowd(int door, int size) {
    for (int i = 0; i < size; i++) {
      RawPeer peer = reach(door);
      if (peer != null && i % 2 == 0) {
        crowd.add(peer);
      } else if (peer != null) {
        peer.close();
      }
    }
  }

  void scribble(int which, StolenPage.Scribble scribble) {
    if (!pages.isEmpty()) {
      pages.get(which % pages.size()).scribble(scribble);
    }
  }

  void punch(int which) {
    if (!pages.isEmpty()) {
      pages.get(which % pages.size()).punch();
    }
  }

  /** All of them go. */
  @Override
  public void close() {
    peers.forEach(RawPeer::close);
    crowd.forEach(RawPeer::close);
    pages.forEach(StolenPage::close);
    peers.clear();
    crowd.clear();
    pages.clear();
  }
}
