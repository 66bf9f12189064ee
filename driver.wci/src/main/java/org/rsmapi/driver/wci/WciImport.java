// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.transfer.LinkBytes;
import org.rsmapi.driver.wci.transfer.WciBarrier;
import org.rsmapi.fabric.DelegatingImport;
import org.rsmapi.fabric.FabricImport;
import org.rsmapi.fabric.fault.LostAccess;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.ImportListener;

/**
 * An imported segment of another node; what passes this object goes by the stripes of the route.
 */
final class WciImport extends DelegatingImport {

  /** Shorter transfers are a load or a store; what fills a line and more is counted by link. */
  private static final long BELOW_A_LINE = 63;

  private final WciController controller;
  private final RemoteNode remote;
  private final FabricImport connection;
  private final ImportListener listener;
  private final MemorySegment window;

  private final LinkBytes bytes;

  private volatile boolean suspended;

  WciImport(
      WciController controller,
      RemoteNode remote,
      FabricImport connection,
      ImportListener listener) {
    super(connection);
    this.controller = controller;
    this.remote = remote;
    this.connection = connection;
    this.listener = listener;
    this.window = connection.window();
    this.bytes = controller.node().bytes().counters();
  }

  /** What gets through to the node has changed. */
  void adapt() {
    listener.accessChanged();
    boolean cut = !remote.traffic().isAnyAlive();
    if (cut != suspended) {
      suspended = cut;
      show(cut);
    }
  }

  private void show(boolean cut) {
    try {
      if (cut) {
        connection.suspend();
      } else {
        connection.resume();
      }
    } catch (RsmException e) {
      connection.lose(); // a mapping cannot come back
    }
  }

  /** The node is lost: the connection never comes back. */
  void lose() {
    connection.lose();
  }

  @Override
  public long directTransferLimit() {
    return remote.traffic().isIntact() ? BELOW_A_LINE : 0;
  }

  @Override
  public void put(
      long offset, MemorySegment source, long sourceOffset, long byteCount, int elementSize) {
    if (WciFaults.SWITCH.isOn() && LostAccess.isNow()) {
      remote.traffic().lose(offset, byteCount);
      return;
    }
    try {
      remote.traffic().put(bytes, window.address(), offset, source, sourceOffset, byteCount);
    } finally {
      Reference.reachabilityFence(window);
    }
  }

  @Override
  public void get(
      long offset, MemorySegment target, long targetOffset, long byteCount, int elementSize) {
    if (WciFaults.SWITCH.isOn() && LostAccess.isNow()) {
      target.asSlice(targetOffset, byteCount).fill((byte) 0);
      remote.traffic().lose(offset, byteCount);
      return;
    }
    try {
      remote.traffic().get(bytes, window.address(), offset, target, targetOffset, byteCount);
    } finally {
      Reference.reachabilityFence(window);
    }
  }

  @Override
  public @Nullable DriverBarrier newBarrier() {
    WciNode node = controller.node();
    return new WciBarrier(node.routing().state(), node.errors(), remote.traffic(), remote::page);
  }

  @Override
  public void post(boolean accumulate) {
    if (!remote.traffic().isAnyAlive()) {
      throw new RsmException(
          RsmError.REMOTE_NODE_UNREACHABLE,
          "post",
          "no link to node " + remote.cnode() + " carries data now");
    }
    super.post(accumulate);
  }

  @Override
  public void disconnect() {
    try {
      super.disconnect();
    } finally {
      remote.leave(this);
      controller.forget(this);
      controller.node().bytes().end(bytes);
    }
  }
}
