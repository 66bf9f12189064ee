// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import java.lang.foreign.MemorySegment;
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
   *     org.rsmapi.RsmError#INSUFFICIENT_MEM} or {@link
   *     org.rsmapi.RsmError#INSUFFICIENT_RESOURCES}; never waits for resources, the library does
   */
  SegmentId publish(SegmentId id, AccessPolicy policy);

  /**
   * Has another policy decide from now on. Each request is decided by one policy; connections stay
   * as they are. Called while the segment is published, one call at a time.
   *
   * @param policy decides on each request to connect
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#INSUFFICIENT_MEM} or {@link
   *     org.rsmapi.RsmError#INSUFFICIENT_RESOURCES}; the policy before stays in force
   */
  void republish(AccessPolicy policy);

  /**
   * Exchanges the memory of the segment, published or not; only if {@link
   * DriverController#supportsRebind}. Importers keep their connections, windows and mappings, and
   * see the new memory on return; none of their accesses faults meanwhile. Nothing is copied. The
   * old memory is then as after {@link #destroy}.
   *
   * @param memory as for {@link DriverController#create}, of the size of the segment
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#BAD_ADDR} (not wholly mapped),
   *     {@link org.rsmapi.RsmError#INSUFFICIENT_MEM}, {@link
   *     org.rsmapi.RsmError#INSUFFICIENT_RESOURCES} or {@link org.rsmapi.RsmError#INTERRUPTED}; the
   *     old memory stays bound
   */
  void rebind(MemorySegment memory);

  /**
   * Withdraws the segment: the id is free at once, and on return every import that can be reached
   * is broken. Waits for one that does not answer no longer than five seconds.
   *
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#INTERRUPTED} if it was held
   *     back and nothing has happened
   */
  void unpublish();

  /**
   * Unbinds the memory, after withdrawing the segment if need be. The memory stays with its
   * contents, no longer shared.
   */
  void destroy();
}
