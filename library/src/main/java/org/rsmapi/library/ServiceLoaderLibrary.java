// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import aQute.bnd.annotation.Cardinality;
import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceConsumer;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.rsmapi.Rsm;
import org.rsmapi.spi.LibraryProvider;
import org.rsmapi.spi.RsmDriver;

/** What {@link Rsm#load()} finds in plain Java. */
@ServiceProvider(value = LibraryProvider.class, resolution = Resolution.OPTIONAL)
@ServiceConsumer(
    value = RsmDriver.class,
    cardinality = Cardinality.MULTIPLE,
    resolution = Resolution.OPTIONAL)
public final class ServiceLoaderLibrary implements LibraryProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ServiceLoaderLibrary() {}

  @Override
  public Rsm create(ClassLoader driverLoader) {
    Configuration configuration =
        ConfigurationProperties.configuration(
            "Rsm.load", ConfigurationProperties.of(System::getProperty));
    return new Library(new ServiceLoaderDrivers(driverLoader), new Quotas(configuration));
  }
}
