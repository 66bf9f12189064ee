// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** What tests ask the system, and how they wait. */
final class Host {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Path MAPS = Path.of("/proc/self/maps");

  private Host() {}

  /** Waits until something is so. */
  static void await(String what, BooleanSupplier condition) {
    await(what, 20_000, condition);
  }

  /** Waits until something is so, at most so long. */
  static void await(String what, long limitMillis, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("not within " + limitMillis + " ms: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Returns what the open descriptors of this process of the kinds that a fabric uses refer to. */
  static List<String> descriptors() {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.map(Host::target).filter(Host::isOfFabric).sorted().toList();
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

  private static boolean isOfFabric(String target) {
    return target.startsWith("socket:")
        || target.startsWith("anon_inode:")
        || target.contains("memfd:rsm-");
  }

  /** Waits until there are as many descriptors of a fabric's kinds as before. */
  static void awaitDescriptors(int number) {
    try {
      await("descriptors as before", () -> descriptors().size() == number);
    } catch (AssertionError e) {
      fail("once " + number + " descriptors, now " + descriptors(), e);
    }
  }

  /** Returns the lines of the memory map that contain a text. */
  static List<String> mappings(String text) {
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines.filter(line -> line.contains(text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the line of the memory map that contains an address. */
  static String mappingAt(long address) {
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines.filter(line -> covers(line, address)).findAny().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean covers(String line, long address) {
    String[] range = line.split(" ", 2)[0].split("-", 2);
    return Long.compareUnsigned(Long.parseUnsignedLong(range[0], 16), address) <= 0
        && Long.compareUnsigned(address, Long.parseUnsignedLong(range[1], 16)) < 0;
  }

  /** Tells whether what is mapped at an address is shared with others. */
  static boolean isShared(long address) {
    return mappingAt(address).split(" ", 3)[1].endsWith("s");
  }

  /** Returns the inode of what is mapped at an address. */
  static String inodeAt(long address) {
    return mappingAt(address).split(" +", 6)[4];
  }

  /** Returns the names of the threads of fabrics. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("rsm-"))
        .toList();
  }

  static RsmException assertFails(RsmError error, Executable action) {
    RsmException thrown = assertThrows(RsmException.class, action);
    assertEquals(error, thrown.error(), thrown::getMessage);
    return thrown;
  }
}
