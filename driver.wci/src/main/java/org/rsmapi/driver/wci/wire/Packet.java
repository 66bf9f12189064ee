// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A control message: one line of 64 bytes.
 *
 * <pre>
 *   0 reserved   4 version   5 session   6 source   7 type   8 message id   12 reserved   16 body
 * </pre>
 *
 * <p>The body is six words of 64 bits. Numbers have the byte order of the host, which both ends
 * share.
 */
public final class Packet {

  /** The size of every packet. */
  public static final int BYTES = 64;

  /** How many words a body has. */
  public static final int WORDS = 6;

  private static final int VERSION = 1;
  private static final int BODY = 16;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.nativeOrder());
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.nativeOrder());

  private final PacketType type;
  private final int session;
  private final int source;
  private final int messageId;
  private final long[] words;

  private Packet(PacketType type, int session, int source, int messageId, long[] words) {
    this.type = type;
    this.session = session;
    this.source = source;
    this.messageId = messageId;
    this.words = words;
  }

  /**
   * Makes a packet; its source is filled in when it is sent.
   *
   * @param session 0 to 255; 0 is none
   * @param messageId tells the answer to one packet from that to another
   * @param words at most {@link #WORDS}; the others are 0
   */
  public static Packet of(PacketType type, int session, int messageId, long... words) {
    if (words.length > WORDS) {
      throw new IllegalArgumentException("words=" + words.length + ": use at most " + WORDS);
    }
    return new Packet(type, session & 0xff, 0, messageId, Arrays.copyOf(words, WORDS));
  }

  /** Returns what it says. */
  public PacketType type() {
    return type;
  }

  /** Returns the session, 0 for none. */
  public int session() {
    return session;
  }

  /** Returns the cnode that has sent it. */
  public int source() {
    return source;
  }

  /** Returns what tells it from others. */
  public int messageId() {
    return messageId;
  }

  /** Returns a word of the body. */
  public long word(int index) {
    return words[index];
  }

  /** Writes it to the start of a buffer. */
  void encode(MemorySegment line, int from) {
    line.asSlice(0, BYTES).fill((byte) 0);
    line.set(ValueLayout.JAVA_BYTE, 4, (byte) VERSION);
    line.set(ValueLayout.JAVA_BYTE, 5, (byte) session);
    line.set(ValueLayout.JAVA_BYTE, 6, (byte) from);
    line.set(ValueLayout.JAVA_BYTE, 7, (byte) type.code());
    line.set(INT, 8, messageId);
    for (int i = 0; i < WORDS; i++) {
      line.set(LONG, BODY + 8L * i, words[i]);
    }
  }

  /** Reads what starts a buffer; null if that is no packet. */
  static @Nullable Packet decode(MemorySegment line) {
    PacketType type = PacketType.of(line.get(ValueLayout.JAVA_BYTE, 7));
    if (type == null
        || line.get(ValueLayout.JAVA_BYTE, 4) != VERSION
        || line.get(INT, 0) != 0
        || line.get(INT, 12) != 0) {
      return null;
    }
    long[] words = new long[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = line.get(LONG, BODY + 8L * i);
    }
    return new Packet(
        type,
        line.get(ValueLayout.JAVA_BYTE, 5) & 0xff,
        line.get(ValueLayout.JAVA_BYTE, 6) & 0xff,
        line.get(INT, 8),
        words);
  }

  @Override
  public String toString() {
    return type + " #" + messageId + " of cnode " + source + ", session " + session;
  }
}
