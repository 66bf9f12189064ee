// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.rsmapi.tck.support.FileTree;

/** Where the tests have their temporary files, since tests that crash cannot remove them. */
final class ScratchDirectory implements Closeable {

  private final Path path;

  ScratchDirectory() throws IOException {
    path = Files.createTempDirectory("rsmapi-tck");
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      // Tests let other users read a file whose name these know.
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(path);
  }
}
