// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * What this process holds at a moment, to be compared with later.
 *
 * @param descriptors what they refer to, of the kinds that a peer can send
 * @param threads of fabrics
 * @param mappings of memory that is shared
 */
record Holdings(List<String> descriptors, int threads, int mappings) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  static Holdings now() {
    return new Holdings(open(), Host.threads().size(), mapped());
  }

  /** What is held when these fabrics have done what they were doing. */
  static Holdings settled(List<Fabric> fabrics) {
    for (Fabric fabric : fabrics) {
      CountDownLatch done = new CountDownLatch(1);
      fabric.loop().execute(done::countDown);
      Host.await("the event loop", () -> done.getCount() == 0);
    }
    return now();
  }

  private static List<String> open() {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.map(Holdings::target).filter(Holdings::canBeSent).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static boolean canBeSent(String target) {
    return Stream.of("socket:", "pipe:", "anon_inode:", "/memfd:").anyMatch(target::startsWith)
        || target.equals("/dev/null")
        || target.equals(Strays.FOLDER);
  }

  /** Memory that was exported keeps its name after it became private. */
  private static int mapped() {
    return (int)
        Host.mappings("/memfd:rsm-").stream()
            .filter(line -> line.contains("s ") || !line.contains("rsm-export"))
            .count();
  }

  /** Waits until there are the same descriptors. */
  void awaitDescriptors() {
    try {
      Host.await("descriptors as before", () -> open().size() == descriptors.size());
    } catch (AssertionError e) {
      fail("once " + descriptors + ", now " + open(), e);
    }
  }

  /** Waits until everything is as it was; windows are unmapped when they are unreachable. */
  void awaitAll() {
    awaitDescriptors();
    assertEquals(threads, Host.threads().size());
    Host.await(
        "no more than " + mappings + " mappings",
        () -> {
          System.gc();
          return mapped() <= mappings;
        });
  }
}
