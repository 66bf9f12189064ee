// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** What the tests of the library assert again and again. */
final class RsmAssertions {

  private RsmAssertions() {}

  static RsmException assertRsmError(RsmError expected, Executable call) {
    RsmException thrown = assertThrows(RsmException.class, call);
    assertEquals(expected, thrown.error(), thrown.getMessage());
    return thrown;
  }
}
