// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.ImportListener;

/**
 * An imported segment: the connection to its exporter and the windows on its memory.
 *
 * <p>When the exporter says so, or is gone, the windows are detached at once, on the event loop:
 * from then on stores reach nobody. Its memory is coherent, so it needs no barriers of its own.
 */
public final class FabricImport implements DriverImport {

  private static final Logger LOG = System.getLogger(FabricImport.class.getName());

  private final Fabric fabric;
  private final Uplink uplink;
  private final ImportListener listener;
  private final Permission permission;
  private final ControlPage control;
  private final long byteSize;

  /** Shows the whole segment. */
  private final Window whole;

  /** What is shown; the descriptors are closed. Guarded by this. */
  private Layout memory;

  /** By address; empty once the import has ended. Guarded by this. */
  private final Map<Long, Window> windows = new HashMap<>();

  /** Written under the lock. */
  private volatile boolean ended;

  /** Whether the mappings show private memory for now. Guarded by this. */
  private boolean suspended;

  /** Set before the import hears that it has ended. */
  private volatile boolean withdrawn;

  /** Takes over what was mapped for it. */
  FabricImport(
      Fabric fabric,
      Uplink uplink,
      ImportListener listener,
      Permission permission,
      ControlPage control,
      Window whole,
      Layout memory) {
    this.fabric = fabric;
    this.uplink = uplink;
    this.listener = listener;
    this.permission = permission;
    this.control = control;
    this.byteSize = memory.byteSize();
    this.whole = whole;
    this.memory = memory;
    windows.put(whole.segment().address(), whole);
  }

  /** From now on the import hears what the exporter says. */
  void start() {
    boolean done = false;
    try {
      fabric.enter(this);
      uplink.serve(this);
      done = true;
    } finally {
      if (!done) {
        disconnect();
      }
    }
  }

  void signalsArrived() {
    control.woken();
    listener.signalsArrived();
  }

  /**
   * The memory of the segment is another one. Each window is exchanged in place.
   *
   * @param fresh of the same size
   * @return whether it is shown now; if not, the import has to end
   */
  synchronized boolean exchange(Layout fresh) {
    if (ended) {
      return false;
    }
    try {
      for (Window mapped : windows.values()) {
        mapped.exchange(fresh);
      }
      memory = fresh;
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "An import cannot follow its exporter to other memory", e);
      return false;
    }
  }

  /** The exporter says that it ends the connection. */
  void exporterWithdrew() {
    withdrawn = true;
    exporterLeft();
  }

  /**
   * Tells whether the connection has ended because the exporter said so, and not because the
   * exporter is gone; known when the listener hears that it is broken.
   */
  public boolean isWithdrawn() {
    return withdrawn;
  }

  /**
   * Has each mapping show private memory, as if the exporter could not be reached: stores get lost.
   * That of {@link #window} goes on as it is.
   */
  public synchronized void suspend() {
    suspended = true;
    for (Window mapped : windows.values()) {
      if (mapped != whole) {
        mapped.suspend();
      }
    }
  }

  /**
   * Has each mapping show the memory of the exporter again.
   *
   * @throws RsmException if one of them cannot; it goes on with private memory
   */
  public synchronized void resume() {
    suspended = false;
    for (Window mapped : windows.values()) {
      mapped.resume(whole, memory);
    }
  }

  /** Ends a mapping: it stays accessible, with private memory for as long as it is reachable. */
  public synchronized void detach(MemorySegment mapping) {
    Window mapped = windows.remove(mapping.address());
    if (mapped != null) {
      mapped.detach();
    }
  }

  /** The exporter cannot be reached any more: the connection ends as if it were gone. */
  public void lose() {
    exporterLeft();
  }

  /** The exporter has ended the connection, or is gone, or does not keep to the rules. */
  void exporterLeft() {
    boolean first = !isEnded();
    try {
      if (first) {
        listener.broken();
      }
    } finally {
      letGo();
    }
    if (first) {
      listener.signalsArrived();
    }
  }

  private void letGo() {
    try {
      detach();
    } finally {
      uplink.leave();
    }
  }

  private boolean isEnded() {
    return ended;
  }

  private synchronized void detach() {
    ended = true;
    control.detach(); // before the window that it may be in
    RuntimeException failure = null;
    for (Window mapped : windows.values()) {
      try {
        mapped.detach();
      } catch (RuntimeException e) {
        failure = e; // the others all the same
      }
    }
    if (failure != null) {
      throw failure;
    }
    windows.clear();
  }

  @Override
  public long byteSize() {
    return byteSize;
  }

  @Override
  public MemorySegment window() {
    return whole.segment();
  }

  @Override
  public synchronized MemorySegment map(long offset, long size, Permission asked, Arena arena) {
    checkConnected("map");
    return show(fabric.windowSpace().reserve(wholePages(size), arena), offset, size, asked);
  }

  @Override
  public synchronized MemorySegment mapFixed(
      long address, long offset, long size, Permission asked, Arena arena) {
    checkConnected("mapFixed");
    return show(FixedRange.reserve(address, wholePages(size), arena), offset, size, asked);
  }

  /** Shows a part in a range of addresses that is this import's from now on. */
  private MemorySegment show(MemorySegment range, long offset, long size, Permission asked) {
    MemorySegment segment = range.asSlice(0, size);
    Window mapped = whole.duplicate(range, memory, offset, segment, asked.canWrite());
    windows.put(range.address(), mapped);
    if (suspended) {
      mapped.suspend();
    }
    return segment;
  }

  private long wholePages(long size) {
    long page = fabric.pageSize();
    return (size + page - 1) & -page;
  }

  private void checkConnected(String operation) {
    if (ended) {
      throw new RsmException(
          RsmError.CONN_ABORTED,
          operation,
          "permission=" + permission + "; the exporter is gone: disconnect and connect again");
    }
  }

  @Override
  public synchronized void unmap(MemorySegment mapping) {
    Window mapped = windows.remove(mapping.address());
    if (mapped != null) {
      mapped.forget();
    }
  }

  @Override
  public void get(long offset, MemorySegment target, int elementSize) {
    MemorySegment.copy(window(), offset, target, 0, target.byteSize());
  }

  @Override
  public void put(long offset, MemorySegment source, int elementSize) {
    MemorySegment.copy(source, 0, window(), offset, source.byteSize());
  }

  @Override
  public @Nullable DriverBarrier newBarrier() {
    return null;
  }

  @Override
  public void disconnect() {
    try {
      letGo();
    } finally {
      fabric.forget(this);
    }
  }

  @Override
  public void post(boolean accumulate) {
    checkConnected("post");
    if (control.post(accumulate) && !uplink.wake()) {
      control.notWoken();
    }
  }

  @Override
  public long takeArrived(long pending) {
    return control.takeArrived().judged(pending);
  }

  @Override
  public void setWaiting(boolean waiting) {
    control.setWaiting(waiting);
  }

  @Override
  public @Nullable MemorySegment announceSleeper() {
    return control.announceSleeper();
  }

  @Override
  public boolean mayHaveArrived() {
    return control.mayHaveArrived();
  }

  @Override
  public boolean takeSingle() {
    return control.takeSingle();
  }
}
