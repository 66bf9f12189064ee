// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.driver.sci.sisci.Sisci;

final class MessageTest {

  private static final Address SENDER = new Address(8, -3);

  static Stream<Message> messages() {
    return Stream.of(
        new Message.Groups(1, List.of(1, 2, 3, 4, 5, 6, -7)),
        new Message.Groups(1, List.of()),
        new Message.Request(-1, 0x8000_0000, 0600, 1000, -2),
        new Message.Accept(2, 3, 4, Long.MAX_VALUE),
        new Message.Refuse(5, 24),
        new Message.Bye(6),
        new Message.Withdraw(7),
        new Message.Gone(8),
        new Message.Signal(9, 10, true),
        new Message.Signal(9, 10, false),
        new Message.Ping(11, 12));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsWrittenIsRead(Message message) {
    byte[] data = message.encode(SENDER);
    assertEquals(Sisci.MAX_INTERRUPT_DATA, data.length);
    assertEquals(new Message.Received(SENDER, message), Message.decode(data));
  }

  @Test
  void whatIsNoMessageIsNull() {
    byte[] version = new Message.Bye(6).encode(SENDER);
    version[0] = 2;
    byte[] type = new Message.Bye(6).encode(SENDER);
    type[1] = 10;
    byte[] groups = new Message.Groups(1, List.of()).encode(SENDER);
    groups[16] = 8;
    byte[] negative = new Message.Groups(1, List.of()).encode(SENDER);
    negative[19] = (byte) 0x80;
    for (byte[] data : List.of(new byte[0], new byte[47], version, type, groups, negative)) {
      assertNull(Message.decode(data));
    }
  }
}
