// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.rsmapi.SegmentId;

/**
 * The export side of a segment within a driver. The library calls {@link #publish} and {@link
 * #unpublish} in turn, one at a time.
 */
@ConsumerType
public interface DriverExport extends SignalChannel {

  /**
   * Returns who created the segment.
   *
   * @return captured by {@link DriverController#create}
   */
  SegmentOwner owner();

  /**
   * Makes the segment importable.
   *
   * @param id an id of an application, or {@link SegmentId#ANY}: then the driver picks one from
   *     {@link SegmentId#SYSTEM_FIRST} to {@link SegmentId#SYSTEM_LAST} that was never handed out
   *     before
   * @param policy decides on each request to connect
   * @return the id published
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#SEGID_IN_USE}, {@link
   *     org.rsmapi.RsmError#INSUFFICIENT_MEM} or {@link org.rsmapi.RsmError#INSUFFICIENT_RESOURCES}
   */
  SegmentId publish(SegmentId id, AccessPolicy policy);

  /**
   * Withdraws the segment: the id is free at once, and on return every import that can be reached
   * is broken. Waits for one that does not answer no longer than five seconds.
   */
  void unpublish();

  /**
   * Unbinds the memory, after withdrawing the segment if need be. The memory stays with its
   * contents, no longer shared.
   */
  void destroy();
}
