// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;
import org.rsmapi.RsmException;
import org.rsmapi.tck.support.RsmErrorMismatch;

/** Reads what a test threw. */
final class Failures {

  private static final String TESTS = "org.rsmapi.tck.tests.";

  private Failures() {}

  static Failure of(Throwable thrown) {
    String expected = "";
    String actual = "";
    if (thrown instanceof AssertionFailedError failed) {
      expected = text(failed.getExpected());
      actual = text(failed.getActual());
    } else if (thrown instanceof RsmException) {
      expected = "success";
      actual = thrown.getMessage();
    } else if (!(thrown instanceof AssertionError)) {
      actual = thrown.toString();
    }
    return new Failure(
        called(thrown),
        expected,
        actual == null ? "" : actual,
        String.valueOf(thrown.getMessage()),
        where(thrown.getStackTrace()),
        trace(thrown));
  }

  /** Describes a test that does not end, by what its thread does. */
  static Failure ofLate(String actual, String thread, StackTraceElement[] stack) {
    String frames =
        Arrays.stream(stack).map(frame -> "    at " + frame + "\n").collect(Collectors.joining());
    return new Failure(
        "", "the test ends", actual, actual, where(stack), "\"" + thread + "\"\n" + frames);
  }

  private static String called(Throwable thrown) {
    return switch (thrown) {
      case RsmErrorMismatch mismatch -> mismatch.called();
      case RsmException failed -> failed.operation() + " (" + failed.detail() + ")";
      default -> "";
    };
  }

  private static String text(ValueWrapper value) {
    return value == null ? "" : value.getStringRepresentation();
  }

  private static String where(StackTraceElement[] stack) {
    Optional<StackTraceElement> test =
        Arrays.stream(stack)
            .filter(element -> element.getClassName().startsWith(TESTS))
            .findFirst();
    return test.map(
            element ->
                element.getClassName().substring(TESTS.length())
                    + "."
                    + element.getMethodName()
                    + ":"
                    + element.getLineNumber())
        .orElse("");
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
