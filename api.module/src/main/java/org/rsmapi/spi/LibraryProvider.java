// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import org.osgi.annotation.versioning.ProviderType;
import org.rsmapi.Rsm;

/**
 * Creates the library; what {@link Rsm#load()} looks up by {@link java.util.ServiceLoader}.
 *
 * <p>Implemented by the library bundle alone; drivers and applications have no use for it.
 */
@ProviderType
public interface LibraryProvider {

  /**
   * Creates an instance of the library over the drivers that a class loader can see.
   *
   * @param driverLoader where to look for {@link RsmDriver}
   * @return a new instance; the caller owns it
   */
  Rsm create(ClassLoader driverLoader);
}
