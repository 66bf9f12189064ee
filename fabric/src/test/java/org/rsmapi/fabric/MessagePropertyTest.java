// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** What is read from any bytes. */
@AddLifecycleHook(MoreTries.class)
class MessagePropertyTest {

  @Provide
  Arbitrary<Message> messages() {
    return Messages.any();
  }

  @Provide
  Arbitrary<Payload> payloads() {
    return Payload.of(Messages.any());
  }

  private static Message decode(byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment exact = arena.allocate(Math.max(1, bytes.length), 8).asSlice(0, bytes.length);
      return Message.decode(exact.copyFrom(MemorySegment.ofArray(bytes)));
    }
  }

  @Property(tries = 1_000)
  void whatIsWrittenIsReadBack(@ForAll("messages") Message message) {
    byte[] bytes = RawPeer.bytes(message);
    assertTrue(bytes.length <= Message.MAX_SIZE, () -> bytes.length + " bytes");
    assertEquals(message, decode(bytes));
  }

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void anyBytesAreNoMessageOrAConsistentOne(@ForAll("payloads") Payload payload) {
    byte[] bytes = payload.bytes();
    Message message = decode(bytes);
    if (message == null) {
      assertTrue(!(payload instanceof Payload.Valid), "a valid message is refused");
      return;
    }
    if (message instanceof Message.Accept accept) {
      assertConsistent(accept.length(), accept.parts());
    } else if (message instanceof Message.Rebind rebind) {
      assertConsistent(rebind.length(), rebind.parts());
    }
    // Written again it is the same, but for fields that mean nothing.
    byte[] again = RawPeer.bytes(message);
    assertEquals(bytes.length, again.length);
    assertEquals(message, decode(again));
    assertArrayEquals(Arrays.copyOf(bytes, 8), Arrays.copyOf(again, 8));
  }

  private static void assertConsistent(long length, List<Message.Part> parts) {
    assertTrue(length > 0, () -> "length=" + length);
    assertTrue(!parts.isEmpty() && parts.size() <= Message.MAX_PARTS, parts::toString);
    long sum = 0;
    for (Message.Part part : parts) {
      assertTrue(part.descriptor() >= 0, part::toString);
      assertTrue(part.offset() >= 0, part::toString);
      assertTrue(part.size() > 0, part::toString);
      sum = Math.addExact(sum, part.size());
    }
    assertEquals(length, sum);
  }
}
