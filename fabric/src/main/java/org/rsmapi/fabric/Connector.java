// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.spi.ImportListener;

/**
 * One attempt to connect to an exporter by a socket. The calling thread reads the answer, since
 * each thread that has to be woken takes its time; for a virtual thread the event loop does.
 */
final class Connector {

  private static final long BACKLOG_RETRY_NANOS = 1_000_000;

  /** The answer of the exporter and the descriptors that came with it. */
  private record Answer(Message message, List<Descriptor> descriptors) {}

  private final Fabric fabric;
  private final String target;
  private final Attempt<Answer> attempt;
  private final Connection connection;

  Connector(Fabric fabric, String target) {
    this.fabric = fabric;
    this.target = target;
    this.connection = new Connection(fabric.loop(), UnixSocket.create());
    this.attempt = new Attempt<>(target, connection::shutDown);
  }

  FabricImport connect(Permission permission, ImportListener listener) {
    boolean done = false;
    try {
      fabric.enter(attempt);
      reach();
      FabricImport imported = map(ask(permission), permission, listener);
      imported.start();
      done = true;
      return imported;
    } finally {
      if (!done) {
        connection.close();
        if (attempt.end()) {
          // The answer may have come in the moment of giving up.
          attempt.value().descriptors().forEach(Descriptor::close);
        }
      }
      fabric.forget(attempt);
    }
  }

  private void reach() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Attempt.ANSWER_LIMIT_SECONDS);
    while (true) {
      int result = connection.socket().connect(target);
      if (result == 0) {
        return;
      }
      if (result == -Errno.ECONNREFUSED || result == -Errno.ENOENT) {
        throw new RsmException(
            RsmError.SEG_NOT_PUBLISHED, Attempt.CONNECT, target + ": nothing is published there");
      }
      if (result != -Errno.EAGAIN && result != -Errno.EINTR) {
        throw Errno.exception(-result, "connect " + target);
      }
      if (attempt.isGivenUp()) {
        return; // sending and waiting fail
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new RsmException(RsmError.INTERRUPTED, Attempt.CONNECT, "waiting for " + target);
      }
      if (System.nanoTime() - deadline > 0) {
        throw attempt.unreachable("too many are waiting to connect");
      }
      LockSupport.parkNanos(BACKLOG_RETRY_NANOS);
    }
  }

  private Answer ask(Permission permission) {
    boolean waitsHere = !Thread.currentThread().isVirtual();
    if (!waitsHere) {
      connection.watch(this::answered); // since waiting in the kernel would keep its carrier
    }
    long node = fabric.name().node();
    // If it cannot be sent, the exporter has gone, but may have left an answer.
    boolean ignored = connection.send(new Message.Request(node, permission.bits()));
    if (waitsHere) {
      new AnswerWait(connection, attempt).run(this::answered, Attempt.ANSWER_LIMIT_SECONDS);
    }
    return attempt.await();
  }

  private FabricImport map(Answer received, Permission permission, ImportListener listener) {
    try {
      if (received.message() instanceof Message.Refuse refuse) {
        throw new RsmException(
            refusal(refuse.error()), Attempt.CONNECT, target + ": refused by the exporter");
      }
      Offer offer =
          received.message() instanceof Message.Accept accept
              ? Offer.of(accept, received.descriptors(), fabric.pageSize())
              : null;
      if (offer == null) {
        throw attempt.unreachable("the exporter's answer makes no sense");
      }
      return map(offer, permission, listener);
    } finally {
      // What is mapped stays, and an import needs no descriptor but its socket.
      received.descriptors().forEach(Descriptor::close);
    }
  }

  /** Whatever fails, nothing is left behind. */
  private FabricImport map(Offer offer, Permission permission, ImportListener listener) {
    // One range for both: half the mappings to make, and later to exchange.
    long size = offer.memory().byteSize();
    long page = fabric.pageSize();
    MemorySegment range = fabric.windowSpace().reserve(size + page);
    Window whole = Window.map(range, offer.memory(), permission.canWrite());
    try {
      ControlPage control =
          ControlPage.mapWithin(range.asSlice(size, page), offer.controlDescriptor());
      Uplink uplink = new SocketUplink(connection, page);
      return new FabricImport(fabric, uplink, listener, permission, control, whole, offer.memory());
    } catch (RuntimeException e) {
      whole.detach();
      throw e;
    }
  }

  /** The exporter names the error; only those of connect are believed. */
  private static RsmError refusal(int number) {
    for (RsmError error :
        List.of(
            RsmError.PERM_DENIED,
            RsmError.SEG_NOT_PUBLISHED,
            RsmError.SEG_NOT_PUBLISHED_TO_NODE,
            RsmError.INSUFFICIENT_MEM,
            RsmError.INSUFFICIENT_RESOURCES)) {
      if (error.number() == number) {
        return error;
      }
    }
    return RsmError.REMOTE_NODE_UNREACHABLE;
  }

  private void answered() {
    Connection.Incoming incoming = connection.receive(Offer.MAX_DESCRIPTORS);
    switch (incoming.outcome()) {
      case NOTHING -> {}
      case END -> {
        connection.pause();
        attempt.giveUp(attempt.withdrawn());
      }
      case NO_ROOM -> {
        connection.pause();
        attempt.giveUp(
            new RsmException(
                RsmError.INSUFFICIENT_RESOURCES,
                Attempt.CONNECT,
                target
                    + ": this process has no descriptors left for the exporter's answer; raise its"
                    + " limit (ulimit -n)"));
      }
      case GARBAGE -> {
        connection.pause();
        attempt.giveUp(attempt.unreachable("the exporter's answer makes no sense"));
      }
      case MESSAGE -> {
        // What follows the answer is for the import, which is being made.
        connection.pause();
        Message message = incoming.message();
        if (message == null || !attempt.answer(new Answer(message, incoming.descriptors()))) {
          incoming.descriptors().forEach(Descriptor::close);
        }
      }
    }
  }
}
