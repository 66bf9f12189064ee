// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.transfer.WciBarrier;
import org.rsmapi.fabric.DelegatingImport;
import org.rsmapi.fabric.FabricImport;
import org.rsmapi.fabric.fault.LostAccess;
import org.rsmapi.spi.DriverBarrier;

/** An imported segment of this node: a copy, which only a test can have fail. */
final class OwnImport extends DelegatingImport {

  private final WciController controller;

  OwnImport(WciController controller, FabricImport connection) {
    super(connection);
    this.controller = controller;
  }

  @Override
  public void put(
      long offset, MemorySegment source, long sourceOffset, long byteCount, int elementSize) {
    if (!isLost()) {
      super.put(offset, source, sourceOffset, byteCount, elementSize);
    }
  }

  @Override
  public void get(
      long offset, MemorySegment target, long targetOffset, long byteCount, int elementSize) {
    if (isLost()) {
      target.asSlice(targetOffset, byteCount).fill((byte) 0);
    } else {
      super.get(offset, target, targetOffset, byteCount, elementSize);
    }
  }

  private boolean isLost() {
    boolean lost = WciFaults.SWITCH.isOn() && LostAccess.isNow();
    if (lost) {
      controller.node().errors().failed(1);
    }
    return lost;
  }

  @Override
  public @Nullable DriverBarrier newBarrier() {
    WciNode node = controller.node();
    return WciFaults.SWITCH.isOn()
        ? new WciBarrier(node.routing().state(), node.errors(), null, () -> null)
        : null;
  }

  @Override
  public void disconnect() {
    try {
      super.disconnect();
    } finally {
      controller.forget(this);
    }
  }
}
