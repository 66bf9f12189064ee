// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.osgi;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds in several bundles what a class path would have: services and the classes they name. */
final class ContainerLoader extends ClassLoader {

  private final List<ClassLoader> bundles;

  ContainerLoader(Collection<ClassLoader> bundles) {
    super("rsm-tck", /* parent= */ null);
    this.bundles = List.copyOf(bundles);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    for (ClassLoader bundle : bundles) {
      try {
        return bundle.loadClass(name);
      } catch (ClassNotFoundException e) {
        // perhaps the next has it
      }
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    for (ClassLoader bundle : bundles) {
      URL found = bundle.getResource(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    // URLs of bundles are equal only if their text is; a set of URLs would ask the network.
    Set<String> seen = new HashSet<>();
    List<URL> found = new ArrayList<>();
    for (ClassLoader bundle : bundles) {
      for (URL url : Collections.list(bundle.getResources(name))) {
        if (seen.add(url.toString())) {
          found.add(url);
        }
      }
    }
    return Collections.enumeration(found);
  }
}
