// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ImportSegment;

/** The ten transfers of rsm_memseg_import_get(3RSM) and rsm_memseg_import_put(3RSM). */
public enum Transfer {
  /** Bytes from the segment. */
  GET(true, 1, true, ImportSegment::get),
  /** Elements of 8 bits from the segment. */
  GET8(true, 1, false, ImportSegment::get8),
  /** Elements of 16 bits from the segment. */
  GET16(true, 2, false, ImportSegment::get16),
  /** Elements of 32 bits from the segment. */
  GET32(true, 4, false, ImportSegment::get32),
  /** Elements of 64 bits from the segment. */
  GET64(true, 8, false, ImportSegment::get64),
  /** Bytes to the segment. */
  PUT(false, 1, true, ImportSegment::put),
  /** Elements of 8 bits to the segment. */
  PUT8(false, 1, false, ImportSegment::put8),
  /** Elements of 16 bits to the segment. */
  PUT16(false, 2, false, ImportSegment::put16),
  /** Elements of 32 bits to the segment. */
  PUT32(false, 4, false, ImportSegment::put32),
  /** Elements of 64 bits to the segment. */
  PUT64(false, 8, false, ImportSegment::put64);

  private interface Call {
    void run(ImportSegment segment, long offset, @Nullable MemorySegment buffer, long count);
  }

  private final boolean get;
  private final int width;
  private final boolean plain;

  /** A method reference: it holds nothing. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Call call;

  Transfer(boolean get, int width, boolean plain, Call call) {
    this.get = get;
    this.width = width;
    this.plain = plain;
    this.call = call;
  }

  /** Makes the transfer; the count is in bytes for the plain forms, else in elements. */
  public void run(ImportSegment segment, long offset, @Nullable MemorySegment buffer, long count) {
    call.run(segment, offset, buffer, count);
  }

  /** Tells whether data comes from the segment. */
  public boolean isGet() {
    return get;
  }

  /** Returns the size of an element in bytes. */
  public int width() {
    return width;
  }

  /** Tells whether this is {@link #GET} or {@link #PUT}, which count bytes. */
  public boolean isPlain() {
    return plain;
  }

  /**
   * Makes the transfer of one element in the form without a buffer; the plain forms have none and
   * take that of 8 bits.
   *
   * @return what a get found, else 0
   */
  public long runSingle(ImportSegment segment, long offset, long value) {
    return switch (this) {
      case GET, GET8 -> segment.get8(offset);
      case GET16 -> segment.get16(offset);
      case GET32 -> segment.get32(offset);
      case GET64 -> segment.get64(offset);
      case PUT, PUT8 -> put(() -> segment.put8(offset, (byte) value));
      case PUT16 -> put(() -> segment.put16(offset, (short) value));
      case PUT32 -> put(() -> segment.put32(offset, (int) value));
      case PUT64 -> put(() -> segment.put64(offset, value));
    };
  }

  private static long put(Runnable call) {
    call.run();
    return 0;
  }

  /** Returns the transfers from the segment. */
  public static Stream<Transfer> gets() {
    return Stream.of(values()).filter(Transfer::isGet);
  }

  /** Returns the transfers to the segment. */
  public static Stream<Transfer> puts() {
    return Stream.of(values()).filter(transfer -> !transfer.isGet());
  }
}
