// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.osgi;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.rsmapi.Rsm;
import org.rsmapi.spi.RsmDriver;
import org.rsmapi.tck.fixture.Surroundings;

/** The bundles that are tested: the library and the drivers that offer services now. */
record DeployedBundles(Set<Bundle> bundles) {

  private static final String REFERENCE = "reference:";

  static DeployedBundles of(BundleContext context) {
    Set<Bundle> found = new LinkedHashSet<>();
    found.addAll(offering(context, Rsm.class));
    found.addAll(offering(context, RsmDriver.class));
    return new DeployedBundles(found);
  }

  private static List<Bundle> offering(BundleContext context, Class<?> service) {
    try {
      ServiceReference<?>[] references = context.getServiceReferences(service.getName(), null);
      return references == null
          ? List.of()
          : Arrays.stream(references)
              .map(ServiceReference::getBundle)
              .filter(bundle -> bundle != null) // gone meanwhile
              .toList();
    } catch (InvalidSyntaxException e) {
      throw new AssertionError(e); // there is no filter
    }
  }

  /** Describes them for the tests. */
  Surroundings surroundings() {
    List<ClassLoader> loaders = new ArrayList<>();
    for (Bundle bundle : bundles) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null) {
        loaders.add(wiring.getClassLoader());
      }
    }
    ContainerLoader loader = new ContainerLoader(loaders);
    Set<Bundle> needed = new LinkedHashSet<>(bundles);
    // What is deployed comes before the copies in the jar of the tests.
    needed.add(FrameworkUtil.getBundle(Rsm.class));
    needed.add(FrameworkUtil.getBundle(DeployedBundles.class));
    List<Path> files = new ArrayList<>();
    for (Bundle bundle : needed) {
      Optional<Path> file = file(bundle);
      if (file.isEmpty()) {
        return Surroundings.alone(
            loader,
            "a second Java cannot have bundle "
                + bundle.getSymbolicName()
                + ", which was not installed from a file but from "
                + bundle.getLocation());
      }
      files.add(file.get());
    }
    return Surroundings.of(loader, files);
  }

  private static Optional<Path> file(Bundle bundle) {
    String location = bundle.getLocation();
    String uri = location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
    try {
      return Optional.of(Path.of(URI.create(uri))).filter(Files::exists);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }
}
