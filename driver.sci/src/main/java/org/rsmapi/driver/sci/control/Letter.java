// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent; its contents may grow until it is. All calls for one receiver are made
 * under its lock.
 */
interface Letter {

  /** Returns what to send now; null if there is nothing. */
  @Nullable Message contents();

  /** What {@link #contents} returned was sent. */
  void sent();

  /** Something that is added to a letter. */
  interface Addition {

    /** Adds it. */
    void make();

    /** Takes it back, since it could not be sent; nothing was sent since it was added. */
    void undo();
  }
}
