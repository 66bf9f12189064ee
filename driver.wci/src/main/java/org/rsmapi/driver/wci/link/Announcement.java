// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.wire.Packet;
import org.rsmapi.driver.wci.wire.PacketType;

/**
 * What one end of a link tells the other.
 *
 * @param identity what the ends have to agree on
 * @param plugged whether its cable is in
 * @param wciUp whether its WCI works
 * @param lit whether it means to be in use
 */
record Announcement(Identity identity, boolean plugged, boolean wciUp, boolean lit) {

  private static final long PLUGGED = 1;
  private static final long WCI_UP = 2;
  private static final long LIT = 4;
  private static final long ANSWER = 8;

  /**
   * One end, and what it takes for the other.
   *
   * @param version the stamp of its configuration
   * @param controller of that
   */
  record Identity(long version, int controller, End self, End other) {

    /** Tells what does not fit, for people; null if all does. */
    @Nullable String disagreement(Identity peer) {
      if (version != peer.version) {
        return "version stamp " + version + " here, " + peer.version + " there";
      }
      if (controller != peer.controller) {
        return "controller " + controller + " here, " + peer.controller + " there";
      }
      if (!other.equals(peer.self)) {
        return "expected " + other + " there, which is " + peer.self;
      }
      if (!self.equals(peer.other)) {
        return "this is " + self + ", expected there is " + peer.other;
      }
      return null;
    }
  }

  /** An end of a link. */
  record End(int gnid, int port, int number) {
    @Override
    public String toString() {
      return "gnid " + gnid + " link " + port + "." + number;
    }
  }

  /** Tells whether it does its part for the link to carry data. */
  boolean isReady() {
    return plugged && wciUp && lit;
  }

  /**
   * Makes a packet.
   *
   * @param messageId if not 0 the other end confirms
   * @param answer whether the other end is to announce itself
   */
  Packet packet(int messageId, boolean answer) {
    long flags =
        (plugged ? PLUGGED : 0) | (wciUp ? WCI_UP : 0) | (lit ? LIT : 0) | (answer ? ANSWER : 0);
    return Packet.of(
        PacketType.LINK_STATE,
        0,
        messageId,
        identity.version,
        pair(identity.controller, (int) flags),
        pair(identity.self.gnid, identity.other.gnid),
        pair(identity.self.port, identity.self.number),
        pair(identity.other.port, identity.other.number));
  }

  static Announcement of(Packet packet) {
    int flags = (int) packet.word(1);
    return new Announcement(
        new Identity(
            packet.word(0),
            high(packet.word(1)),
            new End(high(packet.word(2)), high(packet.word(3)), (int) packet.word(3)),
            new End((int) packet.word(2), high(packet.word(4)), (int) packet.word(4))),
        (flags & PLUGGED) != 0,
        (flags & WCI_UP) != 0,
        (flags & LIT) != 0);
  }

  static boolean wantsAnswer(Packet packet) {
    return (packet.word(1) & ANSWER) != 0;
  }

  /** Says that nothing here is the other end of a link. */
  static Packet refusal(End end) {
    return Packet.of(PacketType.LINK_REFUSED, 0, 0, pair(end.port, end.number));
  }

  static int refusedPort(Packet packet) {
    return high(packet.word(0));
  }

  static int refusedNumber(Packet packet) {
    return (int) packet.word(0);
  }

  private static long pair(int high, int low) {
    return (long) high << 32 | Integer.toUnsignedLong(low);
  }

  private static int high(long word) {
    return (int) (word >> 32);
  }
}
