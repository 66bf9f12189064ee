// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.FabricExport;
import org.rsmapi.fabric.FabricImport;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.SignalListener;

/** The page of each node that the barriers of others store to and load from. */
final class Scratch implements AutoCloseable {

  /** Of those ids that RSMAPI sets aside for drivers. */
  private static final SegmentId ID = SegmentId.of(0xB0);

  private static final SignalListener DEAF = () -> {};

  private static final ImportListener UNCONCERNED =
      new ImportListener() {
        @Override
        public void broken() {
          // The session or the links tell of that, too.
        }

        @Override
        public void signalsArrived() {
          // Nobody posts.
        }
      };

  private final FabricExport export;

  /** Publishes the page of this node. */
  Scratch(Fabric fabric) {
    MemorySegment page = fabric.allocate(fabric.pageSize(), Arena.ofAuto());
    export = fabric.export(page, DEAF);
    SegmentId ignored = export.publish(ID, (importer, peer, requested) -> RsmError.SUCCESS);
  }

  /** Connects to the page of another node. */
  static FabricImport of(Fabric fabric, int cnode) {
    return fabric.connect(NodeId.of(cnode), ID, Permission.RDWR, UNCONCERNED);
  }

  @Override
  public void close() {
    export.destroy();
  }
}
