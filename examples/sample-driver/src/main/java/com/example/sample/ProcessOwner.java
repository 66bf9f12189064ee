// SPDX-License-Identifier: Apache-2.0
package com.example.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.SegmentOwner;

/** Who this process is, as the kernel says: a driver must not believe an importer's own word. */
final class ProcessOwner {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int EFFECTIVE = 1; // of real, effective, saved and file system id

  private ProcessOwner() {}

  static boolean isKnown() {
    return Files.isReadable(STATUS);
  }

  static SegmentOwner ofSegment() {
    return new SegmentOwner(
        Long.parseLong(field("Uid")[EFFECTIVE]),
        Long.parseLong(field("Gid")[EFFECTIVE]),
        Integer.parseInt(field("Umask")[0], 8));
  }

  static PeerCredentials credentials() {
    Set<Long> groups =
        Arrays.stream(field("Groups"))
            .filter(group -> !group.isEmpty())
            .map(Long::valueOf)
            .collect(Collectors.toSet());
    SegmentOwner self = ofSegment();
    return new PeerCredentials(self.uid(), self.gid(), groups);
  }

  private static String[] field(String name) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip().split("\\s+"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(STATUS + " has no " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
