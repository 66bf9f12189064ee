// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.rsmapi.Rsm;
import org.rsmapi.spi.LibraryProvider;
import org.rsmapi.spi.RsmDriver;

/** The library, with the active defect around it if there is one. */
public final class DefectiveLibrary implements LibraryProvider {

  /** For {@link ServiceLoader}. */
  public DefectiveLibrary() {}

  @Override
  public Rsm create(ClassLoader driverLoader) {
    LibraryProvider library =
        ServiceLoader.load(LibraryProvider.class, driverLoader).stream()
            .filter(provider -> provider.type() != DefectiveLibrary.class)
            .findFirst()
            .orElseThrow()
            .get();
    Optional<Defect> active = Defects.active();
    if (active.isEmpty()) {
      return library.create(driverLoader);
    }
    Rsm rsm = library.create(new DefectiveDrivers(driverLoader));
    return (Rsm) new Wrapping(active.get()).wrap(rsm, Rsm.class);
  }

  /** Has the driver with the defect found instead of the right one. */
  private static final class DefectiveDrivers extends ClassLoader {

    DefectiveDrivers(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals("META-INF/services/" + RsmDriver.class.getName())
          ? Collections.enumeration(List.of(DefectiveLibrary.class.getResource("drivers")))
          : super.getResources(name);
    }
  }
}
