// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.BarrierType;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.ImportListener;

/**
 * An import segment: the state machine of rsm_memseg_import_connect(3RSM) over the driver's
 * connection.
 *
 * <p>The lock guards mode, barriers and mapping, and is not held while the driver is called. {@link
 * #broken} takes no lock, since a driver may call it at any time.
 */
final class ImportHandle extends MappedAccess implements ImportSegment, ImportListener {

  private static final String DISCONNECT = "ImportSegment.disconnect";
  private static final String SET_MODE = "ImportSegment.setMode";
  private static final String POST = "ImportSegment.signalPost";
  private static final String GET_REFERENCE = "ImportSegment.getPollReference";
  private static final String RELEASE_REFERENCE = "ImportSegment.releasePollReference";

  private final Controller controller;
  private final Permission permission;
  private final SignalCounter signals = new SignalCounter("ImportSegment.signalWait");
  private final PollReferences references = new PollReferences(this, signals);
  private final ImplicitBrackets brackets = new ImplicitBrackets(this);
  private final VectorTransfer vectors = new VectorTransfer(this);
  private final DriverCopy driverCopy = new DriverCopy(this);

  private final ReentrantLock lock = new ReentrantLock();
  private final BarrierSet barriers = new BarrierSet(this, lock);
  private final MappingSlot mapping = new MappingSlot(this, lock);
  private volatile BarrierMode mode = BarrierMode.IMPLICIT;
  private final ImportConnection connection = new ImportConnection(this);

  /** Nothing of the driver belongs to the segment any more, which has ended. */
  private final Event over = new Event();

  ImportHandle(Controller controller, Permission permission) {
    this.controller = controller;
    this.permission = permission;
  }

  /** Completes the handle, before anybody else sees it. */
  void attach(DriverImport driverImport) {
    attachWindow(driverImport.window(), driverImport.byteSize());
    connection.attach(driverImport);
    signals.attach(driverImport);
    adoptLimit(driverImport);
    lock.lock();
    try {
      change(READABLE | WRITABLE, rights(permission));
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: derives what stands in the way of transfers from mode and barriers. */
  void adapt() {
    boolean implicit = mode == BarrierMode.IMPLICIT;
    int obstacles = implicit && barriers.isEmpty() ? NO_BARRIER : 0;
    if (!isDirect(Long.BYTES) || (implicit && barriers.isLossy())) {
      obstacles |= DRIVER_TRANSFER;
    }
    change(NO_BARRIER | DRIVER_TRANSFER, obstacles);
  }

  @Override
  public Permission permission() {
    return permission;
  }

  BarrierMode currentMode() {
    return mode;
  }

  ImportConnection connection() {
    return connection;
  }

  ImplicitBrackets brackets() {
    return brackets;
  }

  long pageSize() {
    return controller.attributes().pageSize();
  }

  SegmentAccount account() {
    return controller.account();
  }

  @Override
  DriverCopy driverCopy() {
    return driverCopy;
  }

  @Override
  SlowTransfer slow(String operation, boolean get, int shift) {
    return new SlowTransfer(new TransferChecks(this, length(), operation, get, shift), this);
  }

  @Override
  public MemorySegment map(@Nullable Permission asked, long offset, long length) {
    return mapping.map(MapRequest.anywhere(asked, offset, length));
  }

  @Override
  public MemorySegment mapFixed(
      long address, @Nullable Permission asked, long offset, long length) {
    return mapping.map(MapRequest.at(address, asked, offset, length));
  }

  @Override
  public void unmap() {
    mapping.unmap();
  }

  @Override
  public Barrier initBarrier(@Nullable BarrierType type) {
    return barriers.init();
  }

  void barrierEnded(BarrierHandle barrier) {
    barriers.remove(barrier);
  }

  @Override
  public void setMode(@Nullable BarrierMode wanted) {
    lock.lock();
    try {
      checkConnected(SET_MODE);
      if (wanted == null) {
        throw new RsmException(RsmError.BAD_MODE, SET_MODE, "mode is null");
      }
      mode = wanted;
      adapt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public BarrierMode mode() {
    checkConnected("ImportSegment.mode");
    return mode;
  }

  @Override
  public void signalPost(int flags) {
    checkConnected(POST);
    try {
      connection.post(POST, flags);
    } catch (RsmException e) {
      checkConnected(POST);
      throw e;
    }
  }

  @Override
  public void signalWait(long timeoutMillis) {
    signals.await(timeoutMillis);
  }

  @Override
  public void signalsArrived() {
    signals.signalsArrived();
  }

  @Override
  public void broken() {
    change(BROKEN, BROKEN);
  }

  @Override
  public void accessChanged() {
    DriverImport driver = connection.ifPresent();
    if (driver != null) {
      DriverFailure.contain("DriverImport.directTransferLimit", () -> adoptLimit(driver));
    }
  }

  /** Asks again afterwards, lest an older answer stay. */
  private void adoptLimit(DriverImport driver) {
    long limit;
    do {
      limit = driver.directTransferLimit();
      lock.lock();
      try {
        limitDirect(limit);
        adapt();
      } finally {
        lock.unlock();
      }
    } while (limit != driver.directTransferLimit());
  }

  @Override
  public void disconnect() {
    lock.lock();
    try {
      checkConnected(DISCONNECT);
      mapping.checkUnmapped(DISCONNECT);
      references.checkNone(DISCONNECT);
      change(DISCONNECTED, DISCONNECTED);
    } finally {
      lock.unlock();
    }
    end();
  }

  @Override
  public void close() {
    if (endUnlessEnded(DISCONNECTED)) {
      end();
    } else {
      over.await();
    }
  }

  /** Has the state say that the segment has ended, and unmaps; false if it had ended before. */
  private boolean endUnlessEnded(int how) {
    Runnable unmapping;
    lock.lock();
    try {
      mapping.awaitUnmapped();
      if ((state & ENDED) != 0) {
        return false;
      }
      unmapping = mapping.take();
      change(how, how);
    } finally {
      lock.unlock();
    }
    unmapping.run();
    return true;
  }

  /** The state says that the segment has ended; ends what belongs to it. */
  private void end() {
    signals.end();
    barriers.take().forEach(BarrierHandle::disconnected);
    brackets.destroy();
    connection.disconnect(DISCONNECT);
    over.happen();
    controller.leave(this);
  }

  /** The controller had its last release; its device is about to be closed. */
  void released() {
    if (endUnlessEnded(RELEASED)) {
      signals.end();
    }
  }

  /** The device is closed: the driver has detached all memory and must not stay reachable. */
  void forgetDriver() {
    signals.detach();
    lock.lock();
    try {
      connection.forget();
      barriers.forgetDriver();
      brackets.forgetDriver();
    } finally {
      lock.unlock();
    }
    if ((state & RELEASED) != 0) {
      over.happen();
    }
  }

  @Override
  public PollReference getPollReference() {
    lock.lock();
    try {
      checkConnected(GET_REFERENCE);
      if (isBroken()) {
        throw new RsmException(
            RsmError.BAD_SEG_HNDL, GET_REFERENCE, "the connection is broken; connect anew");
      }
      return references.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void releasePollReference() {
    lock.lock();
    try {
      checkConnected(RELEASE_REFERENCE);
      references.release();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void putv(@Nullable ScatterGather list) {
    vectors.run(list, false);
  }

  @Override
  public void getv(@Nullable ScatterGather list) {
    vectors.run(list, true);
  }
}
