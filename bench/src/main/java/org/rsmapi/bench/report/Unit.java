// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

/** What a figure counts. */
public enum Unit {
  /** Of an operation. */
  NANOSECONDS("ns"),
  /** Of heap. */
  BYTES("B");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** As printed. */
  public String symbol() {
    return symbol;
  }

  /** By the work. */
  public static Unit of(String work) {
    return work.endsWith("-allocation") || work.endsWith("-heap") ? BYTES : NANOSECONDS;
  }
}
