// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

/**
 * The id under which a segment is published: an unsigned 32-bit number, unique on its node.
 *
 * <p>Ids of applications lie in 0x400000 to 0x7FFFFFFF. {@link #ANY} asks the system for an id from
 * 0x80000000 upward. The other ids are reserved. A value outside 32 bits can be held, but publish
 * refuses it.
 *
 * <p>Source: {@code rsm_memseg_id_t}; Programming Interfaces Guide chapter 2, segment id ranges.
 *
 * @param value the number; valid are 0 to 0xFFFFFFFF
 */
public record SegmentId(long value) implements Comparable<SegmentId> {

  /** Asks publish for an id chosen by the system. */
  public static final SegmentId ANY = new SegmentId(0);

  /** The first id that an application may publish (start of the range {@code RSM_HPC_ID}). */
  public static final SegmentId APPLICATION_FIRST = new SegmentId(0x400000L);

  /** The last id that an application may publish. */
  public static final SegmentId APPLICATION_LAST = new SegmentId(0x7FFF_FFFFL);

  /** The first id that the system hands out ({@code RSM_USER_APP_ID}). */
  public static final SegmentId SYSTEM_FIRST = new SegmentId(0x8000_0000L);

  /** The last id that the system hands out. */
  public static final SegmentId SYSTEM_LAST = new SegmentId(0xFFFF_FFFFL);

  /**
   * Wraps a number.
   *
   * @param value the number
   * @return the id
   */
  public static SegmentId of(long value) {
    return new SegmentId(value);
  }

  /**
   * Tells whether the value is an unsigned 32-bit number.
   *
   * @return true for 0 to 0xFFFFFFFF
   */
  public boolean isValid() {
    return value >= 0 && value <= 0xFFFF_FFFFL;
  }

  /**
   * Tells whether the id lies in a range that applications may not publish: 1 to 0x3FFFFF (driver,
   * cluster transport, RSM library, DLPI) and 0x80000000 to 0xFFFFFFFF (system).
   *
   * @return true if publish answers {@link RsmError#RESERVED_SEGID}
   */
  public boolean isReserved() {
    return (value >= 1 && value < APPLICATION_FIRST.value)
        || (value >= SYSTEM_FIRST.value && value <= SYSTEM_LAST.value);
  }

  @Override
  public int compareTo(SegmentId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "0x" + Long.toHexString(value);
  }
}
