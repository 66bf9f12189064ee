// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.Sisci;

/**
 * What exporter and importer tell each other; little endian on every host. A connection has a
 * number at either side, and {@link #link} is that of the receiver, but for those that ask for one.
 *
 * <pre>
 *   0 u8 version   1 u8 type   2 u16 0   4 u32 node of the sender   8 u32 its interrupt
 *   12 u32 link   16 and following: the fields of the type, in their order
 * </pre>
 */
public sealed interface Message {

  /** As many fit into one message. */
  int GROUPS_AT_ONCE = 7;

  /** Returns the number of the connection at the receiver, or at an importer that asks. */
  int link();

  /** The importer's user is in these groups, too; before the {@link Request} with the same link. */
  record Groups(int link, List<Integer> groups) implements Message {}

  /** An importer asks for a connection to the segment published under an id. */
  record Request(int link, int segment, int permission, int user, int group) implements Message {}

  /**
   * The exporter says yes: the SISCI segment to connect to, its size, and the exporter's number.
   */
  record Accept(int link, int exporterLink, int data, long size) implements Message {}

  /** The exporter says no, with a number of RSMAPI. */
  record Refuse(int link, int error) implements Message {}

  /** The importer has ended the connection. */
  record Bye(int link) implements Message {}

  /** The exporter ends the connection, and waits for {@link Gone}. */
  record Withdraw(int link) implements Message {}

  /** The importer no longer uses the memory. */
  record Gone(int link) implements Message {}

  /**
   * Events for the other side.
   *
   * @param events how many that accumulate
   * @param conditional whether one that does not accumulate came before those
   */
  record Signal(int link, int events, boolean conditional) implements Message {}

  /** Are you there? Answered only by who does not know the link. */
  record Ping(int link, int exporterLink) implements Message {}

  /** A message came. */
  record Received(Address from, Message message) {}

  private int type() {
    return switch (this) {
      case Groups _ -> 1;
      case Request _ -> 2;
      case Accept _ -> 3;
      case Refuse _ -> 4;
      case Bye _ -> 5;
      case Withdraw _ -> 6;
      case Gone _ -> 7;
      case Signal _ -> 8;
      case Ping _ -> 9;
    };
  }

  /** Writes this message. */
  default byte[] encode(Address sender) {
    ByteBuffer out = ByteBuffer.allocate(Sisci.MAX_INTERRUPT_DATA).order(ByteOrder.LITTLE_ENDIAN);
    out.put(Codec.VERSION).put((byte) type()).putShort((short) 0);
    out.putInt(sender.node()).putInt(sender.interrupt()).putInt(link());
    switch (this) {
      case Groups m -> {
        out.putInt(m.groups.size());
        m.groups.forEach(out::putInt);
      }
      case Request m -> out.putInt(m.segment).putInt(m.permission).putInt(m.user).putInt(m.group);
      case Accept m -> out.putInt(m.exporterLink).putInt(m.data).putLong(m.size);
      case Refuse m -> out.putInt(m.error);
      case Signal m -> out.putInt(m.events).putInt(m.conditional ? 1 : 0);
      case Ping m -> out.putInt(m.exporterLink);
      case Bye _, Withdraw _, Gone _ -> {}
    }
    return out.array();
  }

  /** Reads a message; null if it is none. */
  static @Nullable Received decode(byte[] data) {
    return Codec.decode(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Reading. */
  final class Codec {

    static final byte VERSION = 1;

    private Codec() {}

    private static @Nullable Received decode(ByteBuffer in) {
      if (in.remaining() != Sisci.MAX_INTERRUPT_DATA || in.get() != VERSION) {
        return null;
      }
      int type = in.get();
      in.getShort();
      Address from = new Address(in.getInt(), in.getInt());
      int link = in.getInt();
      Message message = message(type, link, in);
      return message == null ? null : new Received(from, message);
    }

    private static @Nullable Message message(int type, int link, ByteBuffer in) {
      return switch (type) {
        case 1 -> groups(link, in);
        case 2 -> new Request(link, in.getInt(), in.getInt(), in.getInt(), in.getInt());
        case 3 -> new Accept(link, in.getInt(), in.getInt(), in.getLong());
        case 4 -> new Refuse(link, in.getInt());
        case 5 -> new Bye(link);
        case 6 -> new Withdraw(link);
        case 7 -> new Gone(link);
        case 8 -> new Signal(link, in.getInt(), in.getInt() != 0);
        case 9 -> new Ping(link, in.getInt());
        default -> null;
      };
    }

    private static @Nullable Message groups(int link, ByteBuffer in) {
      int count = in.getInt();
      if (count < 0 || count > GROUPS_AT_ONCE) {
        return null;
      }
      List<Integer> groups = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        groups.add(in.getInt());
      }
      return new Groups(link, List.copyOf(groups));
    }
  }
}
