// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

/**
 * How long operations take at least, in nanoseconds; what is waited for is spun.
 *
 * <p>Those of the hardware are what was measured with a PCIe adapter (non-transparent bridge, 16
 * lanes). Stores are posted and cost next to nothing, loads are round trips.
 *
 * @param readNanosPerWord for each 8 bytes that are loaded
 * @param checkNanos for the check of a sequence
 * @param triggerNanos for a data interrupt, at the sender
 * @param copyNanos for a call of the copy routine
 * @param copyBytesPerNano how fast that is
 * @param dmaWriteNanos for a transfer by DMA to the remote segment
 * @param dmaWriteBytesPerNano how fast that is
 * @param dmaReadNanos for a transfer by DMA from the remote segment
 * @param dmaReadBytesPerNano how fast that is
 */
public record CostModel(
    long readNanosPerWord,
    long checkNanos,
    long triggerNanos,
    long copyNanos,
    double copyBytesPerNano,
    long dmaWriteNanos,
    double dmaWriteBytesPerNano,
    long dmaReadNanos,
    double dmaReadBytesPerNano) {

  /** Nothing takes longer than it does. */
  public static final CostModel NONE =
      new CostModel(0, 0, 0, 0, Double.MAX_VALUE, 0, Double.MAX_VALUE, 0, Double.MAX_VALUE);

  /** As with an adapter. */
  public static final CostModel HARDWARE =
      new CostModel(1_780, 2_800, 2_600, 670, 7.6, 10_000, 10.4, 25_000, 5.0);

  /** Tells whether anything costs. */
  boolean isFree() {
    // Not by equals: that of a record has the JDK hold the class for a while after its bundle left.
    return readNanosPerWord + checkNanos + triggerNanos + copyNanos == 0
        && dmaWriteNanos + dmaReadNanos == 0
        && copyBytesPerNano == Double.MAX_VALUE
        && dmaWriteBytesPerNano == Double.MAX_VALUE
        && dmaReadBytesPerNano == Double.MAX_VALUE;
  }

  long readNanos(long bytes) {
    return readNanosPerWord * ((bytes + Long.BYTES - 1) / Long.BYTES);
  }

  long copyNanos(long bytes) {
    return copyNanos + (long) (bytes / copyBytesPerNano);
  }

  long dmaNanos(long bytes, boolean read) {
    return read
        ? dmaReadNanos + (long) (bytes / dmaReadBytesPerNano)
        : dmaWriteNanos + (long) (bytes / dmaWriteBytesPerNano);
  }

  /**
   * Spins until an operation has taken what it costs.
   *
   * @param sinceNanos when it began, as of {@link #begin}
   */
  void spend(long sinceNanos, long costNanos) {
    if (costNanos > 0) {
      while (System.nanoTime() - sinceNanos < costNanos) {
        Thread.onSpinWait();
      }
    }
  }

  /** Returns the time, if anything costs. */
  long begin() {
    return isFree() ? 0 : System.nanoTime();
  }
}
