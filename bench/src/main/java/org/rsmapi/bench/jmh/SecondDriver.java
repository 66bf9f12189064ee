// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

/** Controller {@code second0}. */
public final class SecondDriver extends RenamedDriver {

  /** For {@link java.util.ServiceLoader}. */
  public SecondDriver() {
    super("second");
  }
}
