// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.io.Serial;

/** A configuration cannot be used, or not now. */
public final class LifeCycleException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** What is in the way, under the names of errno(3). */
  public enum Code {
    /** This version is there already. */
    EEXIST,
    /** Another one has to be dealt with first. */
    EBUSY,
    /** It contradicts itself, the one before it or the order of steps. */
    EINVAL,
    /** There is none. */
    ENOENT,
    /** It asks for what Sun Fire Link drivers do not do. */
    ENOTSUP
  }

  private final Code code;

  LifeCycleException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** Returns what is in the way. */
  public Code code() {
    return code;
  }
}
