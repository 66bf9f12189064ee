// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that somebody named, which may be anything. */
final class ConfigurationFile {

  /** More than the largest network needs for all controllers of a host. */
  static final int MAX_BYTES = 4 << 20;

  private ConfigurationFile() {}

  static String text(Path file) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw ConfigurationException.of(name, "is a directory; name a file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw ConfigurationException.of(name, "there is no such file");
    } catch (AccessDeniedException e) {
      throw ConfigurationException.of(name, "this user may not read it");
    } catch (IOException e) {
      throw ConfigurationException.of(name, "cannot be read: " + e.getMessage());
    }
    if (bytes.length > MAX_BYTES) {
      throw ConfigurationException.of(
          name, "is larger than " + MAX_BYTES + " bytes; no configuration needs that");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ConfigurationException.of(name, "is no text in UTF-8");
    }
  }
}
