// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The class path with archives in place of directories: loading a class opens no file then. */
final class ClassPathJar {

  private ClassPathJar() {}

  /** Returns a class path; the archives are in the directory given. */
  static String in(Path directory) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = directory.resolve(entries.size() + ".jar");
        pack(path, jar);
        entries.add(jar.toString());
      } else {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void pack(Path source, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> all = Files.walk(source)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(source.relativize(path).toString()));
        Files.copy(path, zip);
        zip.closeEntry();
      }
    }
  }
}
