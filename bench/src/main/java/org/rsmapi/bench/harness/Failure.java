// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

/** A contender that is not there, or gave up; the message is the reason. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a reason for people. */
  public Failure(String reason) {
    super(reason);
  }
}
