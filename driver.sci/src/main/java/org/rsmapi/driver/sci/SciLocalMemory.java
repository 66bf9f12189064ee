// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.spi.DriverLocalMemory;

/**
 * Local memory for DMA. It becomes a SISCI segment with the first transfer that needs one, since
 * most do not. Of memory that does not end with a page, the last part is left to the processor.
 */
final class SciLocalMemory implements DriverLocalMemory {

  private static final Logger LOG = System.getLogger(SciLocalMemory.class.getName());

  private final SciController controller;
  private final MemorySegment wholePages;
  private final Runnable forget;

  /** Guarded by this, as are the next ones. */
  private @Nullable LocalSegment segment;

  private boolean unusable;

  SciLocalMemory(SciController controller, MemorySegment memory, Runnable forget) {
    this.controller = controller;
    long page = controller.sisci().pageSize();
    this.wholePages = memory.asSlice(0, memory.byteSize() & -page);
    this.unusable = wholePages.byteSize() == 0;
    this.forget = forget;
  }

  long address() {
    return wholePages.address();
  }

  boolean contains(MemorySegment memory) {
    return memory.address() >= address()
        && memory.address() + memory.byteSize() <= address() + wholePages.byteSize();
  }

  /** Tells whether DMA over a controller can use a part of the memory. */
  boolean isUsable(SciController by, long offset, long byteCount) {
    return by == controller && byteCount <= wholePages.byteSize() - offset;
  }

  /** Returns the segment, prepared; null if there can be none. */
  synchronized @Nullable LocalSegment segment() {
    if (segment == null && !unusable) {
      unusable = true;
      try {
        LocalSegment created = create();
        segment = created;
        created.prepare(controller.adapterNo(), false);
        unusable = false;
      } catch (SisciException e) {
        LOG.log(Level.DEBUG, "Local memory cannot be used for DMA", e);
      }
    }
    return unusable ? null : segment;
  }

  private LocalSegment create() {
    Sisci sisci = controller.sisci();
    return InternalIds.create(id -> sisci.createSegment(id, wholePages, (_, _) -> {}));
  }

  @Override
  public void free() {
    LocalSegment ending;
    synchronized (this) {
      unusable = true;
      ending = segment;
      segment = null;
    }
    forget.run();
    if (ending != null) {
      Retry.whileBusy(() -> ending.remove(true));
    }
  }
}
