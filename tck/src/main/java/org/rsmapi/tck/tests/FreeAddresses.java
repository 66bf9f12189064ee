// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Addresses at which nothing is mapped, and where no other thread is about to map anything.
 *
 * <p>An address that was mapped and unmapped once will not do: the system may give it to the next
 * one who asks. So this is the middle of the widest gap between the mappings of the process, which
 * spans terabytes; the system fills gaps from their ends.
 */
final class FreeAddresses {

  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  private FreeAddresses() {}

  /** Returns the start of a free range that is far wider than any test needs, page aligned. */
  static long find(long page) {
    long end = 0;
    long gapStart = 0;
    long gapEnd = 0;
    for (String line : mappings()) {
      String[] range = line.substring(0, line.indexOf(' ')).split("-", 2);
      long start = Long.parseUnsignedLong(range[0], 16);
      if (end > 0 && start - end > gapEnd - gapStart) {
        gapStart = end;
        gapEnd = start;
      }
      end = Long.parseUnsignedLong(range[1], 16);
      if (end < 0) {
        break; // the half of the kernel
      }
    }
    return (gapStart + (gapEnd - gapStart) / 2) & -page;
  }

  private static List<String> mappings() {
    try {
      return Files.readAllLines(MAPPINGS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
