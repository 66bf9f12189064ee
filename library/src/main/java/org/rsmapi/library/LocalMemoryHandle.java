// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.rsmapi.LocalMemory;
import org.rsmapi.spi.DriverLocalMemory;

/**
 * Local memory for vector transfers, with a count of the transfers that use it.
 *
 * <p>The count is one word that changes without a lock; its sign bit says that the handle has ended
 * and takes no further users. Only whoever ends a handle waits, for those that are left.
 */
final class LocalMemoryHandle implements LocalMemory {

  private static final int ENDED = Integer.MIN_VALUE;

  private static final VarHandle USES;

  static {
    try {
      USES = MethodHandles.lookup().findVarHandle(LocalMemoryHandle.class, "uses", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LocalMemories owner;
  private final long length;

  private volatile int uses;

  /** Dropped with the last use, since the application may keep a handle that is freed. */
  private volatile @Nullable MemorySegment memory;

  private @Nullable DriverLocalMemory prepared;

  LocalMemoryHandle(
      LocalMemories owner, MemorySegment memory, @Nullable DriverLocalMemory prepared) {
    this.owner = owner;
    this.length = memory.byteSize();
    this.memory = memory;
    this.prepared = prepared;
  }

  @Override
  public long length() {
    return length;
  }

  boolean isOf(LocalMemories candidate) {
    return owner == candidate;
  }

  /** Returns the memory, to be given back with {@link #release}; null if the handle has ended. */
  @Nullable MemorySegment acquire() {
    int now;
    do {
      now = uses;
      if (now < 0) {
        return null;
      }
    } while (!USES.compareAndSet(this, now, now + 1));
    return memory;
  }

  /** Ends a use. */
  void release() {
    if ((int) USES.getAndAdd(this, -1) == ENDED + 1) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Refuses further uses; true if this call was the one to do so. */
  boolean end() {
    return (int) USES.getAndBitwiseOr(this, ENDED) >= 0;
  }

  /** Waits until no transfer uses the handle any more, which has been ended before. */
  void awaitUnused() {
    boolean interrupted = false;
    synchronized (this) {
      while (uses != ENDED) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    memory = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what the driver holds for this handle, for one who has acquired it. */
  synchronized @Nullable DriverLocalMemory prepared() {
    return prepared;
  }

  /** Returns what the driver holds for this handle, once. */
  synchronized @Nullable DriverLocalMemory takePrepared() {
    DriverLocalMemory taken = prepared;
    prepared = null;
    return taken;
  }

  @Override
  public void close() {
    owner.end(this);
  }
}
