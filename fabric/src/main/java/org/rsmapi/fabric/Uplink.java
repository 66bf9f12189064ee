// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

/** How an import reaches its exporter. From any thread. */
interface Uplink {

  /** What the exporter says is for this import from now on. */
  void serve(FabricImport imported);

  /**
   * Events were posted, and somebody waits for them; returns false if the exporter cannot be told.
   */
  boolean wake();

  /** The memory is not used any more, and nothing more is to be said; once or more often. */
  void leave();
}
