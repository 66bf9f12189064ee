// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.List;

/**
 * The importer's end of a connection to another process. What the exporter says is read by the
 * event loop.
 *
 * <p>The exporter is not trusted: what it sends must be a message that makes sense now, else the
 * connection ends.
 */
final class SocketUplink implements Uplink {

  private final Connection connection;
  private final long pageSize;

  SocketUplink(Connection connection, long pageSize) {
    this.connection = connection;
    this.pageSize = pageSize;
  }

  @Override
  public void serve(FabricImport imported) {
    connection.watch(() -> ready(imported));
  }

  /** A message or the end of the connection. */
  private void ready(FabricImport imported) {
    Connection.Incoming incoming = connection.receive(Message.MAX_PARTS);
    try {
      if (incoming.outcome() == Connection.Outcome.NOTHING) {
        return;
      }
      if (incoming.message() == Message.Signal.WAKE) {
        imported.signalsArrived();
      } else if (incoming.message() == Message.Signal.DISCONNECT) {
        imported.exporterWithdrew();
      } else if (!(incoming.message() instanceof Message.Rebind rebind)
          || !exchange(imported, rebind, incoming.descriptors())) {
        imported.exporterLeft();
      }
    } finally {
      incoming.descriptors().forEach(Descriptor::close);
    }
  }

  private boolean exchange(
      FabricImport imported, Message.Rebind rebind, List<Descriptor> descriptors) {
    Layout memory = Offer.of(rebind, descriptors, imported.byteSize(), pageSize);
    return memory != null && imported.exchange(memory) && connection.send(Message.Signal.REBOUND);
  }

  @Override
  public boolean wake() {
    return connection.send(Message.Signal.WAKE);
  }

  @Override
  public void leave() {
    connection.pause(); // else the exporter, as it hangs up, would wake the event loop for nothing
    connection.send(Message.Signal.DETACHED);
    connection.close();
  }
}
