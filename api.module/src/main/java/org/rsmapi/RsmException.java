// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by every call of RSMAPI that fails: it stands for the {@code int} result of the C
 * function.
 *
 * <p>Unchecked, because otherwise each access to a single word would have to declare it. A call
 * that throws has changed nothing, except where its documentation says otherwise. Instances are
 * immutable but for the stack trace and may be passed between threads.
 */
public final class RsmException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The status that {@link #driverStatus()} reports when no driver was involved. */
  public static final int NO_DRIVER_STATUS = 0;

  private final RsmError error;
  private final String operation;
  private final String detail;
  private final int driverStatus;

  /**
   * Creates an exception that no driver status belongs to.
   *
   * @param error what went wrong, not {@link RsmError#SUCCESS}
   * @param operation the call that failed, for example {@code ExportSegment.publish}
   * @param detail the values concerned as {@code name=value} pairs and what to do, for people
   */
  public RsmException(RsmError error, String operation, String detail) {
    this(error, operation, detail, NO_DRIVER_STATUS, null);
  }

  /**
   * Creates an exception.
   *
   * @param error what went wrong, not {@link RsmError#SUCCESS}
   * @param operation the call that failed, for example {@code ExportSegment.publish}
   * @param detail the values concerned as {@code name=value} pairs and what to do, for people
   * @param driverStatus the driver's own status, for example an {@code errno}, or {@link
   *     #NO_DRIVER_STATUS}
   * @param cause the failure below, or null
   * @throws IllegalArgumentException if {@code error} is {@link RsmError#SUCCESS}
   */
  public RsmException(
      RsmError error,
      String operation,
      String detail,
      int driverStatus,
      @Nullable Throwable cause) {
    super(message(error, operation, detail, driverStatus), cause);
    if (error == RsmError.SUCCESS) {
      throw new IllegalArgumentException(
          "RsmException: SUCCESS is no error; operation=" + operation);
    }
    this.error = error;
    this.operation = operation;
    this.detail = detail;
    this.driverStatus = driverStatus;
  }

  private static String message(RsmError error, String operation, String detail, int driverStatus) {
    Objects.requireNonNull(error, "error");
    StringBuilder text = new StringBuilder(operation).append(": ");
    text.append(error.headerName()).append(" (").append(error.number()).append("), ");
    text.append(error.meaning());
    if (!detail.isEmpty()) {
      text.append("; ").append(detail);
    }
    if (driverStatus != NO_DRIVER_STATUS) {
      text.append("; driverStatus=").append(driverStatus);
    }
    return text.toString();
  }

  /**
   * Returns what went wrong.
   *
   * @return the code, never {@link RsmError#SUCCESS}
   */
  public RsmError error() {
    return error;
  }

  /**
   * Returns the call that failed.
   *
   * @return type and method, for example {@code ExportSegment.publish}
   */
  public String operation() {
    return operation;
  }

  /**
   * Returns the values concerned and what to do, without operation and code.
   *
   * @return text for people, may be empty
   */
  public String detail() {
    return detail;
  }

  /**
   * Returns the driver's own status.
   *
   * @return for example an {@code errno}; {@link #NO_DRIVER_STATUS} if there is none
   */
  public int driverStatus() {
    return driverStatus;
  }
}
