// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.io.Serial;

/**
 * A text that is no configuration; the message says where, what was found and what belongs there.
 */
public final class ConfigurationException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1;

  private final String file;
  private final int line;
  private final int column;

  private ConfigurationException(String file, int line, int column, String message) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** A place in a file is wrong. */
  static ConfigurationException at(String file, Token token, String message) {
    return new ConfigurationException(
        file,
        token.line(),
        token.column(),
        file + ":" + token.line() + ":" + token.column() + ": " + message);
  }

  /** A file as a whole is wrong. */
  static ConfigurationException of(String file, String message) {
    return new ConfigurationException(file, 0, 0, file + ": " + message);
  }

  /** Returns the name of the file. */
  public String file() {
    return file;
  }

  /** Returns the line, counted from 1; 0 if it is the file as a whole. */
  public int line() {
    return line;
  }

  /** Returns the column in characters, counted from 1; 0 if it is the file as a whole. */
  public int column() {
    return column;
  }
}
