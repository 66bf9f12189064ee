// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

/** Controller {@code third0}. */
public final class ThirdDriver extends RenamedDriver {

  /** For {@link java.util.ServiceLoader}. */
  public ThirdDriver() {
    super("third");
  }
}
