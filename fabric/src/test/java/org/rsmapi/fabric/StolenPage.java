// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.LinuxConstants.MAP_SHARED;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_READ;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_WRITE;

import java.lang.foreign.MemorySegment;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.rsmapi.fabric.linux.Libc;

/** A control page in the hands of a bad peer. */
final class StolenPage implements AutoCloseable {

  /** Words of 8 bytes at the beginning of a page that mean something, and all the others. */
  private static final int WORDS = (int) (Sides.PAGE / 8);

  /** Words to write, over and over. */
  record Scribble(List<Integer> words, List<Long> values, int times) {}

  private final int fd;
  private final long address;
  private final MemorySegment page;

  private StolenPage(int fd, long address) {
    this.fd = fd;
    this.address = address;
    this.page = Mapping.at(address, Sides.PAGE);
  }

  /** Takes the descriptor over; null if it cannot be mapped. */
  static StolenPage of(Descriptor descriptor) {
    int own = descriptor.number();
    long mapped = Libc.get().mmap(0, Sides.PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, own, 0);
    if (mapped < 0) {
      descriptor.close();
      return null;
    }
    return new StolenPage(own, mapped);
  }

  static Arbitrary<Scribble> scribbles() {
    Arbitrary<Integer> words =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, 8, 9, 16, 24), Arbitraries.integers().between(0, WORDS - 1));
    Arbitrary<Long> values = Arbitraries.oneOf(Payload.extremes(), Arbitraries.longs());
    return Combinators.combine(
            words.list().ofMinSize(1).ofMaxSize(8),
            values.list().ofMinSize(1).ofMaxSize(8),
            Arbitraries.integers().between(1, 200))
        .as(Scribble::new);
  }

  void scribble(Scribble scribble) {
    for (int i = 0; i < scribble.times(); i++) {
      for (int word : scribble.words()) {
        long value = scribble.values().get((i + word) % scribble.values().size());
        GoodImporter.WORD.setVolatile(page, word * 8L, value + i);
      }
    }
  }

  /** Takes the memory away: who reads it, gets zeroes. */
  void punch() {
    MemoryFile.drop(fd, 0, Sides.PAGE);
  }

  @Override
  public void close() {
    Mapping.unmap(address, Sides.PAGE);
    Libc.get().close(fd);
  }
}
