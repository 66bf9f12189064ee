// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Bytes for a peer: a message, one that was tampered with, or any. */
sealed interface Payload {

  int MOST_RANDOM = 64 << 10;

  byte[] bytes();

  /** A message as it should be. */
  record Valid(Message message) implements Payload {
    @Override
    public byte[] bytes() {
      return RawPeer.bytes(message);
    }
  }

  /** A message and what was done to it. */
  record Mutated(Message message, List<Mutation> mutations) implements Payload {
    @Override
    public byte[] bytes() {
      byte[] bytes = RawPeer.bytes(message);
      for (Mutation mutation : mutations) {
        bytes = mutation.on(bytes);
      }
      return bytes;
    }
  }

  /** Anything; described by where it comes from, since it may be long. */
  record Noise(int length, long seed) implements Payload {
    @Override
    public byte[] bytes() {
      byte[] bytes = new byte[length];
      new SplittableRandom(seed).nextBytes(bytes);
      return bytes;
    }
  }

  /** What can be done to a message. */
  enum Change {
    FLIP_BIT,
    SET_32,
    SET_64,
    TRUNCATE,
    EXTEND
  }

  /** One change; places beyond the message wrap around. */
  record Mutation(Change change, int place, long value) {
    byte[] on(byte[] bytes) {
      if (change == Change.EXTEND) {
        return Arrays.copyOf(bytes, bytes.length + 1 + place % 100);
      }
      if (bytes.length < 8) {
        return bytes;
      }
      byte[] changed = bytes.clone();
      ByteBuffer view = ByteBuffer.wrap(changed).order(ByteOrder.nativeOrder());
      switch (change) {
        case FLIP_BIT -> changed[place % bytes.length] ^= (byte) (1 << (value & 7));
        case SET_32 -> view.putInt(place % (bytes.length / 4) * 4, (int) value);
        case SET_64 -> view.putLong(place % (bytes.length / 8) * 8, value);
        default -> {
          return Arrays.copyOf(bytes, place % bytes.length);
        }
      }
      return changed;
    }
  }

  /** Numbers at which somebody may have made a mistake. */
  static Arbitrary<Long> extremes() {
    long page = Sides.PAGE;
    return Arbitraries.of(
        0L,
        1L,
        -1L,
        2L,
        (long) Message.MAX_PARTS,
        Message.MAX_PARTS + 1L,
        page,
        page - 1,
        page + 1,
        -page,
        2 * page,
        Integer.MAX_VALUE + 0L,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        Long.MAX_VALUE,
        Long.MAX_VALUE / page * page,
        Long.MIN_VALUE);
  }

  static Arbitrary<Mutation> mutations() {
    return Combinators.combine(
            Arbitraries.of(Change.class),
            Arbitraries.integers().between(0, 400),
            Arbitraries.oneOf(extremes(), Arbitraries.longs()))
        .as(Mutation::new);
  }

  static Arbitrary<Payload> noise() {
    Arbitrary<Integer> lengths =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.integers().between(0, 100)),
            Tuple.of(1, Arbitraries.integers().between(0, MOST_RANDOM)));
    return Combinators.combine(lengths, Arbitraries.longs()).as(Noise::new);
  }

  /** These messages, half of them tampered with, and now and then anything at all. */
  static Arbitrary<Payload> of(Arbitrary<Message> messages) {
    return Arbitraries.frequencyOf(
        Tuple.of(4, messages.map(Valid::new)),
        Tuple.of(
            4, Combinators.combine(messages, mutations().list().ofMaxSize(3)).as(Mutated::new)),
        Tuple.of(1, noise()));
  }
}
