// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import org.junit.jupiter.api.function.Executable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** What the tests assert again and again. */
public final class RsmAssertions {

  private RsmAssertions() {}

  /** Asserts that a call fails with a code, and with nothing but an {@link RsmException}. */
  public static RsmException assertRsmError(RsmError expected, Executable call) {
    try {
      call.execute();
    } catch (RsmException e) {
      if (e.error() == expected) {
        assertInterruptKept(e);
        return e;
      }
      throw new RsmErrorMismatch(expected, e);
    } catch (Throwable e) {
      throw new RsmErrorMismatch(expected, e);
    }
    throw new RsmErrorMismatch(expected, null);
  }

  /** Runs a call and returns its code, {@link RsmError#SUCCESS} for a normal return. */
  public static RsmError codeOf(Executable call) {
    try {
      call.execute();
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      assertInterruptKept(e);
      return e.error();
    } catch (Throwable e) {
      throw new AssertionError("neither a return nor an RsmException", e);
    }
  }

  /** Whoever is interrupted in a call must still find that out afterwards, whatever the call. */
  private static void assertInterruptKept(RsmException e) {
    if (e.error() == RsmError.INTERRUPTED && !Thread.currentThread().isInterrupted()) {
      throw new AssertionError("the interrupt status of the thread is not set", e);
    }
  }
}
