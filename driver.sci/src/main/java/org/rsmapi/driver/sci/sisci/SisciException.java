// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

import java.io.Serial;

/** A call of SISCI that has failed. */
public final class SisciException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final SisciError error;
  private final int code;
  private final String call;

  /**
   * Describes a failure with a code that SISCI names.
   *
   * @param error the error
   * @param call the function, for example {@code SCIConnectSegment}
   * @param detail what it was called with, or what to do, for people
   */
  public SisciException(SisciError error, String call, String detail) {
    this(error, error.code(), call, detail);
  }

  /**
   * Describes a failure.
   *
   * @param code the value of {@code sci_error_t}
   * @param call the function, for example {@code SCIConnectSegment}
   * @param detail what it was called with, or what the library says, for people
   */
  public SisciException(int code, String call, String detail) {
    this(SisciError.of(code), code, call, detail);
  }

  private SisciException(SisciError error, int code, String call, String detail) {
    super(call + ": SCI_ERR_" + error + String.format(" (0x%08X)", code) + "; " + detail);
    this.error = error;
    this.code = code;
    this.call = call;
  }

  /** Returns the error; {@link SisciError#UNKNOWN} if {@link #code} is not listed. */
  public SisciError error() {
    return error;
  }

  /** Returns the value of {@code sci_error_t}. */
  public int code() {
    return code;
  }

  /** Returns the function that failed. */
  public String call() {
    return call;
  }
}
