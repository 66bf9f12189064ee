// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import org.jspecify.annotations.Nullable;

/** Thrown when a step does not do what it says; ends the demo. */
final class DemoFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoFailure(String message) {
    super(message);
  }

  DemoFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
