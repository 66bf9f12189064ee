// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Messages made at random, all of them valid by themselves. */
final class Messages {

  private Messages() {}

  /** Any message of any type. */
  static Arbitrary<Message> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, requests()),
        Tuple.of(2, signals()),
        Tuple.of(1, Arbitraries.integers().map(Message.Refuse::new)),
        Tuple.of(1, anyParts().map(parts -> new Message.Accept(length(parts), parts))),
        Tuple.of(1, anyParts().map(parts -> new Message.Rebind(length(parts), parts))));
  }

  static Arbitrary<Message> requests() {
    return Combinators.combine(
            Arbitraries.oneOf(Arbitraries.just(Sides.NODE), Arbitraries.longs()),
            Arbitraries.oneOf(Arbitraries.of(0400, 0200, 0600), Arbitraries.integers()))
        .as(Message.Request::new);
  }

  static Arbitrary<Message> signals() {
    return Arbitraries.of(Message.Signal.class).map(signal -> signal);
  }

  /** Parts of any size, of which the sum is no more than a long holds. */
  private static Arbitrary<List<Message.Part>> anyParts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, Integer.MAX_VALUE),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.longs().between(1, Long.MAX_VALUE / Message.MAX_PARTS))
        .as(Message.Part::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(Message.MAX_PARTS);
  }

  /**
   * Parts that are within files of so many pages.
   *
   * @param filePages of each file
   */
  static Arbitrary<List<Message.Part>> fittingParts(List<Integer> filePages) {
    return Combinators.combine(
            Arbitraries.integers().between(0, filePages.size() - 1),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 100))
        .as((file, from, size) -> fitting(file, filePages.get(file), from, size))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(Messages::allUsed);
  }

  private static Message.Part fitting(int file, int pages, int from, int size) {
    int first = from % pages;
    int count = 1 + size % (pages - first);
    return new Message.Part(file, first * Sides.PAGE, count * Sides.PAGE);
  }

  /** Every descriptor up to the highest has to occur: others get a page of theirs. */
  private static List<Message.Part> allUsed(List<Message.Part> parts) {
    List<Message.Part> all = new ArrayList<>(parts);
    int highest = parts.stream().mapToInt(Message.Part::descriptor).max().orElse(0);
    for (int i = 0; i < highest; i++) {
      int file = i;
      if (parts.stream().noneMatch(part -> part.descriptor() == file)) {
        all.add(new Message.Part(file, 0, Sides.PAGE));
      }
    }
    return all;
  }

  static long length(List<Message.Part> parts) {
    return parts.stream().mapToLong(Message.Part::size).sum();
  }

  /** Returns how many descriptors of memory such parts come with. */
  static int descriptors(List<Message.Part> parts) {
    return 1 + parts.stream().mapToInt(Message.Part::descriptor).max().orElse(-1);
  }
}
