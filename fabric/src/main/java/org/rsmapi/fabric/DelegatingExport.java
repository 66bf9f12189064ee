// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.SegmentOwner;

/** An export that leaves everything to another one, for those that change a part of it. */
public abstract class DelegatingExport implements DriverExport {

  private final DriverExport export;

  /**
   * Leaves everything to an export.
   *
   * @param export does it
   */
  protected DelegatingExport(DriverExport export) {
    this.export = export;
  }

  @Override
  public final SegmentOwner owner() {
    return export.owner();
  }

  @Override
  public SegmentId publish(SegmentId id, AccessPolicy policy) {
    return export.publish(id, policy);
  }

  @Override
  public void republish(AccessPolicy policy) {
    export.republish(policy);
  }

  @Override
  public void rebind(MemorySegment memory) {
    export.rebind(memory);
  }

  @Override
  public void unpublish() {
    export.unpublish();
  }

  @Override
  public void destroy() {
    export.destroy();
  }

  @Override
  public void post(boolean accumulate) {
    export.post(accumulate);
  }

  @Override
  public final long takeArrived(long pending) {
    return export.takeArrived(pending);
  }

  @Override
  public final void setWaiting(boolean waiting) {
    export.setWaiting(waiting);
  }

  @Override
  public final @Nullable MemorySegment announceSleeper() {
    return export.announceSleeper();
  }

  @Override
  public final boolean mayHaveArrived() {
    return export.mayHaveArrived();
  }

  @Override
  public final boolean takeSingle() {
    return export.takeSingle();
  }
}
