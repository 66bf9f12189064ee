// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What the library wants to know of signals. */
@ProviderType
public interface SignalListener {

  /** Events may have arrived while a thread waits; superfluous calls do no harm. */
  void signalsArrived();
}
