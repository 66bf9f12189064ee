// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** Bundles made of packages of the tests, for programs that run inside the container. */
final class TestBundle {

  private static final String PARENT = "org.rsmapi.osgi.test.";

  private TestBundle() {}

  /**
   * Packs a package below the one of the tests.
   *
   * @param name of the package, in the one of the tests
   * @param activator of the bundle, in that package
   */
  static InputStream of(String name, String activator) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, PARENT + name + "." + UUID.randomUUID());
    headers.putValue(Constants.BUNDLE_ACTIVATOR, PARENT + name + "." + activator);
    headers.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework, org.rsmapi");
    Path classes = Path.of(System.getProperty("org.rsmapi.test.classes"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
        Stream<Path> files = Files.list(classes.resolve((PARENT + name).replace('.', '/')))) {
      for (Path file : files.toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
