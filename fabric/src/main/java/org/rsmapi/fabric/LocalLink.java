// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.spi.ImportListener;

/**
 * A connection within this process, both ends of it. What goes over a socket to another process is
 * a call here; the exporter's event loop calls the import, and never the other way round.
 */
final class LocalLink implements ExportLink, Uplink {

  private final FabricExport export;
  private final NodeId node;
  private final ControlPage control;
  private final AtomicBoolean left = new AtomicBoolean();

  /** Set before the link is among the connected ones. */
  private volatile @Nullable FabricImport imported;

  /** The event loop's. */
  private boolean closed;

  private LocalLink(FabricExport export, NodeId node, ControlPage control) {
    this.export = export;
    this.node = node;
    this.control = control;
  }

  /** Makes an import of an importer that is admitted; on the exporter's event loop. */
  static FabricImport connect(
      FabricExport export, Fabric fabric, Permission permission, ImportListener listener) {
    ControlPage.Pair pages = ControlPage.pair();
    LocalLink link = new LocalLink(export, NodeId.of(fabric.name().node()), pages.exporter());
    List<ExportedMemory.Extent> extents = export.bound().extents();
    Window whole = Window.local(fabric.windowSpace(), extents, permission.canWrite());
    FabricImport imported =
        new FabricImport(
            fabric, link, listener, permission, pages.importer(), whole, Layout.of(extents));
    link.imported = imported;
    export.connected(link);
    return imported;
  }

  @Override
  public NodeId importer() {
    return node;
  }

  @Override
  public void withdraw() {
    FabricImport importer = imported;
    try {
      if (importer != null && !closed) {
        importer.exporterWithdrew();
      }
    } finally {
      close();
    }
  }

  @Override
  public void look() {
    // An importer that leaves is ahead of one that comes: both are tasks of the loop.
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      FabricImport importer = imported;
      if (importer != null) {
        importer.exporterLeft();
      }
    } finally {
      control.detach();
      export.closed(this);
    }
  }

  @Override
  public void prepare(Shipment memory) {
    memory.open();
  }

  @Override
  public void rebind(Rebinding rebinding, Shipment memory) {
    FabricImport importer = imported;
    try {
      if (importer == null || !importer.exchange(memory.layout())) {
        close();
      }
    } finally {
      rebinding.answered(this);
    }
  }

  @Override
  public void post(boolean accumulate) {
    FabricImport importer = imported;
    if (control.post(accumulate) && importer != null) {
      importer.signalsArrived();
    }
  }

  @Override
  public ControlPage.Arrivals takeArrived() {
    return control.takeArrived();
  }

  @Override
  public void setWaiting(boolean waiting) {
    control.setWaiting(waiting);
  }

  @Override
  public @Nullable MemorySegment announceSleeper() {
    return control.announceSleeper();
  }

  @Override
  public boolean mayHaveArrived() {
    return control.mayHaveArrived();
  }

  @Override
  public boolean takeSingle() {
    return control.takeSingle();
  }

  @Override
  public void serve(FabricImport importer) {
    // It is called by this link from the beginning.
  }

  @Override
  public boolean wake() {
    control.woken();
    export.listener().signalsArrived();
    return true;
  }

  @Override
  public void leave() {
    if (left.compareAndSet(false, true)) {
      try {
        export.fabric().loop().execute(this::close);
      } catch (RejectedExecutionException e) {
        // The exporter's fabric is closing, which closes this.
        left.set(true);
      }
    }
  }
}
