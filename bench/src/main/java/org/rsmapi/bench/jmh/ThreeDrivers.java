// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.rsmapi.spi.RsmDriver;

/** Adds two drivers to those that everybody sees. */
final class ThreeDrivers extends ClassLoader {

  /** Their names, in the form of a file of services. */
  private static final String PROVIDERS = "org/rsmapi/bench/jmh/drivers";

  ThreeDrivers() {
    super(ThreeDrivers.class.getClassLoader());
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    URL providers = getParent().getResource(PROVIDERS);
    return name.equals("META-INF/services/" + RsmDriver.class.getName()) && providers != null
        ? Collections.enumeration(List.of(providers))
        : Collections.emptyEnumeration();
  }
}
