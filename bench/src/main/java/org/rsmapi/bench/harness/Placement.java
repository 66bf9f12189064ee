// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.Locale;

/** Where the two sides run. */
public enum Placement {
  /** Each on a processor of its own. */
  PINNED,
  /** Wherever the kernel puts them. */
  UNPINNED;

  /** As printed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
