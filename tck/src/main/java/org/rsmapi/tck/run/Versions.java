// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Versions as jars give them. */
final class Versions {

  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private Versions() {}

  /** Returns the version of the jar that a type comes from; empty if it is not known. */
  static String of(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    URL resource = type.getResource("/" + name);
    if (resource == null || !resource.toString().endsWith(name)) {
      return "";
    }
    // From the same place as the type: the loader would give the first manifest it finds.
    String place = resource.toString();
    try (InputStream in =
        url(place.substring(0, place.length() - name.length()) + MANIFEST).openStream()) {
      Attributes attributes = new Manifest(in).getMainAttributes();
      return Stream.of("Implementation-Version", "Bundle-Version")
          .map(attributes::getValue)
          .filter(version -> version != null)
          .findFirst()
          .orElse("");
    } catch (IOException | URISyntaxException e) {
      return "";
    }
  }

  private static URL url(String text) throws URISyntaxException, MalformedURLException {
    return new URI(text).toURL();
  }
}
