// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds that the API could leak.
 *
 * @param descriptors open file descriptors
 * @param threads threads whose names begin as the fabric's do
 * @param mappings mappings of the fabric's memory
 */
record Holdings(long descriptors, long threads, List<String> mappings) {

  static Holdings now() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"));
        Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      return new Holdings(
          descriptors.count(),
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("rsm-"))
              .count(),
          mappings
              .filter(line -> line.contains("memfd:rsm-"))
              // Memory of malloc that was exported stays a private mapping wherever malloc puts it.
              .filter(line -> !line.contains("rsm-export") || line.split(" ", 3)[1].endsWith("s"))
              .map(line -> line.replaceAll(" +", " "))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
