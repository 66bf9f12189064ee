// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import org.jspecify.annotations.Nullable;

/** What a packet says. */
public enum PacketType {
  /** Names its sender and gives a number that only the bearer of this name learns back. */
  HELLO(1, Layer.WIRE),
  /** Gives back the number of a hello. */
  PROOF(2, Layer.WIRE),
  /** The end of a link at the sender. */
  LINK_STATE(16, Layer.LINK),
  /** A state of a link is known. */
  LINK_KNOWN(17, Layer.LINK),
  /** The link of the receiver does not end at one of the sender. */
  LINK_REFUSED(18, Layer.LINK),
  /** Asks for a session. */
  SESSION_START(32, Layer.SESSION),
  /** Agrees to a session. */
  SESSION_RESPONSE(33, Layer.SESSION),
  /** Ends a session. */
  SESSION_END(34, Layer.SESSION),
  /** Asks for an answer. */
  PING(35, Layer.SESSION),
  /** Answers a ping. */
  PONG(36, Layer.SESSION);

  /** Who handles a packet. */
  public enum Layer {
    /** The wires themselves. */
    WIRE,
    /** The links. */
    LINK,
    /** The sessions. */
    SESSION
  }

  private static final @Nullable PacketType[] BY_CODE = new @Nullable PacketType[256];

  static {
    for (PacketType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final Layer layer;

  PacketType(int code, Layer layer) {
    this.code = code;
    this.layer = layer;
  }

  /** Returns who handles it. */
  public Layer layer() {
    return layer;
  }

  /** Returns the byte that stands for it. */
  int code() {
    return code;
  }

  /** Returns the type that a byte stands for, or null. */
  static @Nullable PacketType of(int code) {
    return BY_CODE[code & 0xff];
  }
}
