// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.io.Serial;

/** There is no library, or not one that the driver can use; the message says what to do. */
final class UnusableLibraryException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  UnusableLibraryException(String message) {
    super(message);
  }

  UnusableLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
