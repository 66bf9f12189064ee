// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.fabric.FabricName;

/** What tests ask the system, and how they wait. */
final class Host {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final AtomicLong NEXT = new AtomicLong();

  private Host() {}

  /** Has this process use a namespace that nobody else uses; returns it. */
  static String freshNamespace() {
    String namespace = "t" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet();
    System.setProperty(FabricName.NAMESPACE_PROPERTY, namespace);
    return namespace;
  }

  /** Waits until something is so. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("not within 20 s: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  static SisciException assertFails(SisciError error, Executable action) {
    SisciException thrown = assertThrows(SisciException.class, action);
    assertEquals(error, thrown.error(), thrown::getMessage);
    return thrown;
  }

  /** Returns what the open descriptors of this process of the kinds that a fabric uses refer to. */
  static List<String> descriptors() {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.map(Host::target)
          .filter(
              target ->
                  target.startsWith("socket:")
                      || target.startsWith("anon_inode:")
                      || target.contains("memfd:rsm-"))
          .sorted()
          .toList();
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

  /** Returns the names of the threads of fabrics and of the emulation. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("rsm-"))
        .toList();
  }
}
