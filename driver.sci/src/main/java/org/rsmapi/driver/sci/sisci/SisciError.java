// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

import java.util.Arrays;

/** The error codes of SISCI ({@code sci_error_t}). */
public enum SisciError {
  OK(0),
  BUSY(0x900),
  FLAG_NOT_IMPLEMENTED(0x901),
  ILLEGAL_FLAG(0x902),
  NOSPC(0x904),
  API_NOSPC(0x905),
  HW_NOSPC(0x906),
  NOT_IMPLEMENTED(0x907),
  ILLEGAL_ADAPTERNO(0x908),
  NO_SUCH_ADAPTERNO(0x909),
  TIMEOUT(0x90A),
  OUT_OF_RANGE(0x90B),
  /** Also {@code NO_SUCH_INTNO}. */
  NO_SUCH_SEGMENT(0x90C),
  ILLEGAL_NODEID(0x90D),
  CONNECTION_REFUSED(0x90E),
  SEGMENT_NOT_CONNECTED(0x90F),
  SIZE_ALIGNMENT(0x910),
  OFFSET_ALIGNMENT(0x911),
  ILLEGAL_PARAMETER(0x912),
  MAX_ENTRIES(0x913),
  SEGMENT_NOT_PREPARED(0x914),
  ILLEGAL_ADDRESS(0x915),
  ILLEGAL_OPERATION(0x916),
  ILLEGAL_QUERY(0x917),
  /** Also {@code INTNO_USED}. */
  SEGMENTID_USED(0x918),
  SYSTEM(0x919),
  CANCELLED(0x91A),
  NOT_CONNECTED(0x91B),
  NOT_AVAILABLE(0x91C),
  INCONSISTENT_VERSIONS(0x91D),
  COND_INT_RACE_PROBLEM(0x91E),
  OVERFLOW(0x91F),
  NOT_INITIALIZED(0x920),
  ACCESS(0x921),
  NO_SUCH_NODEID(0xA00),
  NODE_NOT_RESPONDING(0xA02),
  NO_REMOTE_LINK_ACCESS(0xA04),
  NO_LINK_ACCESS(0xA05),
  TRANSFER_FAILED(0xA06),
  REMOTE_BUSY(0xB00),
  /** Any code that is not listed; {@link SisciException#code} has it. */
  UNKNOWN(-1);

  private static final int MARK = 0x4000_0000;

  private final int number;

  SisciError(int number) {
    this.number = number;
  }

  /** Returns the value of {@code sci_error_t}; 0 for {@link #OK}. */
  public int code() {
    return number <= 0 ? number : number | MARK;
  }

  /** Tells whether the other side may be there all the same, and be reached later. */
  public boolean isOutage() {
    return switch (this) {
      case NO_LINK_ACCESS, NO_REMOTE_LINK_ACCESS, NODE_NOT_RESPONDING, TIMEOUT -> true;
      default -> false;
    };
  }

  /** Finds the error of a value of {@code sci_error_t}; {@link #UNKNOWN} if it is not listed. */
  public static SisciError of(int code) {
    return Arrays.stream(values())
        .filter(error -> error.code() == code)
        .findFirst()
        .orElse(UNKNOWN);
  }
}
