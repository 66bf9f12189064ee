// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.rsmapi.tck.broken.BrokenDriver;

/** Jars of drivers. */
final class BrokenJar {

  private static final String SERVICE = "META-INF/services/org.rsmapi.spi.RsmDriver";

  private BrokenJar() {}

  /** Returns the jar of loopback, which is on the class path of the tests. */
  static Path loopback() throws Exception {
    URI place =
        Class.forName("org.rsmapi.driver.loopback.LoopbackDriver")
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI();
    return Path.of(place);
  }

  /** Writes the jar of loopback with {@link BrokenDriver} in its place. */
  static Path write(Path jar) throws Exception {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        JarFile loopback = new JarFile(loopback().toFile())) {
      for (JarEntry entry : Collections.list(loopback.entries())) {
        if (!entry.isDirectory() && !entry.getName().equals(SERVICE)) {
          try (InputStream in = loopback.getInputStream(entry)) {
            add(out, entry.getName(), in.readAllBytes());
          }
        }
      }
      add(out, SERVICE, BrokenDriver.class.getName().getBytes(StandardCharsets.UTF_8));
      for (Path type : types()) {
        String name = BrokenDriver.class.getPackageName().replace('.', '/') + "/";
        add(out, name + type.getFileName(), Files.readAllBytes(type));
      }
    }
    return jar;
  }

  private static List<Path> types() throws Exception {
    URI place = BrokenDriver.class.getResource("BrokenDriver.class").toURI();
    try (Stream<Path> files = Files.list(Path.of(place).getParent())) {
      return files.sorted().toList();
    }
  }

  private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
