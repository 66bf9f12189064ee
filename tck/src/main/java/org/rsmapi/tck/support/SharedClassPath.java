// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.fixture.Surroundings;

/**
 * A copy of the class path that every user can read: the directories that it leads through, for
 * example the home of whoever builds, may be closed to others. There is one copy while anybody
 * needs it.
 */
final class SharedClassPath {

  private static @Nullable SharedClassPath current;
  private static int holders;

  private final Path directory;
  private final String value;

  private SharedClassPath() {
    try {
      directory = Files.createTempDirectory("rsm-tck");
      allowAll(directory);
      List<String> entries = new ArrayList<>();
      for (String entry : Surroundings.current().classPath().split(File.pathSeparator, -1)) {
        Path source = Path.of(entry);
        if (Files.exists(source)) {
          Path target = directory.resolve(entries.size() + "-" + source.getFileName());
          copyTree(source, target);
          entries.add(target.toString());
        }
      }
      value = String.join(File.pathSeparator, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the copy; the caller gives it back by {@link #release}. */
  static synchronized String acquire() {
    SharedClassPath copy = current;
    if (copy == null) {
      copy = new SharedClassPath();
      current = copy;
    }
    holders++;
    return copy.value;
  }

  static synchronized void release() {
    holders--;
    SharedClassPath copy = current;
    if (holders == 0 && copy != null) {
      current = null;
      copy.remove();
    }
  }

  private static void allowAll(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void copyTree(Path source, Path target) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path path : all.toList()) {
        Path copied = target.resolve(source.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectory(copied);
        } else {
          Files.copy(path, copied);
        }
        allowAll(copied);
      }
    }
  }

  private void remove() {
    try {
      FileTree.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
