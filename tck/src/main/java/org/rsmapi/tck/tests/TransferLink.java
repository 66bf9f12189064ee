// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import java.lang.foreign.MemorySegment;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.tck.support.TestBed;

/**
 * A published segment of four pages over known memory, and an import of it.
 *
 * @param memory of the exporter
 * @param exported the segment
 * @param imported the import
 */
record TransferLink(MemorySegment memory, ExportSegment exported, ImportSegment imported) {

  private static final long PAGES = 4;

  /** Makes an import in implicit mode, without a barrier. */
  static TransferLink connected(TestBed bed, Permission permission) {
    MemorySegment memory = bed.memory(PAGES);
    ExportSegment exported = bed.published(memory, 0);
    return new TransferLink(memory, exported, bed.connect(exported, permission));
  }

  /** Makes an import for reading and writing, in implicit mode, with a barrier. */
  static TransferLink ready(TestBed bed) {
    return ready(bed, BarrierMode.IMPLICIT);
  }

  /** Makes an import for reading and writing, with a barrier. */
  static TransferLink ready(TestBed bed, BarrierMode mode) {
    TransferLink link = connected(bed, Permission.RDWR);
    link.imported.initBarrier();
    link.imported.setMode(mode);
    return link;
  }

  /** Returns the size of the segment in bytes. */
  long size() {
    return memory.byteSize();
  }
}
