// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.rsmapi.fabric.linux.Errno.check;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.LocalSegmentCallback;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.spi.PeerCredentials;

/** A segment of this process: an id of the node, memory, and an export for each adapter. */
final class EmulatedSegment implements LocalSegment {

  static final String CREATE = "SCICreateSegment";
  private static final String REGISTER = "SCIRegisterSegmentMemory";
  private static final String PREPARE = "SCIPrepareSegment";
  private static final String SET_AVAILABLE = "SCISetSegmentAvailable";
  private static final String SET_UNAVAILABLE = "SCISetSegmentUnavailable";
  private static final String REMOVE = "SCIRemoveSegment";

  private final EmulatedSisci sisci;
  private final int segmentId;
  private final LocalSegmentCallback callback;

  /** Takes the id for as long as it is open. */
  private final UnixSocket claim;

  private final List<SegmentSide> sides = new ArrayList<>();
  private final ReentrantLock changing = new ReentrantLock();

  /** Apart from other changes: what ends a segment does not wait until importers have followed. */
  private final ReentrantLock rebinding = new ReentrantLock();

  private volatile MemorySegment memory;
  private volatile boolean closing;
  private volatile boolean removed;

  private EmulatedSegment(
      EmulatedSisci sisci,
      int segmentId,
      MemorySegment memory,
      LocalSegmentCallback callback,
      UnixSocket claim) {
    this.sisci = sisci;
    this.segmentId = segmentId;
    this.memory = memory;
    this.callback = callback;
    this.claim = claim;
    for (int adapterNo = 0; adapterNo < sisci.settings().adapters(); adapterNo++) {
      sides.add(new SegmentSide(this, adapterNo));
    }
  }

  /** Takes the id, and puts the memory on the fabric of the first adapter. */
  static EmulatedSegment create(
      EmulatedSisci sisci, int segmentId, MemorySegment memory, LocalSegmentCallback callback) {
    if (segmentId == 0) {
      throw Failure.of(SisciError.ILLEGAL_PARAMETER, CREATE, "id=0; the emulation has no such id");
    }
    checkMemory(sisci, memory);
    UnixSocket claim = ClusterNames.socket(CREATE);
    boolean done = false;
    try {
      int result = claim.bind(sisci.names().segment(sisci.nodeId(), segmentId));
      if (result == -Errno.EADDRINUSE) {
        throw Failure.of(
            SisciError.SEGMENTID_USED,
            CREATE,
            "id=" + Integer.toUnsignedString(segmentId) + " node=" + sisci.nodeId());
      }
      check(result, "bind");
      EmulatedSegment segment = new EmulatedSegment(sisci, segmentId, memory, callback, claim);
      segment.sides.getFirst().export();
      done = true;
      return segment;
    } catch (RsmException e) {
      throw Failure.of(e, CREATE);
    } finally {
      if (!done) {
        claim.close();
      }
    }
  }

  private static void checkMemory(EmulatedSisci sisci, MemorySegment memory) {
    long page = sisci.pageSize();
    if (!memory.isNative()
        || memory.isReadOnly()
        || !memory.scope().isAlive()
        || memory.address() % page != 0) {
      throw Failure.of(
          SisciError.ILLEGAL_ADDRESS,
          REGISTER,
          "use writable memory outside the heap that begins at a multiple of " + page);
    }
    if (memory.byteSize() == 0 || memory.byteSize() % page != 0) {
      throw Failure.of(
          SisciError.SIZE_ALIGNMENT,
          REGISTER,
          "size=" + memory.byteSize() + "; use a multiple of " + page);
    }
  }

  EmulatedSisci sisci() {
    return sisci;
  }

  @Override
  public int segmentId() {
    return segmentId;
  }

  @Override
  public MemorySegment memory() {
    return memory;
  }

  @Override
  public void rebind(MemorySegment fresh) {
    sisci.checkOpen(REGISTER);
    checkMemory(sisci, fresh);
    if (fresh.byteSize() != memory.byteSize()) {
      throw Failure.of(
          SisciError.SIZE_ALIGNMENT,
          REGISTER,
          fresh.byteSize() + " in place of " + memory.byteSize());
    }
    rebinding.lock();
    try {
      checkThere(REGISTER);
      SegmentSide.rebind(sides, memory, fresh);
      memory = fresh;
    } catch (RsmException e) {
      throw Failure.of(e, REGISTER);
    } finally {
      rebinding.unlock();
    }
  }

  List<SegmentSide> sides() {
    return sides;
  }

  /** Decides on a request to connect; on the event loop of the adapter. */
  RsmError decide(int adapterNo, NodeId importer, PeerCredentials peer, Permission requested) {
    if (closing || sisci.isOver()) {
      return RsmError.SEG_NOT_PUBLISHED;
    }
    Path path = sisci.adapters().pathOrNull(adapterNo, importer.value());
    if (path == null) {
      return RsmError.SEG_NOT_PUBLISHED_TO_NODE;
    }
    return path.isUp() ? RsmError.SUCCESS : RsmError.REMOTE_NODE_UNREACHABLE;
  }

  void tell(CallbackReason reason, int nodeId) {
    sisci
        .callbacks()
        .execute(
            () -> {
              if (!removed) {
                callback.event(reason, nodeId);
              }
            });
  }

  @Override
  public void prepare(int adapterNo, boolean dmaSourceOnly) {
    change(PREPARE, adapterNo, side -> prepare(side, dmaSourceOnly));
  }

  private void prepare(SegmentSide side, boolean dmaSourceOnly) {
    rebinding.lock();
    try {
      side.prepare(dmaSourceOnly);
    } finally {
      rebinding.unlock();
    }
  }

  @Override
  public void setAvailable(int adapterNo) {
    change(
        SET_AVAILABLE,
        adapterNo,
        side -> {
          if (!side.isPrepared()) {
            throw Failure.of(SisciError.SEGMENT_NOT_PREPARED, SET_AVAILABLE, toString());
          }
          if (side.isDmaSourceOnly()) {
            throw Failure.of(
                SisciError.ILLEGAL_OPERATION, SET_AVAILABLE, this + " is a source of DMA only");
          }
          side.publish();
        });
  }

  private interface Change {
    void on(SegmentSide side);
  }

  private void change(String call, int adapterNo, Change change) {
    sisci.checkOpen(call);
    sisci.adapters().check(adapterNo, call);
    changing.lock();
    try {
      checkThere(call);
      change.on(sides.get(adapterNo));
    } catch (RsmException e) {
      throw Failure.of(e, call);
    } finally {
      changing.unlock();
    }
  }

  private void checkThere(String call) {
    if (removed) {
      throw Failure.of(SisciError.ILLEGAL_OPERATION, call, this + " was removed");
    }
  }

  @Override
  public void setUnavailable(int adapterNo) {
    sisci.adapters().check(adapterNo, SET_UNAVAILABLE);
    alone(
        SET_UNAVAILABLE,
        () -> {
          checkThere(SET_UNAVAILABLE);
          sides.get(adapterNo).unpublish();
        });
  }

  private void alone(String call, Runnable action) {
    if (!changing.tryLock()) {
      throw Failure.of(SisciError.BUSY, call, this + ": another call is at it");
    }
    try {
      action.run();
    } catch (RsmException e) {
      throw Failure.of(e, call);
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void remove(boolean force) {
    alone(
        REMOVE,
        () -> {
          if (removed) {
            return;
          }
          closing = true; // nobody comes in from now on
          int connections = force ? 0 : connections();
          if (connections > 0) {
            closing = false;
            throw Failure.of(SisciError.BUSY, REMOVE, this + " has connections: " + connections);
          }
          end();
        });
  }

  private int connections() {
    return sides.stream().mapToInt(SegmentSide::connections).sum();
  }

  /** Ends it, without an error. */
  void end() {
    removed = true;
    sides.forEach(SegmentSide::destroy);
    claim.close();
    sisci.forget(this);
  }

  /** Its node crashes: nobody is told, they notice. */
  void crash() {
    closing = true;
    sides.forEach(SegmentSide::crash);
    claim.close();
  }

  /** Returns who takes part, for an adapter. */
  @Nullable SegmentSide side(int adapterNo) {
    return adapterNo < sides.size() ? sides.get(adapterNo) : null;
  }

  @Override
  public String toString() {
    return "segment " + Integer.toUnsignedString(segmentId);
  }
}
