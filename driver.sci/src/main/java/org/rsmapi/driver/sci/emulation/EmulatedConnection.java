// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Permission;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegmentCallback;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.fabric.FabricImport;
import org.rsmapi.spi.ImportListener;

/** A connection to a segment: an import of the fabric, which the link can suspend. */
final class EmulatedConnection implements RemoteSegment, ImportListener {

  private static final Logger LOG = System.getLogger(EmulatedConnection.class.getName());
  private static final String MAP = "SCIMapRemoteSegment";
  private static final String DISCONNECT = "SCIDisconnectSegment";

  private final EmulatedSisci sisci;
  private final Path path;
  private final RemoteSegmentCallback callback;
  private final AtomicBoolean endTold = new AtomicBoolean();

  /** By what is handed out; what ends the use of a mapping of an application. */
  private final Map<MemorySegment, CompletableFuture<Boolean>> shared = new ConcurrentHashMap<>();

  /** Guarded by this. */
  private final Map<EmulatedMap, MemorySegment> maps = new HashMap<>();

  /** Null until the fabric has answered. */
  private volatile @Nullable FabricImport imported;

  private volatile boolean ended;
  private volatile boolean lost;
  private volatile boolean disconnected;

  EmulatedConnection(EmulatedSisci sisci, Path path, RemoteSegmentCallback callback) {
    this.sisci = sisci;
    this.path = path;
    this.callback = callback;
  }

  /** The fabric has connected it. */
  synchronized void begin(FabricImport connected) {
    imported = connected;
    if (ended) {
      sisci.callbacks().execute(this::tellEnd);
    }
  }

  Path path() {
    return path;
  }

  /** Tells whether the exporter has ended it, or is gone. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  public void broken() {
    ended = true; // before the memory becomes private
    synchronized (this) {
      if (imported != null) {
        sisci.callbacks().execute(this::tellEnd);
      }
    }
  }

  @Override
  public void signalsArrived() {
    // Nobody posts: interrupts are messages.
  }

  /** The own node crashes. */
  void lose() {
    lost = true;
    ended = true;
    sisci.callbacks().execute(this::tellEnd);
  }

  private void tellEnd() {
    FabricImport connected = imported;
    if (connected != null && !disconnected && endTold.compareAndSet(false, true)) {
      callback.event(
          connected.isWithdrawn() && !lost ? CallbackReason.DISCONNECT : CallbackReason.LOST);
    }
  }

  private void tell(CallbackReason reason) {
    if (!disconnected && !ended) {
      callback.event(reason);
    }
  }

  void linkDown() {
    during(FabricImport::suspend, CallbackReason.NOT_OPERATIONAL);
  }

  void linkUp() {
    during(FabricImport::resume, CallbackReason.OPERATIONAL);
  }

  private void during(Consumer<FabricImport> change, CallbackReason reason) {
    FabricImport connected = imported;
    try {
      if (connected != null) {
        change.accept(connected);
      }
      sisci.callbacks().execute(() -> tell(reason));
    } catch (RsmException e) {
      LOG.log(Level.WARNING, "A connection does not survive the outage of its link", e);
      lose();
    }
  }

  private FabricImport connected(String call) {
    FabricImport connected = imported;
    if (connected == null || disconnected || ended) {
      throw Failure.of(SisciError.NOT_CONNECTED, call, "node=" + path.nodeId());
    }
    return connected;
  }

  /** Returns the whole segment, for DMA; what the link does must be looked at. */
  MemorySegment memory(String call) {
    return connected(call).window();
  }

  @Override
  public long size() {
    FabricImport connected = imported;
    return connected == null ? 0 : connected.byteSize();
  }

  @Override
  public synchronized RemoteMap map(boolean readOnly) {
    FabricImport connected = connected(MAP);
    try {
      MemorySegment window =
          connected.map(0, connected.byteSize(), permission(readOnly), Arena.ofAuto());
      EmulatedMap map = new EmulatedMap(this, window, readOnly, sisci.settings());
      maps.put(map, window);
      return map;
    } catch (RsmException e) {
      throw Failure.of(e, MAP);
    }
  }

  private static Permission permission(boolean readOnly) {
    return readOnly ? Permission.READ : Permission.RDWR;
  }

  synchronized void unmapped(EmulatedMap map) {
    MemorySegment window = maps.remove(map);
    FabricImport connected = imported;
    if (window != null && connected != null) {
      connected.detach(window);
    }
  }

  @Override
  public MemorySegment mapShared(
      long offset, long size, boolean readOnly, long address, Arena arena) {
    FabricImport connected = connected(MAP);
    if (size <= 0 || offset < 0 || offset > size() || size > size() - offset) {
      throw Failure.of(
          SisciError.OUT_OF_RANGE, MAP, "offset=" + offset + " size=" + size + " of " + size());
    }
    if (offset % sisci.pageSize() != 0) {
      throw Failure.of(SisciError.OFFSET_ALIGNMENT, MAP, "offset=" + offset);
    }
    try {
      Permission permission = permission(readOnly);
      MemorySegment mapped =
          address == 0
              ? connected.map(offset, size, permission, arena)
              : connected.mapFixed(address, offset, size, permission, arena);
      share(connected, mapped, arena);
      return mapped;
    } catch (RsmException e) {
      throw Failure.of(e, MAP);
    }
  }

  /** Before the arena unmaps it, the fabric forgets it. */
  private void share(FabricImport connected, MemorySegment mapped, Arena arena) {
    CompletableFuture<Boolean> end;
    try {
      end = ArenaEnd.of(mapped, arena);
    } catch (RuntimeException e) {
      connected.unmap(mapped); // the arena was closed meanwhile
      throw e;
    }
    shared.put(mapped, end);
    CompletableFuture<Void> ignored =
        end.thenRun(
            () -> {
              shared.remove(mapped);
              connected.unmap(mapped);
            });
    if (disconnected) {
      end.complete(true);
    }
  }

  @Override
  public void disconnect() {
    synchronized (this) {
      if (disconnected) {
        return;
      }
      if (!maps.isEmpty()) {
        throw Failure.of(SisciError.BUSY, DISCONNECT, maps.size() + " maps are there");
      }
      disconnected = true;
    }
    leave();
  }

  /** Ends it without more ado. */
  void leave() {
    disconnected = true;
    path.leave(this);
    FabricImport connected = imported;
    if (connected != null) {
      connected.disconnect();
    }
    // All of it is private by now: nothing of this driver has to hear of the arenas.
    List.copyOf(shared.values()).forEach(end -> end.complete(true));
    sisci.forget(this);
  }
}
