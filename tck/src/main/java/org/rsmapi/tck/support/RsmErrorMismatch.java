// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** A call that did not end with the code that it should have. */
public final class RsmErrorMismatch extends AssertionFailedError {

  private static final long serialVersionUID = 1L;

  private final String called;

  RsmErrorMismatch(RsmError expected, @Nullable Throwable actual) {
    super(
        "expected " + name(expected) + ", got " + text(actual),
        name(expected),
        text(actual),
        actual);
    this.called =
        actual instanceof RsmException failed
            ? failed.operation() + " (" + failed.detail() + ")"
            : "";
  }

  private static String name(RsmError error) {
    return "RSMERR_" + error.name() + " (" + error.number() + ")";
  }

  private static String text(@Nullable Throwable actual) {
    return switch (actual) {
      case null -> "success";
      case RsmException failed -> name(failed.error());
      default -> actual.toString();
    };
  }

  /**
   * Returns the call as its exception describes it.
   *
   * @return operation and values; empty if it did not throw an {@link RsmException}
   */
  public String called() {
    return called;
  }
}
