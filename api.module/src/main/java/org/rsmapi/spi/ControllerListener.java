// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What the library wants to know of an open controller. */
@ProviderType
public interface ControllerListener {

  /**
   * The controller has gone, for example because its adapter was removed.
   *
   * <p>The library breaks its imports, ends its exports and closes it, on a thread of its own.
   *
   * @param reason the cause, for people
   */
  void withdrawn(String reason);
}
