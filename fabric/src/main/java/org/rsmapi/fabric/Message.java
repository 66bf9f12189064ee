// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What exporter and importer tell each other, in the byte order of the host. Whatever does not
 * parse is null, and the end of the connection.
 *
 * <pre>
 *   all         0 u32 magic   4 u16 version   6 u16 type
 *   REQUEST     8 u64 node of the importer   16 u32 permission asked for   20 u32 0
 *   REFUSE      8 u32 RSMAPI error number   12 u32 0
 *   ACCEPT      8 u64 length   16 u32 parts   20 u32 0   then per part:
 *               0 u32 index of its descriptor   4 u32 0   8 u64 offset   16 u64 size
 *   REBIND      as ACCEPT
 *   DISCONNECT, DETACHED, WAKE, REBOUND   nothing more
 * </pre>
 */
sealed interface Message {

  /** An importer asks for a connection. */
  record Request(long node, int permission) implements Message {}

  /** The exporter says no. */
  record Refuse(int error) implements Message {}

  /**
   * The exporter says yes; the descriptors come along: the control page first, then those of the
   * parts.
   */
  record Accept(long length, List<Part> parts) implements Message {}

  /** The memory of the segment is exchanged; the descriptors of the parts come along. */
  record Rebind(long length, List<Part> parts) implements Message {}

  /** A part of the segment within the memory of one descriptor. */
  record Part(int descriptor, long offset, long size) {}

  /** A message that is its type alone. */
  enum Signal implements Message {
    /** The exporter ends the connection and waits for {@link #DETACHED}. */
    DISCONNECT((short) 4),
    /** The importer has let go of the memory. */
    DETACHED((short) 5),
    /** Look at the control page. */
    WAKE((short) 6),
    /** The importer uses the memory of the last {@link Rebind}. */
    REBOUND((short) 8);

    private final short type;

    Signal(short type) {
      this.type = type;
    }

    private static @Nullable Signal of(short type) {
      for (Signal signal : values()) {
        if (signal.type == type) {
          return signal;
        }
      }
      return null;
    }
  }

  int MAX_PARTS = 128;
  long MAX_SIZE = 24 + 24L * MAX_PARTS;

  int MAGIC = 0x52534D31;
  short VERSION = 1;
  short REQUEST = 1;
  short REFUSE = 2;
  short ACCEPT = 3;
  short REBIND = 7;

  ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED;
  ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED;
  ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED;

  /** Writes this message. */
  default MemorySegment encode(Arena arena) {
    if (this instanceof Request request) {
      MemorySegment out = start(arena, 24, REQUEST);
      out.set(U64, 8, request.node);
      out.set(U32, 16, request.permission);
      return out;
    }
    if (this instanceof Refuse refuse) {
      MemorySegment out = start(arena, 16, REFUSE);
      out.set(U32, 8, refuse.error);
      return out;
    }
    if (this instanceof Accept accept) {
      return encode(arena, ACCEPT, accept.length, accept.parts);
    }
    if (this instanceof Rebind rebind) {
      return encode(arena, REBIND, rebind.length, rebind.parts);
    }
    return start(arena, 8, ((Signal) this).type);
  }

  private static MemorySegment encode(Arena arena, short type, long length, List<Part> parts) {
    MemorySegment out = start(arena, 24 + 24L * parts.size(), type);
    out.set(U64, 8, length);
    out.set(U32, 16, parts.size());
    long at = 24;
    for (Part part : parts) {
      out.set(U32, at, part.descriptor);
      out.set(U64, at + 8, part.offset);
      out.set(U64, at + 16, part.size);
      at += 24;
    }
    return out;
  }

  private static MemorySegment start(Arena arena, long size, short type) {
    MemorySegment out = arena.allocate(size, 8);
    out.set(U32, 0, MAGIC);
    out.set(U16, 4, VERSION);
    out.set(U16, 6, type);
    return out;
  }

  /** Reads a message, or returns null if it is none. */
  static @Nullable Message decode(MemorySegment in) {
    long size = in.byteSize();
    if (size < 8 || in.get(U32, 0) != MAGIC || in.get(U16, 4) != VERSION) {
      return null;
    }
    short type = in.get(U16, 6);
    return switch (type) {
      case REQUEST -> size == 24 ? new Request(in.get(U64, 8), in.get(U32, 16)) : null;
      case REFUSE -> size == 16 ? new Refuse(in.get(U32, 8)) : null;
      case ACCEPT, REBIND -> size >= 24 ? memory(in, type) : null;
      default -> size == 8 ? Signal.of(type) : null;
    };
  }

  private static @Nullable Message memory(MemorySegment in, short type) {
    long length = in.get(U64, 8);
    int count = in.get(U32, 16);
    if (count < 1 || count > MAX_PARTS || in.byteSize() != 24 + 24L * count) {
      return null;
    }
    List<Part> parts = new ArrayList<>(count);
    long left = length;
    for (long at = 24; at < in.byteSize(); at += 24) {
      Part part = new Part(in.get(U32, at), in.get(U64, at + 8), in.get(U64, at + 16));
      if (part.offset < 0 || part.size <= 0 || part.size > left || part.descriptor < 0) {
        return null;
      }
      left -= part.size;
      parts.add(part);
    }
    if (left != 0) {
      return null;
    }
    List<Part> all = List.copyOf(parts);
    return type == ACCEPT ? new Accept(length, all) : new Rebind(length, all);
  }
}
