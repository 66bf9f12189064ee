// SPDX-License-Identifier: Apache-2.0
package com.example.sample;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.ImportListener;

/** The importer's side of a connection: moves data itself, since this medium cannot map. */
final class SampleImport extends SignalReceiver implements DriverImport {

  private final SampleExport export;
  private final ImportListener listener;
  private final Consumer<SampleImport> onDisconnect;

  SampleImport(
      SampleExport export, ImportListener listener, Consumer<SampleImport> onDisconnect) {
    super(listener);
    this.export = export;
    this.listener = listener;
    this.onDisconnect = onDisconnect;
  }

  @Override
  public long byteSize() {
    return export.byteSize();
  }

  /**
   * Null: so the library calls {@link #get} and {@link #put}. Whoever returns memory here must be
   * able to take what lies beneath it away without a fault, which plain Java is not.
   */
  @Override
  public MemorySegment window() {
    return null;
  }

  @Override
  public MemorySegment map(long offset, long byteSize, Permission permission, Arena arena) {
    throw new RsmException(RsmError.MAP_FAILED, "map", "this driver cannot map");
  }

  @Override
  public MemorySegment mapFixed(
      long address, long offset, long byteSize, Permission permission, Arena arena) {
    throw new RsmException(RsmError.MAP_FAILED, "mapFixed", "this driver cannot map");
  }

  @Override
  public void unmap(MemorySegment mapping) {
    // There is none.
  }

  /** Element by element, so that none is torn; only the segment's side is sure to be aligned. */
  @Override
  public void get(long offset, MemorySegment target, int elementSize) {
    export.whileConnected(
        this,
        "get",
        memory -> {
          if (elementSize == 1) {
            MemorySegment.copy(memory, offset, target, 0, target.byteSize());
            return;
          }
          for (long i = 0; i < target.byteSize(); i += elementSize) {
            switch (elementSize) {
              case 2 -> target.set(JAVA_SHORT_UNALIGNED, i, memory.get(JAVA_SHORT, offset + i));
              case 4 -> target.set(JAVA_INT_UNALIGNED, i, memory.get(JAVA_INT, offset + i));
              default -> target.set(JAVA_LONG_UNALIGNED, i, memory.get(JAVA_LONG, offset + i));
            }
          }
        });
  }

  @Override
  public void put(long offset, MemorySegment source, int elementSize) {
    export.whileConnected(
        this,
        "put",
        memory -> {
          if (elementSize == 1) {
            MemorySegment.copy(source, 0, memory, offset, source.byteSize());
            return;
          }
          for (long i = 0; i < source.byteSize(); i += elementSize) {
            switch (elementSize) {
              case 2 -> memory.set(JAVA_SHORT, offset + i, source.get(JAVA_SHORT_UNALIGNED, i));
              case 4 -> memory.set(JAVA_INT, offset + i, source.get(JAVA_INT_UNALIGNED, i));
              default -> memory.set(JAVA_LONG, offset + i, source.get(JAVA_LONG_UNALIGNED, i));
            }
          }
        });
  }

  /** Null: no access is ever lost, so the library's memory fences are barriers enough. */
  @Override
  public DriverBarrier newBarrier() {
    return null;
  }

  @Override
  public void disconnect() {
    export.remove(this);
    onDisconnect.accept(this);
  }

  /** The export has ended the connection, once. */
  void broken() {
    listener.broken();
  }

  @Override
  public void post(boolean accumulate) {
    export.whileConnected(this, "post", memory -> export.arrive(accumulate));
  }
}
