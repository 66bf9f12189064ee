// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.List;

/** What is measured. */
public enum Work {
  /** Round trips by values in memory. */
  PING_PONG("ping-pong", "round trip, spinning", true, List.of(8L, 64L, 4096L), 2_000),
  /** Round trips by events, the waiter blocked. */
  SIGNAL_BLOCKED("signal-blocked", "signal round trip, blocked waiter", true, List.of(0L), 50),
  /** Round trips by events, as fast as they go. */
  SIGNAL_SPINNING(
      "signal-spinning", "signal round trip, waiter not yet blocked", true, List.of(0L), 500),
  /** A connection made and ended. */
  CONNECT("connect", "connect and disconnect", true, List.of(4096L), 50),
  /** A put that is known to have arrived. */
  PUT_COMPLETION("put-completion", "put and completion", false, List.of(8L, 1L << 20), 2_000),
  /** A value read. */
  GET("get", "get of one value", false, List.of(8L), 20_000),
  /** Many bytes written. */
  BULK_PUT("bulk-put", "put", false, Sizes.BULK, 20_000),
  /** Many bytes read. */
  BULK_GET("bulk-get", "get", false, Sizes.BULK, 20_000),
  /** Sixteen pieces written by one call. */
  PUTV("putv", "putv of 16 pieces", false, List.of(64L, 4096L), 500),
  /** Sixteen pieces read by one call. */
  GETV("getv", "getv of 16 pieces", false, List.of(64L, 4096L), 500),
  /** Writes in explicit mode, for drivers. */
  EXPLICIT_PUT("explicit-put", "put, explicit mode", false, List.of(8L, 4096L), 5_000),
  /** Reads in explicit mode, for drivers. */
  EXPLICIT_GET("explicit-get", "get, explicit mode", false, List.of(8L, 4096L), 5_000);

  private static final long BYTES_OF_A_BURST = 8L << 20;

  private final String id;
  private final String title;
  private final boolean twoSided;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Long> sizes;

  private final int operations;

  Work(String id, String title, boolean twoSided, List<Long> sizes, int operations) {
    this.id = id;
    this.title = title;
    this.twoSided = twoSided;
    this.sizes = sizes;
    this.operations = operations;
  }

  /** The name in turns and figures. */
  public String id() {
    return id;
  }

  /** In words. */
  public String title() {
    return title;
  }

  /** Whether the other side works too, so that placement matters. */
  public boolean isTwoSided() {
    return twoSided;
  }

  /** In bytes; 0 where there is nothing to be sized. */
  public List<Long> sizes() {
    return sizes;
  }

  /** How many operations make a burst that is long enough for the clock, and not longer. */
  public int operations(long size) {
    return Math.clamp(BYTES_OF_A_BURST / Math.max(1, size), 1, operations);
  }

  private static final class Sizes {
    static final List<Long> BULK =
        List.of(
            64L,
            256L,
            1L << 10,
            4L << 10,
            16L << 10,
            64L << 10,
            256L << 10,
            1L << 20,
            4L << 20,
            16L << 20,
            64L << 20);
  }
}
