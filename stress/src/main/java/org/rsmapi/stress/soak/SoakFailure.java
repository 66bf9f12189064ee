// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

/** Something that must not happen. */
final class SoakFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SoakFailure(String message) {
    super(message);
  }

  SoakFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
