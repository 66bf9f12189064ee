// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

/** Thrown for what a person asked for and cannot be; the message is the line that says why. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates a refusal.
   *
   * @param message names the option or parameter, its value, and what is allowed
   */
  public Refusal(String message) {
    super(message);
  }
}
