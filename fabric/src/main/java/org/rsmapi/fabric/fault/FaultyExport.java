// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.SegmentOwner;

/** An export with faults around it. Destroying it meets none: what ends has to end. */
final class FaultyExport implements DriverExport {

  private final DriverExport export;
  private final Passage passage;

  FaultyExport(DriverExport export, Passage passage) {
    this.export = export;
    this.passage = passage;
  }

  @Override
  public SegmentOwner owner() {
    return export.owner();
  }

  @Override
  public SegmentId publish(SegmentId id, AccessPolicy policy) {
    passage.pass(FaultPoint.PUBLISH, "publish");
    return export.publish(id, policy);
  }

  @Override
  public void republish(AccessPolicy policy) {
    passage.pass(FaultPoint.REPUBLISH, "republish");
    export.republish(policy);
  }

  @Override
  public void rebind(MemorySegment memory) {
    passage.pass(FaultPoint.REBIND, "rebind");
    export.rebind(memory);
  }

  @Override
  public void unpublish() {
    passage.pass(FaultPoint.UNPUBLISH, "unpublish");
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
  public long takeArrived(long pending) {
    return export.takeArrived(pending);
  }

  @Override
  public void setWaiting(boolean waiting) {
    export.setWaiting(waiting);
  }

  @Override
  public @Nullable MemorySegment announceSleeper() {
    return export.announceSleeper();
  }

  @Override
  public boolean mayHaveArrived() {
    return export.mayHaveArrived();
  }

  @Override
  public boolean takeSingle() {
    return export.takeSingle();
  }
}
