// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.rsmapi.tck.run.Waivers;

/** The files that options name: each is there and is what it has to be, or is refused. */
final class InputFiles {

  private InputFiles() {}

  /** Checks the jar of a driver. */
  static Path driver(Path jar) {
    Path file = readable("--driver", jar);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() == 0) {
        throw new Refusal("--driver " + jar + ": the jar is empty");
      }
      return file;
    } catch (ZipException e) {
      throw new Refusal("--driver " + jar + ": not a jar");
    } catch (IOException e) {
      throw unreadable("--driver", jar, e);
    }
  }

  /** Checks the fixture; what it says is for the tests to judge. */
  static Path fixture(Path file) {
    return readable("--fixture", file).toAbsolutePath();
  }

  /** Reads the waivers. */
  static Waivers waivers(Path file) {
    try {
      return Waivers.read(readable("--waivers", file));
    } catch (IllegalArgumentException e) {
      throw new Refusal("--waivers " + e.getMessage());
    } catch (IOException e) {
      throw unreadable("--waivers", file, e);
    }
  }

  private static Path readable(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new Refusal(option + " " + file + ": a directory; name a file");
    }
    if (!Files.exists(file)) {
      throw new Refusal(option + " " + file + ": there is no such file");
    }
    if (!Files.isReadable(file)) {
      throw new Refusal(option + " " + file + ": cannot be read");
    }
    return file;
  }

  private static Refusal unreadable(String option, Path file, IOException e) {
    return new Refusal(option + " " + file + ": cannot be read: " + e.getMessage());
  }
}
