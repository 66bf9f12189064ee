// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** There is nothing to test; the message says what is missing. */
public final class NoDriverException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param message what is missing
   * @param cause what said so; may be null
   */
  public NoDriverException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
