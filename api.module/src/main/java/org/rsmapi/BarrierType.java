// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

/**
 * The types of barrier that the C header names.
 *
 * <p>All behave alike: the scope is the span of time between open and close, for one import
 * segment, whichever thread makes the accesses. The guide's {@code RSM_BAR_DEFAULT} is {@link
 * #SEGMENT}.
 *
 * <p>Source: {@code rsm_barrier_type_t}; rsm_memseg_import_init_barrier(3RSM).
 */
public enum BarrierType {
  /** 0x01: {@code RSM_BARRIER_SEGMENT}. */
  SEGMENT(0x01),
  /** 0x02: {@code RSM_BARRIER_NODE}. */
  NODE(0x02),
  /** 0x11: {@code RSM_BARRIER_SEGMENT_THREAD}. */
  SEGMENT_THREAD(0x11),
  /** 0x12: {@code RSM_BARRIER_NODE_THREAD}. */
  NODE_THREAD(0x12);

  private final int number;

  BarrierType(int number) {
    this.number = number;
  }

  /**
   * Returns the number that the C header gives this type.
   *
   * @return the value of the C constant
   */
  public int number() {
    return number;
  }
}
