// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * The exporter's end of one connection. Its state changes on the event loop only.
 *
 * <p>The importer is not trusted: what it sends must be the message that the state allows, else the
 * connection ends.
 */
final class ExporterLink implements ExportLink {

  private enum State {
    /** The request has not come yet. */
    ACCEPTED,
    CONNECTED,
    /** Told to let go; the answer has not come yet. */
    DISCONNECTING,
    CLOSED
  }

  private static final Logger LOG = System.getLogger(ExporterLink.class.getName());

  private static final int MESSAGES_AT_A_LOOK = 16;

  private final FabricExport export;
  private final Connection connection;
  private final long sinceNanos = System.nanoTime();
  private State state = State.ACCEPTED;
  private Permission granted = Permission.NONE;
  private NodeId importer = NodeId.of(0);

  /** Those that the importer has been told of and has not answered. */
  private final Deque<Rebinding> rebindings = new ArrayDeque<>();

  /** Set once, before the link is among the connected ones. */
  private volatile @Nullable ControlPage control;

  ExporterLink(FabricExport export, Connection connection) {
    this.export = export;
    this.connection = connection;
  }

  @Override
  public NodeId importer() {
    return importer;
  }

  void ready() {
    read();
  }

  /** Reads one message; false if there is none. */
  private boolean read() {
    Connection.Incoming incoming = connection.receive(0);
    switch (incoming.outcome()) {
      case NOTHING -> {
        return false;
      }
      case END, GARBAGE, NO_ROOM -> close();
      case MESSAGE -> handle(incoming.message());
    }
    return true;
  }

  @Override
  public void look() {
    // An importer that floods must not hold the loop up.
    for (int i = 0; i < MESSAGES_AT_A_LOOK && state != State.CLOSED && read(); i++) {}
  }

  private void handle(@Nullable Message message) {
    if (message instanceof Message.Request request && state == State.ACCEPTED) {
      answer(request);
    } else if (message == Message.Signal.WAKE && state == State.CONNECTED) {
      woken();
    } else if (message == Message.Signal.REBOUND && state != State.ACCEPTED) {
      rebound();
    } else if (message != Message.Signal.WAKE || state != State.DISCONNECTING) {
      close(); // DETACHED when told to let go, or a message that nobody may send now
    }
  }

  private void woken() {
    ControlPage page = control;
    if (page != null) {
      page.woken();
    }
    export.listener().signalsArrived();
  }

  private void answer(Message.Request request) {
    RsmError decision;
    try {
      Permission permission = Permission.of(request.permission());
      importer = NodeId.of(request.node());
      decision = export.decide(importer, connection.socket().peer(), permission);
      if (decision == RsmError.SUCCESS) {
        connect(permission);
        return;
      }
    } catch (RsmException e) {
      decision = e.error();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A request to connect could not be granted", e);
      decision = RsmError.PERM_DENIED;
    }
    connection.send(new Message.Refuse(decision.number()));
    close();
  }

  private void connect(Permission permission) {
    Fabric fabric = export.fabric();
    try (ControlPages.Made made = fabric.controlPages().take();
        Shipment shipment = new Shipment(export.bound().extents())) {
      List<Integer> descriptors = new ArrayList<>(List.of(made.number()));
      descriptors.addAll(shipment.descriptors(permission));
      control = made.keep();
      Message accept = new Message.Accept(export.bound().byteSize(), shipment.parts());
      // Before the importer knows: from then on it may count on what is posted to it.
      granted = permission;
      state = State.CONNECTED;
      export.connected(this);
      if (!connection.send(accept, descriptors)) {
        close();
      }
    }
    // The importer has its answer, and does not wait for this.
    fabric.controlPages().prepare();
  }

  @Override
  public void prepare(Shipment memory) {
    if (state == State.CONNECTED) {
      List<Integer> ignored = memory.descriptors(granted);
    }
  }

  @Override
  public void rebind(Rebinding rebinding, Shipment memory) {
    if (state != State.CONNECTED) {
      rebinding.answered(this); // it is letting go of the memory so far
      return;
    }
    rebindings.add(rebinding);
    Message rebind = new Message.Rebind(export.bound().byteSize(), memory.parts());
    if (!connection.send(rebind, memory.descriptors(granted))) {
      close();
    }
  }

  private void rebound() {
    Rebinding first = rebindings.poll();
    if (first == null) {
      close(); // nobody has asked
    } else {
      first.answered(this);
    }
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

  @Override
  public void withdraw() {
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

  @Override
  public void close() {
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
      rebindings.forEach(rebinding -> rebinding.answered(this));
      export.closed(this);
    }
  }

  @Override
  public void post(boolean accumulate) {
    ControlPage page = control;
    if (page != null && page.post(accumulate) && !connection.send(Message.Signal.WAKE)) {
      page.notWoken();
    }
  }

  @Override
  public ControlPage.Arrivals takeArrived() {
    ControlPage page = control;
    return page == null ? ControlPage.Arrivals.NONE : page.takeArrived();
  }

  @Override
  public void setWaiting(boolean waiting) {
    ControlPage page = control;
    if (page != null) {
      page.setWaiting(waiting);
    }
  }

  @Override
  public @Nullable MemorySegment announceSleeper() {
    ControlPage page = control;
    return page == null ? null : page.announceSleeper();
  }

  @Override
  public boolean mayHaveArrived() {
    ControlPage page = control;
    return page != null && page.mayHaveArrived();
  }

  @Override
  public boolean takeSingle() {
    ControlPage page = control;
    return page != null && page.takeSingle();
  }
}
