// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RemoteAccess;

/**
 * Gets and puts. The hot path is one look at the state, the bounds, the access, and a second look
 * at the state; whatever does not pass goes to {@link SlowTransfer}, which finds out why.
 *
 * <p>The access goes through one unbounded segment that the compiler knows, with bounds of our own:
 * a segment per import would cost twice as much. That is safe because a window stays accessible
 * until it is unreachable, and the second look at the state keeps this object, and so the window,
 * reachable.
 */
abstract class MappedAccess extends ImportState implements RemoteAccess {

  @SuppressWarnings("restricted")
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final VarHandle INT16 = ValueLayout.JAVA_SHORT.varHandle();
  private static final VarHandle INT32 = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle INT64 = ValueLayout.JAVA_LONG.varHandle();

  /** The window; kept here so that it stays reachable as long as an access can run. */
  private @Nullable MemorySegment window;

  private long base;
  private long length;

  /** Longer transfers are the driver's; a look at the state comes before each read. */
  private long directLimit;

  /**
   * Makes the segment accessible; the caller sets the state afterwards, which publishes the fields.
   *
   * @throws IllegalStateException if an access within the bounds could leave the window
   */
  final void attachWindow(@Nullable MemorySegment mapped, long byteSize) {
    if (byteSize <= 0) {
      throw new IllegalStateException("byteSize=" + byteSize);
    }
    if (mapped != null
        && (!mapped.isNative()
            || mapped.byteSize() < byteSize
            || (mapped.address() & (Long.BYTES - 1)) != 0)) {
      throw new IllegalStateException("window=" + mapped + ", byteSize=" + byteSize);
    }
    window = mapped;
    base = mapped == null ? 0 : mapped.address();
    length = byteSize;
  }

  final @Nullable MemorySegment window() {
    return window;
  }

  /** Changes how long a direct transfer may be; the caller sets the state afterwards. */
  final void limitDirect(long byteCount) {
    directLimit = window == null ? 0 : byteCount;
  }

  /** Tells whether a transfer of so many bytes is a load or store of the library's. */
  final boolean isDirect(long byteCount) {
    return byteCount <= directLimit;
  }

  /** Returns the way through the driver. */
  abstract DriverCopy driverCopy();

  /** Returns the size of the segment. */
  public final long length() {
    return length;
  }

  /** Returns the transfers that need more than a load or store. */
  abstract SlowTransfer slow(String operation, boolean get, int shift);

  @Override
  public final byte get8(long offset) {
    if ((state & GET_MASK) == READABLE && offset >= 0 && offset <= length - 1) {
      byte value = MEMORY.get(ValueLayout.JAVA_BYTE, base + offset);
      VarHandle.acquireFence();
      if ((state & GET_MASK) == READABLE) {
        return value;
      }
    }
    return (byte) slow("ImportSegment.get8", true, 0).getValue(offset);
  }

  @Override
  public final void put8(long offset, byte value) {
    if ((state & PUT_MASK) == WRITABLE && offset >= 0 && offset <= length - 1) {
      VarHandle.releaseFence();
      MEMORY.set(ValueLayout.JAVA_BYTE, base + offset, value);
      if ((state & PUT_MASK) != WRITABLE) {
        slow("ImportSegment.put8", false, 0).checkAfter();
      }
      return;
    }
    slow("ImportSegment.put8", false, 0).putValue(offset, value & 0xFFL);
  }

  @Override
  public final short get16(long offset) {
    if ((state & GET_MASK) == READABLE
        && (offset & 1) == 0
        && offset >= 0
        && offset <= length - 2) {
      short value = (short) INT16.getAcquire(MEMORY, base + offset);
      if ((state & GET_MASK) == READABLE) {
        return value;
      }
    }
    return (short) slow("ImportSegment.get16", true, 1).getValue(offset);
  }

  @Override
  public final void put16(long offset, short value) {
    if ((state & PUT_MASK) == WRITABLE
        && (offset & 1) == 0
        && offset >= 0
        && offset <= length - 2) {
      INT16.setRelease(MEMORY, base + offset, value);
      if ((state & PUT_MASK) != WRITABLE) {
        slow("ImportSegment.put16", false, 1).checkAfter();
      }
      return;
    }
    slow("ImportSegment.put16", false, 1).putValue(offset, value & 0xFFFFL);
  }

  @Override
  public final int get32(long offset) {
    if ((state & GET_MASK) == READABLE
        && (offset & 3) == 0
        && offset >= 0
        && offset <= length - 4) {
      int value = (int) INT32.getAcquire(MEMORY, base + offset);
      if ((state & GET_MASK) == READABLE) {
        return value;
      }
    }
    return (int) slow("ImportSegment.get32", true, 2).getValue(offset);
  }

  @Override
  public final void put32(long offset, int value) {
    if ((state & PUT_MASK) == WRITABLE
        && (offset & 3) == 0
        && offset >= 0
        && offset <= length - 4) {
      INT32.setRelease(MEMORY, base + offset, value);
      if ((state & PUT_MASK) != WRITABLE) {
        slow("ImportSegment.put32", false, 2).checkAfter();
      }
      return;
    }
    slow("ImportSegment.put32", false, 2).putValue(offset, value & 0xFFFF_FFFFL);
  }

  @Override
  public final long get64(long offset) {
    if ((state & GET_MASK) == READABLE
        && (offset & 7) == 0
        && offset >= 0
        && offset <= length - 8) {
      long value = (long) INT64.getAcquire(MEMORY, base + offset);
      if ((state & GET_MASK) == READABLE) {
        return value;
      }
    }
    return slow("ImportSegment.get64", true, 3).getValue(offset);
  }

  @Override
  public final void put64(long offset, long value) {
    if ((state & PUT_MASK) == WRITABLE
        && (offset & 7) == 0
        && offset >= 0
        && offset <= length - 8) {
      INT64.setRelease(MEMORY, base + offset, value);
      if ((state & PUT_MASK) != WRITABLE) {
        slow("ImportSegment.put64", false, 3).checkAfter();
      }
      return;
    }
    slow("ImportSegment.put64", false, 3).putValue(offset, value);
  }

  @Override
  public final void get8(long offset, @Nullable MemorySegment buffer, long count) {
    getAll(offset, buffer, count, 0, "ImportSegment.get8");
  }

  @Override
  public final void put8(long offset, @Nullable MemorySegment buffer, long count) {
    putAll(offset, buffer, count, 0, "ImportSegment.put8");
  }

  @Override
  public final void get16(long offset, @Nullable MemorySegment buffer, long count) {
    getAll(offset, buffer, count, 1, "ImportSegment.get16");
  }

  @Override
  public final void put16(long offset, @Nullable MemorySegment buffer, long count) {
    putAll(offset, buffer, count, 1, "ImportSegment.put16");
  }

  @Override
  public final void get32(long offset, @Nullable MemorySegment buffer, long count) {
    getAll(offset, buffer, count, 2, "ImportSegment.get32");
  }

  @Override
  public final void put32(long offset, @Nullable MemorySegment buffer, long count) {
    putAll(offset, buffer, count, 2, "ImportSegment.put32");
  }

  @Override
  public final void get64(long offset, @Nullable MemorySegment buffer, long count) {
    getAll(offset, buffer, count, 3, "ImportSegment.get64");
  }

  @Override
  public final void put64(long offset, @Nullable MemorySegment buffer, long count) {
    putAll(offset, buffer, count, 3, "ImportSegment.put64");
  }

  @Override
  public final void get(long offset, @Nullable MemorySegment buffer, long byteCount) {
    getAll(offset, buffer, byteCount, 0, "ImportSegment.get");
  }

  @Override
  public final void put(long offset, @Nullable MemorySegment buffer, long byteCount) {
    putAll(offset, buffer, byteCount, 0, "ImportSegment.put");
  }

  private void getAll(
      long offset, @Nullable MemorySegment buffer, long count, int shift, String operation) {
    if ((state & GET_MASK) == READABLE
        && buffer != null
        && isRange(offset, buffer, count, shift)
        && !buffer.isReadOnly()) {
      boolean done =
          isDirect(count << shift)
              ? copied(MEMORY, base + offset, buffer, 0, count << shift)
              : driverCopy().get(offset, buffer, count, shift, operation);
      if (done) {
        VarHandle.acquireFence();
        if ((state & GET_MASK) != READABLE) {
          slow(operation, true, shift).checkAfter();
        }
        return;
      }
    }
    slow(operation, true, shift).getBuffer(offset, buffer, count);
  }

  private void putAll(
      long offset, @Nullable MemorySegment buffer, long count, int shift, String operation) {
    if ((state & PUT_MASK) == WRITABLE && buffer != null && isRange(offset, buffer, count, shift)) {
      VarHandle.releaseFence();
      boolean done =
          isDirect(count << shift)
              ? copied(buffer, 0, MEMORY, base + offset, count << shift)
              : driverCopy().put(offset, buffer, count, shift, operation);
      if (done) {
        // Else the compiler would look again before it copies.
        VarHandle.acquireFence();
        if ((state & PUT_MASK) != WRITABLE) {
          slow(operation, false, shift).checkAfter();
        }
        return;
      }
    }
    slow(operation, false, shift).putBuffer(offset, buffer, count);
  }

  /**
   * Tells whether offset, count and alignment are as they should be, and there is something to
   * move: behind the end fewer than no elements are left.
   */
  private boolean isRange(long offset, MemorySegment buffer, long count, int shift) {
    return offset >= 0
        && count > 0
        && count <= (length - offset) >> shift
        && (offset & ((1L << shift) - 1)) == 0
        && (shift == 0 || buffer.maxByteAlignment() >= 1L << shift);
  }

  /** Copies from the window, as an acquire; the caller has checked the bounds, and looks again. */
  final void copyOut(long offset, MemorySegment target, long targetOffset, long byteCount) {
    MemorySegment.copy(MEMORY, base + offset, target, targetOffset, byteCount);
    VarHandle.acquireFence();
  }

  /** Copies into the window, as a release; the caller has checked the bounds, and looks again. */
  final void copyIn(MemorySegment source, long sourceOffset, long offset, long byteCount) {
    VarHandle.releaseFence();
    MemorySegment.copy(source, sourceOffset, MEMORY, base + offset, byteCount);
    VarHandle.acquireFence();
  }

  /** Copies all or nothing; false if a buffer is closed, of another thread, or too short. */
  private static boolean copied(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      long bytes) {
    try {
      MemorySegment.copy(source, sourceOffset, target, targetOffset, bytes);
      return true;
    } catch (IndexOutOfBoundsException | IllegalStateException | WrongThreadException e) {
      return false;
    }
  }
}
