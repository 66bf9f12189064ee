// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.fault;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.fabric.fault.FaultSwitch;

/**
 * A connection with faults around it.
 *
 * @param own whether it is to the own node, without a link
 */
record FaultySegment(RemoteSegment segment, boolean own, FaultSwitch faults)
    implements RemoteSegment {

  boolean isCutOff() {
    return !own && faults.isLinkDown();
  }

  /** Returns a number that changes with each outage of the link. */
  int outages() {
    return own ? 0 : faults.linkOutages();
  }

  @Override
  public long size() {
    return segment.size();
  }

  @Override
  public RemoteMap map(boolean readOnly) {
    return new FaultyMap(segment.map(readOnly), this);
  }

  @Override
  public MemorySegment mapShared(
      long offset, long size, boolean readOnly, long address, Arena arena) {
    return segment.mapShared(offset, size, readOnly, address, arena);
  }

  @Override
  public void disconnect() {
    segment.disconnect();
  }
}
