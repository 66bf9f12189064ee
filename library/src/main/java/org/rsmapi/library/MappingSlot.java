// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverImport;

/**
 * The one explicit mapping that an import segment may have.
 *
 * <p>Guarded by the segment's lock, which is not held while the driver maps or unmaps: these are
 * states of their own. A segment that ends while the driver maps does not wait for it; the mapping
 * is undone by the thread that asked for it.
 */
final class MappingSlot {

  private static final String UNMAP = "ImportSegment.unmap";

  private static final long RETRY_NANOS = 50_000;

  private enum State {
    UNMAPPED,
    MAPPING,
    MAPPED,
    UNMAPPING
  }

  /** A mapping with what decides its lifetime. */
  private record Mapped(MemorySegment memory, Arena lifetime) {}

  private final ImportHandle segment;
  private final ReentrantLock lock;
  private final Condition settled;

  private State state = State.UNMAPPED;
  private @Nullable Mapped mapped;

  MappingSlot(ImportHandle segment, ReentrantLock lock) {
    this.segment = segment;
    this.lock = lock;
    this.settled = lock.newCondition();
  }

  MemorySegment map(MapRequest request) {
    Permission permission;
    DriverImport driver;
    lock.lock();
    try {
      checkLive(request.operation());
      if (state != State.UNMAPPED) {
        throw new RsmException(RsmError.SEG_ALREADY_MAPPED, request.operation(), "unmap first");
      }
      permission = request.checked(segment);
      driver = segment.connection().forCall(request.operation());
      state = State.MAPPING;
    } finally {
      lock.unlock();
    }
    MemorySegment memory = map(request, driver, permission);
    checkLive(request.operation());
    return permission.canWrite() ? memory : memory.asReadOnly();
  }

  private void checkLive(String operation) {
    if ((segment.state & ImportState.DISCONNECTED) != 0) {
      throw new RsmException(
          RsmError.SEG_NOT_CONNECTED, operation, "the import segment is disconnected");
    }
    segment.checkConnected(operation);
  }

  private MemorySegment map(MapRequest request, DriverImport driver, Permission permission) {
    Arena lifetime = Arena.ofShared();
    Mapped made = null;
    boolean counted = false;
    try {
      takeSpace(request);
      counted = true;
      MemorySegment memory = request.by(driver, permission, lifetime);
      made = new Mapped(memory, lifetime);
      return memory;
    } catch (RsmException e) {
      checkLive(request.operation());
      segment.checkNotBroken(request.operation());
      throw e;
    } finally {
      if (made == null) {
        close(lifetime);
        if (counted) {
          segment.account().giveMappingBack(request.length());
        }
        settle(null);
      } else if (!settle(made)) {
        discard(made, driver);
      }
    }
  }

  private void takeSpace(MapRequest request) {
    try {
      segment.account().takeMapping(request.length(), request.operation());
    } catch (RsmException e) {
      throw new RsmException(RsmError.MAP_FAILED, request.operation(), e.detail(), 0, e);
    }
  }

  /** Ends a transitional state; true if there is a mapping now. */
  private boolean settle(@Nullable Mapped made) {
    lock.lock();
    try {
      boolean kept = made != null && (segment.state & ImportState.ENDED) == 0;
      mapped = kept ? made : null;
      state = kept ? State.MAPPED : State.UNMAPPED;
      settled.signalAll();
      return kept;
    } finally {
      lock.unlock();
    }
  }

  void unmap() {
    Mapped taken;
    lock.lock();
    try {
      segment.checkConnected(UNMAP);
      taken = mapped;
      if (taken == null) {
        throw new RsmException(RsmError.SEG_NOT_MAPPED, UNMAP, "map first");
      }
      mapped = null;
      state = State.UNMAPPING;
    } finally {
      lock.unlock();
    }
    try {
      discard(taken, segment.connection().ifPresent());
    } finally {
      settle(null);
    }
  }

  /** Under the lock; a mapping that is being made is none yet. */
  void checkUnmapped(String operation) {
    if (state == State.MAPPED || state == State.UNMAPPING) {
      throw new RsmException(RsmError.SEG_STILL_MAPPED, operation, "unmap first");
    }
  }

  /** Under the lock, which is let go meanwhile: waits for another thread that is unmapping. */
  void awaitUnmapped() {
    while (state == State.UNMAPPING) {
      settled.awaitUninterruptibly();
    }
  }

  /**
   * Under the lock, by whoever makes the segment end: takes the mapping out.
   *
   * @return removes it; to be run without the lock, while the driver is still there
   */
  Runnable take() {
    Mapped taken = mapped;
    mapped = null;
    if (taken == null) {
      return () -> {};
    }
    state = State.UNMAPPED;
    return () -> discard(taken, segment.connection().ifPresent());
  }

  /**
   * Before the address range goes back to the JDK, the driver must know not to touch it again; a
   * device that is closed has let go of everything.
   */
  private void discard(Mapped taken, @Nullable DriverImport driver) {
    if (driver != null) {
      DriverFailure.contain(UNMAP, () -> driver.unmap(taken.memory()));
    }
    close(taken.lifetime());
    segment.account().giveMappingBack(taken.memory().byteSize());
  }

  /**
   * An arena cannot be closed while native code works on it; the application's own call ends soon.
   * What the driver has attached to the arena runs here, and may fail.
   */
  private static void close(Arena lifetime) {
    while (lifetime.scope().isAlive()) {
      try {
        lifetime.close();
      } catch (RuntimeException | Error e) {
        if (lifetime.scope().isAlive()) {
          LockSupport.parkNanos(RETRY_NANOS);
        } else {
          DriverFailure.contained(UNMAP, e);
        }
      }
    }
  }
}
