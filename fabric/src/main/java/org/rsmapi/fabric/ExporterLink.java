// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.AccessPolicy;

/**
 * The exporter's end of one connection. Its state changes on the event loop only.
 *
 * <p>The importer is not trusted: what it sends must be the message that the state allows, else the
 * connection ends.
 */
final class ExporterLink {

  private enum State {
    /** The request has not come yet. */
    ACCEPTED,
    CONNECTED,
    /** Told to let go; the answer has not come yet. */
    DISCONNECTING,
    CLOSED
  }

  private static final Logger LOG = System.getLogger(ExporterLink.class.getName());

  private final FabricExport export;
  private final Connection connection;
  private final long sinceNanos = System.nanoTime();
  private State state = State.ACCEPTED;

  /** Set once, before the link is among the connected ones. */
  private volatile @Nullable ControlPage control;

  ExporterLink(FabricExport export, Connection connection) {
    this.export = export;
    this.connection = connection;
  }

  void ready() {
    Connection.Incoming incoming = connection.receive(0);
    switch (incoming.outcome()) {
      case NOTHING -> {}
      case END, GARBAGE -> close();
      case MESSAGE -> handle(incoming.message());
    }
  }

  private void handle(@Nullable Message message) {
    if (message instanceof Message.Request request && state == State.ACCEPTED) {
      answer(request);
    } else if (message == Message.Signal.WAKE && state == State.CONNECTED) {
      export.listener().signalsArrived();
    } else if (message != Message.Signal.WAKE || state != State.DISCONNECTING) {
      close(); // DETACHED when told to let go, or a message that nobody may send now
    }
  }

  private void answer(Message.Request request) {
    RsmError decision;
    try {
      decision = decide(request);
      if (decision == RsmError.SUCCESS) {
        connect(Permission.of(request.permission()));
        return;
      }
    } catch (RsmException e) {
      decision = e.error();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A request to connect could not be decided", e);
      decision = RsmError.PERM_DENIED;
    }
    connection.send(new Message.Refuse(decision.number()));
    close();
  }

  private RsmError decide(Message.Request request) {
    Permission permission = Permission.of(request.permission());
    if (!permission.isValid()) {
      return RsmError.PERM_DENIED;
    }
    AccessPolicy policy = export.policy();
    RsmError decision =
        policy.decide(NodeId.of(request.node()), connection.socket().peer(), permission);
    return decision == RsmError.SUCCESS && export.isFull(policy.maxConnections())
        ? RsmError.INSUFFICIENT_RESOURCES
        : decision;
  }

  private void connect(Permission permission) {
    Fabric fabric = export.fabric();
    List<Descriptor> reopened = new ArrayList<>();
    try (MemoryFile page = MemoryFile.reserve("rsm-control", fabric.pageSize())) {
      List<Integer> descriptors = new ArrayList<>(List.of(page.number()));
      List<Message.Part> parts = new ArrayList<>();
      List<MemoryBlock> blocks = new ArrayList<>();
      for (ExportedMemory.Extent extent : export.extents()) {
        int index = blocks.indexOf(extent.block());
        if (index < 0) {
          index = blocks.size();
          blocks.add(extent.block());
          descriptors.add(descriptor(extent.block().file(), permission, reopened));
        }
        parts.add(new Message.Part(index, extent.offset(), extent.size()));
      }
      control = ControlPage.map(fabric.windowSpace(), page.number(), fabric.pageSize(), true);
      Message accept = new Message.Accept(export.byteSize(), List.copyOf(parts));
      // Before the importer knows: from then on it may count on what is posted to it.
      state = State.CONNECTED;
      export.connected(this);
      if (!connection.send(accept, descriptors)) {
        close();
      }
    } finally {
      reopened.forEach(Descriptor::close);
    }
  }

  private static int descriptor(MemoryFile file, Permission permission, List<Descriptor> reopened) {
    if (permission.canWrite()) {
      return file.number();
    }
    Descriptor readOnly = file.reopenReadOnly();
    reopened.add(readOnly);
    return readOnly.number();
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /** Ends the handshake, unless the request has come in this moment. */
  void expire() {
    if (state == State.ACCEPTED) {
      ready();
    }
    if (state == State.ACCEPTED) {
      close();
    }
  }

  /** The segment is withdrawn. */
  void withdraw() {
    if (state == State.CONNECTED) {
      state = State.DISCONNECTING;
      if (!connection.send(Message.Signal.DISCONNECT)) {
        close();
      }
    } else if (state == State.ACCEPTED) {
      connection.send(new Message.Refuse(RsmError.SEG_NOT_PUBLISHED.number()));
      close();
    }
  }

  void close() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    connection.close();
    ControlPage page = control;
    try {
      if (page != null) {
        page.detach();
      }
    } finally {
      export.closed(this);
    }
  }

  /** From any thread: posts an event to the importer. */
  void post(boolean accumulate) {
    ControlPage page = control;
    if (page != null && page.post(accumulate)) {
      connection.send(Message.Signal.WAKE);
    }
  }

  /** From any thread: takes the events of the importer. */
  ControlPage.Arrivals takeArrived() {
    ControlPage page = control;
    return page == null ? ControlPage.Arrivals.NONE : page.takeArrived();
  }

  /** From any thread: tells the importer whether to wake the exporter. */
  void setWaiting(boolean waiting) {
    ControlPage page = control;
    if (page != null) {
      page.setWaiting(waiting);
    }
  }
}
