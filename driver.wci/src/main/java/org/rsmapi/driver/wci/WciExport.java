// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import org.rsmapi.SegmentId;
import org.rsmapi.fabric.DelegatingExport;
import org.rsmapi.fabric.FabricExport;
import org.rsmapi.spi.AccessPolicy;

/** An exported segment, which takes entries of the CMMU while it is published. */
final class WciExport extends DelegatingExport {

  private final WciController controller;
  private final FabricExport export;
  private final long byteSize;

  /** Guarded by this. */
  private long entries;

  WciExport(WciController controller, FabricExport export, long byteSize) {
    super(export);
    this.controller = controller;
    this.export = export;
    this.byteSize = byteSize;
  }

  long byteSize() {
    return byteSize;
  }

  synchronized boolean isPublished() {
    return entries > 0;
  }

  /** Returns how many importers are connected. */
  int connections() {
    return export.connections();
  }

  @Override
  public SegmentId publish(SegmentId id, AccessPolicy policy) {
    controller.checkOpen("publish");
    long needed = Cmmu.needed(byteSize);
    controller.cmmu().take(needed);
    boolean done = false;
    try {
      SegmentId published = super.publish(id, policy);
      synchronized (this) {
        entries = needed;
      }
      done = true;
      return published;
    } finally {
      if (!done) {
        controller.cmmu().give(needed);
      }
    }
  }

  @Override
  public void unpublish() {
    try {
      super.unpublish();
    } finally {
      giveEntries();
    }
  }

  @Override
  public void destroy() {
    try {
      super.destroy();
    } finally {
      giveEntries();
      controller.forget(this);
    }
  }

  /** Once for each publish; again it gives nothing. */
  private synchronized void giveEntries() {
    controller.cmmu().give(entries);
    entries = 0;
  }
}
