// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import org.jspecify.annotations.Nullable;

/** What waits to be sent; its contents may grow until it is. One thread at a time calls. */
interface Letter {

  /** Returns what to send now; null if there is nothing. */
  @Nullable Message contents();

  /** What {@link #contents} returned last was sent. */
  void sent();
}
