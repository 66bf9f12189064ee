// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class PacketTest {

  @Test
  void whatIsWrittenIsRead() {
    byte[] line = new byte[Packet.BYTES];
    for (PacketType type : PacketType.values()) {
      Packet.of(type, 255, -7, 1, -2, Long.MAX_VALUE).encode(MemorySegment.ofArray(line), 200);
      Packet read = Packet.decode(MemorySegment.ofArray(line));
      assertNotNull(read);
      assertEquals(type, read.type());
      assertEquals(255, read.session());
      assertEquals(200, read.source());
      assertEquals(-7, read.messageId());
      assertEquals(-2, read.word(1));
      assertEquals(Long.MAX_VALUE, read.word(2));
      assertEquals(0, read.word(5));
    }
  }

  @Test
  void whatIsNoPacketIsNull() {
    for (int at : new int[] {0, 4, 7, 12}) {
      byte[] line = new byte[Packet.BYTES];
      Packet.of(PacketType.PING, 1, 1).encode(MemorySegment.ofArray(line), 1);
      line[at] = 99;
      assertNull(Packet.decode(MemorySegment.ofArray(line)), "byte " + at);
    }
  }

  @Test
  void bodyHasSixWords() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Packet.of(PacketType.PING, 1, 1, new long[Packet.WORDS + 1]));
  }
}
