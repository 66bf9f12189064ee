// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

/**
 * Why a case failed.
 *
 * @param called the call that was judged, with its arguments as far as they are known
 * @param expected what should have come back; may be empty
 * @param actual what came back; may be empty
 * @param message of the assertion
 * @param where the line of the test, as {@code Class.method:line}
 * @param trace the stack trace, from the test inwards
 */
public record Failure(
    String called, String expected, String actual, String message, String where, String trace) {}
