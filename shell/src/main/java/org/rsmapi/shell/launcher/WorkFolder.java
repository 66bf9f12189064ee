// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder for one run, deleted at its end. */
final class WorkFolder implements AutoCloseable {

  private static final int ATTEMPTS = 5;

  private final Path root;

  private WorkFolder(Path root) {
    this.root = root;
  }

  static WorkFolder create() throws IOException {
    return new WorkFolder(Files.createTempDirectory("rsm-"));
  }

  /** Creates a folder inside. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  /** Deletes everything; may be repeated. */
  @Override
  public void close() {
    // Whoever still runs may write meanwhile.
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(root); attempt++) {
      try {
        delete();
      } catch (IOException e) {
        last = e;
      }
    }
    if (last != null && Files.exists(root)) {
      throw new UncheckedIOException("cannot delete " + root, last);
    }
  }

  private void delete() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
