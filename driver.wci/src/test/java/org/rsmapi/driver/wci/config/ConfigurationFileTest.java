// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

  @TempDir Path directory;

  private static void refused(String message, Path file) {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> ConfigurationText.read(file));
    assertEquals(file + ": " + message, e.getMessage());
    assertEquals(file.toString(), e.file());
    assertEquals(0, e.line());
    assertEquals(0, e.column());
  }

  @Test
  void configurationsAndNetlistsAreReadFromFiles() throws IOException {
    Path file = Files.writeString(directory.resolve("a.conf"), Example.TEXT);
    assertEquals(List.of(Example.configuration()), ConfigurationText.read(file));
    Path netlist = Files.writeString(directory.resolve("a.net"), "a.0.0=b.0.0");
    assertEquals(2, Netlist.read(netlist).configurations().size());
  }

  @Test
  void errorsNameTheFile() throws IOException {
    Path file = Files.writeString(directory.resolve("a.conf"), "fmnodeid x");
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> ConfigurationText.read(file));
    assertEquals(file.toString(), e.file());
    assertEquals(1, e.line());
    assertEquals(10, e.column());
  }

  @Test
  void whatIsNoFileIsRefused() {
    refused("there is no such file", directory.resolve("none"));
    refused("is a directory; name a file", directory);
  }

  @Test
  void aFileThatNeverEndsIsTooLarge() {
    refused("is larger than 4194304 bytes; no configuration needs that", Path.of("/dev/zero"));
  }

  @Test
  void theLargestFileIsRead() throws IOException {
    byte[] bytes = new byte[ConfigurationFile.MAX_BYTES];
    Arrays.fill(bytes, (byte) '\n');
    Path file = Files.write(directory.resolve("large"), bytes);
    assertEquals(bytes.length, ConfigurationFile.text(file).length());
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    refused("is no text in UTF-8", Files.write(directory.resolve("b"), new byte[] {'#', -1}));
  }
}
