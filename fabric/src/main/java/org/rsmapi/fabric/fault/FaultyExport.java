// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.lang.foreign.MemorySegment;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.DelegatingExport;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.FaultPoint;

/** An export with faults around it. Destroying it meets none: what ends has to end. */
final class FaultyExport extends DelegatingExport {

  private final Passage passage;

  FaultyExport(DriverExport export, Passage passage) {
    super(export);
    this.passage = passage;
  }

  @Override
  public SegmentId publish(SegmentId id, AccessPolicy policy) {
    passage.pass(FaultPoint.PUBLISH, "publish");
    return super.publish(id, policy);
  }

  @Override
  public void republish(AccessPolicy policy) {
    passage.pass(FaultPoint.REPUBLISH, "republish");
    super.republish(policy);
  }

  @Override
  public void rebind(MemorySegment memory) {
    passage.pass(FaultPoint.REBIND, "rebind");
    super.rebind(memory);
  }

  @Override
  public void unpublish() {
    passage.pass(FaultPoint.UNPUBLISH, "unpublish");
    super.unpublish();
  }
}
