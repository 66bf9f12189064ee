// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

/** A setting has a value that is not allowed. */
final class BadSettingException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String setting;
  private final String reason;

  /**
   * Says what is wrong.
   *
   * @param setting the name, without prefix
   * @param reason the value, and what is allowed
   */
  BadSettingException(String setting, String reason) {
    super(setting + ": " + reason);
    this.setting = setting;
    this.reason = reason;
  }

  String setting() {
    return setting;
  }

  String reason() {
    return reason;
  }
}
