// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import org.rsmapi.tck.run.TckResult;

/** What the exit code of the command means. */
final class ExitCodes {

  static final int CONFORMANT = 0;
  static final int NOT_CONFORMANT = 1;

  /** Wrong arguments, or nothing to test. */
  static final int REFUSED = 2;

  /** Nothing failed, but that does not show that the driver is conformant. */
  static final int NOT_SHOWN = 3;

  static final int INTERRUPTED = 130;

  private ExitCodes() {}

  static int of(TckResult result) {
    if (result.interrupted()) {
      return INTERRUPTED;
    }
    return switch (result.verdict()) {
      case CONFORMANT -> CONFORMANT;
      case NOT_CONFORMANT -> NOT_CONFORMANT;
      case CONFORMANT_BUT_WAIVED, SELECTION_PASSED -> NOT_SHOWN;
    };
  }
}
