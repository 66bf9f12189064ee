// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;
import org.rsmapi.driver.sci.control.Address;
import org.rsmapi.driver.sci.control.Message;
import org.rsmapi.driver.sci.control.SignalSender;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.VectorPart;

/** An imported segment: the connection to its memory, the map of it, and its barriers. */
final class SciImport implements DriverImport {

  private static final Logger LOG = System.getLogger(SciImport.class.getName());

  private final SciController controller;
  private final ImporterLink link;
  private final Address exporter;
  private final int exporterLink;
  private final long byteSize;
  private final RemoteSegment remote;
  private final RemoteMap map;
  private final SignalSender signals;
  private final Set<SciBarrier> barriers = ConcurrentHashMap.newKeySet();

  /** Nothing of SISCI is used any more. Written under the lock. */
  private volatile boolean ended;

  /** Takes over the connection and the map. */
  SciImport(
      SciController controller,
      ImporterLink link,
      ImporterLink.Granted granted,
      RemoteSegment remote,
      RemoteMap map) {
    this.controller = controller;
    this.link = link;
    this.exporter = granted.exporter();
    this.exporterLink = granted.terms().exporterLink();
    this.byteSize = granted.terms().size();
    this.remote = remote;
    this.map = map;
    this.signals = new SignalSender(controller.links().mailbox(), exporter, exporterLink);
  }

  @Override
  public long byteSize() {
    return byteSize;
  }

  @Override
  public @Nullable MemorySegment window() {
    return map.window();
  }

  boolean isBroken() {
    return ended || link.isBroken();
  }

  boolean isEnded() {
    return ended;
  }

  private void checkConnected(String operation) {
    if (isBroken()) {
      throw new RsmException(
          RsmError.CONN_ABORTED, operation, "the exporter is gone; disconnect and connect again");
    }
  }

  @Override
  public MemorySegment map(long offset, long size, Permission permission, Arena arena) {
    return mapFixed(0, offset, size, permission, arena);
  }

  @Override
  public synchronized MemorySegment mapFixed(
      long address, long offset, long size, Permission permission, Arena arena) {
    checkConnected("map");
    return ErrorMeaning.MAP.call(
        "map", () -> remote.mapShared(offset, size, !permission.canWrite(), address, arena));
  }

  @Override
  public void unmap(MemorySegment mapping) {
    // The map ends with its arena.
  }

  @Override
  public void get(long offset, MemorySegment target, int elementSize) {
    ErrorMeaning.TRANSFER.run(
        "get",
        () -> {
          if (!controller.localMemories().read(remote, offset, target)) {
            map.load(offset, target, elementSize);
          }
        });
  }

  @Override
  public void put(long offset, MemorySegment source, int elementSize) {
    ErrorMeaning.TRANSFER.run(
        "put",
        () -> {
          if (controller.localMemories().write(remote, offset, source)) {
            return;
          }
          if (controller.localMemories().isForMemCpy(offset, source)) {
            map.memCpy(offset, source);
          } else {
            map.store(offset, source, elementSize);
          }
        });
  }

  @Override
  public int vectorLimit() {
    return ScatterGather.MAX_REQUESTS;
  }

  @Override
  public int putVector(List<VectorPart> parts) {
    return controller.localMemories().transfer(remote, parts, false);
  }

  @Override
  public int getVector(List<VectorPart> parts) {
    return controller.localMemories().transfer(remote, parts, true);
  }

  @Override
  public synchronized @Nullable DriverBarrier newBarrier() {
    checkConnected("newBarrier");
    return ErrorMeaning.TRANSFER.call(
        "newBarrier",
        () -> {
          SciBarrier barrier = new SciBarrier(this, map.createSequence());
          barriers.add(barrier);
          return barrier;
        });
  }

  void forget(SciBarrier barrier) {
    barriers.remove(barrier);
  }

  /** On the control thread: the application has been told. */
  void exporterLeft() {
    end(new Message.Gone(exporterLink));
  }

  @Override
  public void disconnect() {
    try {
      end(new Message.Bye(exporterLink));
    } finally {
      controller.links().forget(link);
      controller.forget(this);
    }
  }

  /** Whoever comes second returns when it has ended, too. */
  private synchronized void end(Message farewell) {
    if (ended) {
      return;
    }
    ended = true;
    barriers.forEach(barrier -> contain("SCIRemoveSequence", barrier::retire));
    barriers.clear();
    contain("SCIUnmapSegment", map::unmap);
    contain("SCIDisconnectSegment", remote::disconnect);
    controller.links().mailbox().sendIfReachable(exporter, farewell);
    controller.links().mailbox().forget(exporter);
  }

  private static void contain(String call, Runnable action) {
    try {
      Retry.whileBusy(action);
    } catch (SisciException e) {
      LOG.log(Level.WARNING, call + " failed; resources of the adapter stay in use", e);
    }
  }

  @Override
  public void post(boolean accumulate) {
    checkConnected("post");
    ErrorMeaning.SIGNAL.run("post", () -> signals.post(accumulate));
  }

  @Override
  public long takeArrived(long pending) {
    return link.arrivals().take(pending);
  }

  @Override
  public void setWaiting(boolean waiting) {
    link.arrivals().setWaiting(waiting);
  }

  @Override
  public boolean mayHaveArrived() {
    return link.arrivals().isAny();
  }
}
