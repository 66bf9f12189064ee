// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  private final Fabric fabric;
  private final Connection connection;
  private final ImportListener listener;
  private final Permission permission;
  private final long byteSize;
  private final List<Descriptor> descriptors;
  private final List<Window.Part> parts;
  private final ControlPage control;
  private final MemorySegment window;

  /** By address; empty once the import has ended. Guarded by this. */
  private final Map<Long, Window> windows = new HashMap<>();

  private boolean ended;

  /**
   * Maps what the exporter has sent; whatever fails, nothing is left behind.
   *
   * @param offer checked against the descriptors; they belong to this object from now on
   */
  FabricImport(
      Fabric fabric,
      Connection connection,
      ImportListener listener,
      Permission permission,
      Offer offer) {
    this.fabric = fabric;
    this.connection = connection;
    this.listener = listener;
    this.permission = permission;
    this.byteSize = offer.length();
    this.descriptors = offer.descriptors();
    this.parts = offer.parts();
    this.control =
        ControlPage.map(fabric.windowSpace(), offer.controlDescriptor(), fabric.pageSize(), false);
    try {
      Window whole =
          Window.map(fabric.windowSpace(), parts, byteSize, permission.canWrite(), Arena.ofAuto());
      this.window = whole.segment();
      windows.put(window.address(), whole);
    } catch (RuntimeException e) {
      control.detach();
      throw e;
    }
  }

  /** A message or the end of the connection; on the event loop. */
  void ready() {
    Connection.Incoming incoming = connection.receive(0);
    if (incoming.outcome() == Connection.Outcome.NOTHING) {
      return;
    }
    if (incoming.message() == Message.Signal.WAKE) {
      listener.signalsArrived();
      return;
    }
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
      connection.send(Message.Signal.DETACHED);
    } finally {
      connection.close();
    }
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private synchronized void detach() {
    ended = true;
    descriptors.forEach(Descriptor::close);
    RuntimeException failure = null;
    for (Window mapped : windows.values()) {
      try {
        mapped.detach();
      } catch (RuntimeException e) {
        failure = e; // the others all the same
      }
    }
    control.detach();
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
    return window;
  }

  @Override
  public synchronized MemorySegment map(long offset, long size, Permission asked, Arena arena) {
    if (ended) {
      throw new RsmException(RsmError.CONN_ABORTED, "map", "the exporter is gone");
    }
    long page = fabric.pageSize();
    long end = Math.min(byteSize, (offset + size + page - 1) & -page);
    Window mapped =
        Window.map(fabric.windowSpace(), slice(offset, end), size, asked.canWrite(), arena);
    windows.put(mapped.segment().address(), mapped);
    return mapped.segment();
  }

  /** Returns the parts of the memory between two offsets. */
  private List<Window.Part> slice(long from, long to) {
    List<Window.Part> slice = new ArrayList<>();
    long start = 0;
    for (Window.Part part : parts) {
      long first = Math.max(from, start);
      long last = Math.min(to, start + part.size());
      if (first < last) {
        slice.add(new Window.Part(part.fd(), part.offset() + first - start, last - first));
      }
      start += part.size();
    }
    return slice;
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
    MemorySegment.copy(window, offset, target, 0, target.byteSize());
  }

  @Override
  public void put(long offset, MemorySegment source, int elementSize) {
    MemorySegment.copy(source, 0, window, offset, source.byteSize());
  }

  @Override
  public @Nullable DriverBarrier newBarrier() {
    return null;
  }

  @Override
  public void disconnect() {
    try {
      detach();
    } finally {
      connection.close();
      fabric.forget(this);
    }
  }

  @Override
  public void post(boolean accumulate) {
    if (isEnded()) {
      throw new RsmException(
          RsmError.CONN_ABORTED, "post", "permission=" + permission + "; the exporter is gone");
    }
    if (control.post(accumulate)) {
      connection.send(Message.Signal.WAKE);
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
  public MemorySegment mapFixed(
      long address, long offset, long size, Permission asked, Arena arena) {
    throw new UnsupportedOperationException("planned");
  }
}
