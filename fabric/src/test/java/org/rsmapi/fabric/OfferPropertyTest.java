// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What an importer takes: descriptors and what a message says of them, against a model. */
@AddLifecycleHook(MoreTries.class)
class OfferPropertyTest {

  private static final long PAGE = Sides.PAGE;

  /** What comes along: file i has i + 1 pages. */
  private static final int FILES = 4;

  private static final List<MemoryFile> OPEN = new ArrayList<>();

  @BeforeContainer
  static void open() {
    for (int i = 0; i < FILES; i++) {
      OPEN.add(MemoryFile.reserve("rsm-test", (i + 1) * PAGE));
    }
  }

  @AfterContainer
  static void close() {
    OPEN.forEach(MemoryFile::close);
    OPEN.clear();
  }

  /** Many that fit, many that nearly do. */
  @Provide
  Arbitrary<List<Message.Part>> parts() {
    Arbitrary<Long> numbers =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.longs().between(0, 4).map(pages -> pages * PAGE)),
            Tuple.of(1, Payload.extremes().map(number -> number & Long.MAX_VALUE)));
    return Combinators.combine(Arbitraries.integers().between(0, FILES), numbers, numbers)
        .as(Message.Part::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Integer>> files() {
    return Arbitraries.integers().between(0, FILES - 1).list().ofMaxSize(4);
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void onlyWhatTheDescriptorsHoldIsTaken(
      @ForAll("parts") List<Message.Part> parts, @ForAll("files") List<Integer> files) {
    List<Descriptor> descriptors =
        files.stream().map(file -> new Descriptor(OPEN.get(file).number())).toList();
    long length = Messages.length(parts);
    Layout taken = Offer.of(new Message.Rebind(length, parts), descriptors, length, PAGE);
    assertEquals(fits(parts, files), taken != null);
    if (taken != null) {
      assertEquals(length, taken.byteSize());
    }
    // The same with the page of signals before them.
    List<Descriptor> all = new ArrayList<>(List.of(new Descriptor(OPEN.getFirst().number())));
    all.addAll(descriptors);
    Offer offer = Offer.of(new Message.Accept(length, parts), all, PAGE);
    assertEquals(taken, offer == null ? null : offer.memory());
    assertTrue(Offer.of(new Message.Accept(length, parts), List.of(), PAGE) == null);
  }

  /** The model; sums cannot overflow, since it looks at each number alone first. */
  private static boolean fits(List<Message.Part> parts, List<Integer> files) {
    for (Message.Part part : parts) {
      if (part.descriptor() >= files.size()) {
        return false;
      }
      long held = (files.get(part.descriptor()) + 1) * PAGE;
      boolean whole = part.offset() % PAGE == 0 && part.size() % PAGE == 0;
      if (!whole || part.offset() > held || part.size() > held - part.offset()) {
        return false;
      }
    }
    return parts.stream().map(Message.Part::descriptor).distinct().count() == files.size();
  }
}
