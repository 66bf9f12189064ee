// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.Serial;

/** Something that was asked for cannot be done; the message is one line for people. */
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }
}
