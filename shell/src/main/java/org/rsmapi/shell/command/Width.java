// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.util.HexFormat;
import org.rsmapi.RemoteAccess;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The widths of single values. */
public enum Width {
  /** One byte. */
  BITS_8(1, ValueLayout.JAVA_BYTE) {
    @Override
    void put(RemoteAccess remote, long offset, long value) {
      remote.put8(offset, (byte) value);
    }

    @Override
    long get(RemoteAccess remote, long offset) {
      return remote.get8(offset);
    }

    @Override
    void store(MemorySegment memory, long offset, long value) {
      handle().setVolatile(memory, offset, (byte) value);
    }

    @Override
    long load(MemorySegment memory, long offset) {
      return (byte) handle().getVolatile(memory, offset);
    }
  },
  /** Two bytes. */
  BITS_16(2, ValueLayout.JAVA_SHORT) {
    @Override
    void put(RemoteAccess remote, long offset, long value) {
      remote.put16(offset, (short) value);
    }

    @Override
    long get(RemoteAccess remote, long offset) {
      return remote.get16(offset);
    }

    @Override
    void store(MemorySegment memory, long offset, long value) {
      handle().setVolatile(memory, offset, (short) value);
    }

    @Override
    long load(MemorySegment memory, long offset) {
      return (short) handle().getVolatile(memory, offset);
    }
  },
  /** Four bytes. */
  BITS_32(4, ValueLayout.JAVA_INT) {
    @Override
    void put(RemoteAccess remote, long offset, long value) {
      remote.put32(offset, (int) value);
    }

    @Override
    long get(RemoteAccess remote, long offset) {
      return remote.get32(offset);
    }

    @Override
    void store(MemorySegment memory, long offset, long value) {
      handle().setVolatile(memory, offset, (int) value);
    }

    @Override
    long load(MemorySegment memory, long offset) {
      return (int) handle().getVolatile(memory, offset);
    }
  },
  /** Eight bytes. */
  BITS_64(8, ValueLayout.JAVA_LONG) {
    @Override
    void put(RemoteAccess remote, long offset, long value) {
      remote.put64(offset, value);
    }

    @Override
    long get(RemoteAccess remote, long offset) {
      return remote.get64(offset);
    }

    @Override
    void store(MemorySegment memory, long offset, long value) {
      handle().setVolatile(memory, offset, value);
    }

    @Override
    long load(MemorySegment memory, long offset) {
      return (long) handle().getVolatile(memory, offset);
    }
  };

  private final int bytes;

  @SuppressWarnings("ImmutableEnumChecker") // a VarHandle has no state
  private final VarHandle handle;

  Width(int bytes, ValueLayout layout) {
    this.bytes = bytes;
    this.handle = layout.varHandle();
  }

  abstract void put(RemoteAccess remote, long offset, long value);

  abstract long get(RemoteAccess remote, long offset);

  abstract void store(MemorySegment memory, long offset, long value);

  abstract long load(MemorySegment memory, long offset);

  final VarHandle handle() {
    return handle;
  }

  int bytes() {
    return bytes;
  }

  /** Reads a value of this width, signed or not. */
  long parseValue(String text) {
    BigInteger value =
        Numeral.parse(text)
            .filter(n -> n.signum() < 0 ? n.bitLength() < 8 * bytes : n.bitLength() <= 8 * bytes)
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'"
                            + text
                            + "': a number of at most "
                            + 8 * bytes
                            + " bits, such as 42, -1 or 0x2a"));
    return value.longValue();
  }

  String format(long value) {
    return "0x" + HexFormat.of().toHexDigits(value, 2 * bytes) + "  " + value;
  }

  static Width parse(String text) {
    for (Width width : values()) {
      if (text.equals(String.valueOf(8 * width.bytes))) {
        return width;
      }
    }
    throw new TypeConversionException("'" + text + "': 8, 16, 32 or 64 (bits)");
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<Width> {
    @Override
    public Width convert(String value) {
      return parse(value);
    }
  }
}
