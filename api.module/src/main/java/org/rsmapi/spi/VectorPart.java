// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import java.lang.foreign.MemorySegment;

/**
 * An entry of a vector transfer between a segment and local memory that a driver has prepared.
 *
 * @param prepared what {@link DriverController#registerLocalMemory} has returned, of this or of
 *     another controller; not freed before the transfer returns
 * @param memory what it was prepared for
 * @param localOffset where in the memory
 * @param remoteOffset where in the segment
 * @param byteCount greater than 0, within both
 */
public record VectorPart(
    DriverLocalMemory prepared,
    MemorySegment memory,
    long localOffset,
    long remoteOffset,
    long byteCount) {}
