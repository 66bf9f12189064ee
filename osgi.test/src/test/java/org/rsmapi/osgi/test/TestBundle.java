// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
    return pack(
        name,
        Map.of(
            Constants.BUNDLE_ACTIVATOR,
            PARENT + name + "." + activator,
            Constants.IMPORT_PACKAGE,
            "org.osgi.framework, org.rsmapi"),
        Map.of());
  }

  /**
   * Packs a package below the one of the tests, with a provider that becomes a service.
   *
   * @param name of the package, in the one of the tests
   * @param service of the SPI
   * @param provider in that package
   */
  static InputStream withProvider(String name, String service, String provider) throws IOException {
    String type = "org.rsmapi.spi." + service;
    String implementation = PARENT + name + "." + provider;
    return pack(
        name,
        Map.of(
            Constants.PROVIDE_CAPABILITY,
            "osgi.serviceloader;osgi.serviceloader=\"%s\";register:=\"%s\""
                .formatted(type, implementation),
            Constants.REQUIRE_CAPABILITY,
            "osgi.extender;filter:=\"(osgi.extender=osgi.serviceloader.registrar)\"",
            Constants.IMPORT_PACKAGE,
            "org.rsmapi, org.rsmapi.spi"),
        Map.of("META-INF/services/" + type, implementation));
  }

  private static InputStream pack(
      String name, Map<String, String> special, Map<String, String> texts) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, PARENT + name + "." + UUID.randomUUID());
    special.forEach(headers::putValue);
    Path classes = Path.of(System.getProperty("org.rsmapi.test.classes"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
        Stream<Path> files = Files.list(classes.resolve((PARENT + name).replace('.', '/')))) {
      for (Path file : files.toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
      for (Map.Entry<String, String> text : texts.entrySet()) {
        jar.putNextEntry(new JarEntry(text.getKey()));
        jar.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
