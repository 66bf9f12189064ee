// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;

import java.lang.foreign.Arena;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.linux.Errno;

/**
 * Where importers come in while a segment is published: the listening socket, whose address is the
 * id, and those who have not said yet what they want.
 *
 * <p>Who waits here is known to the event loop alone.
 */
final class Reception {

  private static final String PUBLISH = "publish";

  /** So many may connect at once without having said what they want. */
  private static final int MAX_WAITING = 256;

  private static final long REQUEST_LIMIT_MILLIS = 5_000;
  private static final long ACCEPT_RETRY_MILLIS = 100;
  private static final int ID_ATTEMPTS = 1_000;
  private static final long SYSTEM_ID_MASK = 0x7FFF_FFFFL;

  private final FabricExport export;

  /** In the order of their coming. */
  private final LinkedHashSet<ExporterLink> waiting = new LinkedHashSet<>();

  /** Whether a timer runs for those who wait. */
  private boolean expiring;

  private volatile @Nullable Connection listening;

  /** The address of the socket, while there is one. */
  private volatile String name = "";

  Reception(FabricExport export) {
    this.export = export;
  }

  boolean isOpen() {
    return listening != null;
  }

  boolean isOpenAs(String socketName) {
    return isOpen() && socketName.equals(name);
  }

  /** Takes the id, or one of the system's, and lets importers in. */
  SegmentId open(SegmentId id) {
    export.fabric().checkOpen(PUBLISH);
    if (!id.equals(SegmentId.ANY)) {
      UnixSocket socket = UnixSocket.create();
      if (!tryListen(socket, id)) {
        throw new RsmException(RsmError.SEGID_IN_USE, PUBLISH, "id=" + id);
      }
      return id;
    }
    for (int i = 0; i < ID_ATTEMPTS; i++) {
      UnixSocket socket = UnixSocket.create();
      SegmentId chosen = systemId(socket);
      if (tryListen(socket, chosen)) {
        return chosen;
      }
    }
    throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, PUBLISH, "no system id is free");
  }

  /** The kernel gives each socket a number of its own, so the id is never handed out twice. */
  private static SegmentId systemId(UnixSocket socket) {
    try {
      return SegmentId.of(SegmentId.SYSTEM_FIRST.value() + (socket.cookie() & SYSTEM_ID_MASK));
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Takes the socket over; closes it if the id is in use. */
  private boolean tryListen(UnixSocket socket, SegmentId id) {
    Connection accepting = new Connection(export.fabric().loop(), socket);
    String address = export.fabric().name().socketName(id.value());
    boolean done = false;
    try {
      int result = socket.listen(address);
      if (result == -Errno.EADDRINUSE) {
        return false;
      }
      check(result, "bind " + address);
      name = address;
      listening = accepting;
      accepting.watch(() -> accept(accepting));
      export.fabric().neighbours().add(address, export);
      // Here or in Fabric.close, which has looked for what listens after it said that it is closed.
      export.fabric().checkOpen(PUBLISH);
      done = true;
      return true;
    } finally {
      if (!done) {
        export.fabric().neighbours().remove(address, export);
        listening = null;
        accepting.close();
      }
    }
  }

  private void accept(Connection accepting) {
    int fd = accepting.accept();
    if (fd == -Errno.EMFILE || fd == -Errno.ENFILE) {
      // Who waits is told, so that nobody waits in vain.
      if (!export.fabric().loop().withSpare(() -> refuse(accepting))) {
        pauseAccepting(accepting);
      }
    } else if (fd == -Errno.ENOMEM) {
      pauseAccepting(accepting);
    } else if (fd >= 0) {
      greet(UnixSocket.accepted(fd));
    }
  }

  private static boolean refuse(Connection accepting) {
    int fd = accepting.accept();
    if (fd < 0) {
      return false;
    }
    try (UnixSocket socket = UnixSocket.accepted(fd)) {
      sendRefusal(socket);
      return true;
    }
  }

  private static void sendRefusal(UnixSocket socket) {
    try (Arena arena = Arena.ofConfined()) {
      long ignored =
          socket.send(new Message.Refuse(RsmError.INSUFFICIENT_RESOURCES.number()).encode(arena));
    }
  }

  /** Without descriptors the socket would stay readable and keep the loop busy. */
  private void pauseAccepting(Connection accepting) {
    accepting.pause();
    export
        .fabric()
        .loop()
        .schedule(ACCEPT_RETRY_MILLIS, () -> accepting.watch(() -> accept(accepting)));
  }

  private void greet(UnixSocket accepted) {
    if (waiting.size() >= MAX_WAITING) {
      // The oldest goes, not the newest: else those who never speak would keep out all others.
      waiting.getFirst().expire();
    }
    Connection connection = new Connection(export.fabric().loop(), accepted);
    ExporterLink link = new ExporterLink(export, connection);
    waiting.add(link);
    try {
      connection.watch(link::ready);
      if (!expiring) {
        expiring = true;
        export.fabric().loop().schedule(REQUEST_LIMIT_MILLIS, this::expireWaiting);
      }
    } catch (RuntimeException e) {
      sendRefusal(accepted); // it cannot be watched
      link.close();
      throw e;
    }
    link.ready(); // most have sent their request by now
  }

  /** One timer for all, so that a flood of connections leaves no flood of timers. */
  private void expireWaiting() {
    expiring = false;
    long now = System.nanoTime();
    while (!waiting.isEmpty()) {
      ExporterLink oldest = waiting.getFirst();
      long left = REQUEST_LIMIT_MILLIS - TimeUnit.NANOSECONDS.toMillis(now - oldest.sinceNanos());
      if (left > 0) {
        expiring = true;
        export.fabric().loop().schedule(left, this::expireWaiting);
        return;
      }
      oldest.expire();
    }
  }

  List<ExporterLink> waiting() {
    return List.copyOf(waiting);
  }

  void leave(ExportLink link) {
    if (link instanceof ExporterLink comer) {
      waiting.remove(comer);
    }
  }

  /** Frees the id; those who wait are still there. */
  void close() {
    Connection accepting = listening;
    listening = null;
    if (accepting != null) {
      export.fabric().neighbours().remove(name, export);
      accepting.close();
    }
  }
}
