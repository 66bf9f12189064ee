// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.rsmapi.Permission;

/**
 * The import side of a connection within a driver.
 *
 * <p>Where imported memory can be mapped, the driver hands out the {@link #window} once, and each
 * transfer up to the {@link #directTransferLimit} is a load or a store that the library makes,
 * without a call into the driver. For the others the library calls {@link #get} and {@link #put}.
 */
@ConsumerType
public interface DriverImport extends SignalChannel {

  /**
   * Returns the size of the segment.
   *
   * @return bytes, greater than 0
   */
  long byteSize();

  /**
   * Returns the whole segment as mapped memory.
   *
   * <p>Accesses to it must not fault for as long as the object returned is reachable, whatever
   * happens to the connection or the driver: once the connection is broken or closed, stores reach
   * nobody and loads give undefined values. Nothing of the driver's class loader may be reachable
   * from it.
   *
   * @return native memory in an automatic arena, no shorter than {@link #byteSize} and aligned to 8
   *     bytes, else the library refuses to connect; or null if this medium cannot map
   */
  @Nullable MemorySegment window();

  /**
   * Returns how long a transfer may be that the library makes through the {@link #window}; it calls
   * {@link #get} and {@link #put} for longer ones, such as an engine moves faster. When the answer
   * changes, the driver says so by {@link ImportListener#accessChanged}.
   *
   * @return bytes; less than 8 if single values, too, are to pass the driver
   */
  default long directTransferLimit() {
    return Long.MAX_VALUE;
  }

  /**
   * Maps a part for the application.
   *
   * <p>What {@link #window} says of faults holds until the arena is closed.
   *
   * @param offset a multiple of the page size, within the segment
   * @param byteSize greater than 0, within the segment
   * @param permission within the rights of the connection; without writing the memory must be
   *     protected against it
   * @param arena decides the lifetime; the library closes it after {@link #unmap}
   * @return memory of exactly this size in the scope of the arena
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#MAP_FAILED} or {@link
   *     org.rsmapi.RsmError#CONN_ABORTED}
   */
  MemorySegment map(long offset, long byteSize, Permission permission, Arena arena);

  /**
   * Maps a part for the application at an address that it picked; in all else as {@link #map}.
   *
   * @param address a multiple of the page size; refused if anything lies in the range
   * @param offset a multiple of the page size, within the segment
   * @param byteSize greater than 0, within the segment
   * @param permission within the rights of the connection
   * @param arena decides the lifetime; the library closes it after {@link #unmap}
   * @return memory of exactly this size at this address, in the scope of the arena
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#MAP_FAILED} or {@link
   *     org.rsmapi.RsmError#CONN_ABORTED}
   */
  MemorySegment mapFixed(
      long address, long offset, long byteSize, Permission permission, Arena arena);

  /**
   * Forgets a mapping, since its arena is about to be closed.
   *
   * @param mapping what {@link #map} returned
   */
  void unmap(MemorySegment mapping);

  /**
   * Copies from the segment.
   *
   * @param offset within the segment, a multiple of {@code elementSize}
   * @param target writable; its size is the number of bytes to copy
   * @param elementSize 1, 2, 4 or 8: elements are not torn and keep their value
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#INSUFFICIENT_RESOURCES}, {@link
   *     org.rsmapi.RsmError#CONN_ABORTED} or {@link org.rsmapi.RsmError#BARRIER_FAILURE}; for an
   *     entry of a vector also {@link org.rsmapi.RsmError#REMOTE_NODE_UNREACHABLE} or {@link
   *     org.rsmapi.RsmError#INTERRUPTED}
   */
  void get(long offset, MemorySegment target, int elementSize);

  /**
   * Copies from the segment to a part of a memory segment. This is what the library calls; a driver
   * overrides it to do without an object for the part.
   *
   * @param offset within the segment, a multiple of {@code elementSize}
   * @param target writable
   * @param targetOffset where in the target
   * @param byteCount greater than 0, within both
   * @param elementSize 1, 2, 4 or 8: elements are not torn and keep their value
   * @throws org.rsmapi.RsmException as {@link #get(long, MemorySegment, int)}
   */
  default void get(
      long offset, MemorySegment target, long targetOffset, long byteCount, int elementSize) {
    get(offset, target.asSlice(targetOffset, byteCount), elementSize);
  }

  /**
   * Copies to the segment, or begins to: the next order or close of a barrier completes it.
   *
   * @param offset within the segment, a multiple of {@code elementSize}
   * @param source its size is the number of bytes to copy; not used after the return
   * @param elementSize 1, 2, 4 or 8: elements are not torn and keep their value
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#INSUFFICIENT_RESOURCES}, {@link
   *     org.rsmapi.RsmError#CONN_ABORTED} or {@link org.rsmapi.RsmError#BARRIER_FAILURE}; for an
   *     entry of a vector also {@link org.rsmapi.RsmError#REMOTE_NODE_UNREACHABLE} or {@link
   *     org.rsmapi.RsmError#INTERRUPTED}
   */
  void put(long offset, MemorySegment source, int elementSize);

  /**
   * Copies a part of a memory segment to the segment, or begins to. This is what the library calls;
   * a driver overrides it to do without an object for the part.
   *
   * @param offset within the segment, a multiple of {@code elementSize}
   * @param source not used after the return
   * @param sourceOffset where in the source
   * @param byteCount greater than 0, within both
   * @param elementSize 1, 2, 4 or 8: elements are not torn and keep their value
   * @throws org.rsmapi.RsmException as {@link #put(long, MemorySegment, int)}
   */
  default void put(
      long offset, MemorySegment source, long sourceOffset, long byteCount, int elementSize) {
    put(offset, source.asSlice(sourceOffset, byteCount), elementSize);
  }

  /**
   * Returns how many entries of a vector the driver moves in one call of {@link #putVector} or
   * {@link #getVector}.
   *
   * @return 1 if it moves each by itself
   */
  default int vectorLimit() {
    return 1;
  }

  /**
   * Copies several parts of local memory to the segment, or begins to, as {@link #put} does. The
   * library calls this in explicit mode, for consecutive entries of a vector that are not its own
   * to move; their ranges in the segment do not overlap. Whatever is in the way, the driver says
   * how far it came. If that is nowhere, the library moves the first of them by {@link #put}.
   *
   * @param parts 2 to {@link #vectorLimit}
   * @return how many of them, from the first one on, have been moved as by {@link #put}; each of
   *     the others may be, too, or in part
   * @throws org.rsmapi.RsmException as {@link #put(long, MemorySegment, int)}; none counts as moved
   */
  default int putVector(List<VectorPart> parts) {
    return 0;
  }

  /**
   * Copies from the segment to several parts of local memory, which do not overlap; in all else as
   * {@link #putVector}, with {@link #get}.
   *
   * @param parts 2 to {@link #vectorLimit}
   * @return how many of them, from the first one on, have been moved as by {@link #get}; each of
   *     the others may be, too, or in part
   * @throws org.rsmapi.RsmException as {@link #get(long, MemorySegment, int)}; none counts as moved
   */
  default int getVector(List<VectorPart> parts) {
    return 0;
  }

  /**
   * Creates a barrier.
   *
   * @return a barrier, or null if this medium cannot lose an access: then memory fences do
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#INSUFFICIENT_MEM}
   */
  @Nullable DriverBarrier newBarrier();

  /**
   * Ends the connection. On return no store through the window or a mapping reaches the exporter
   * any more.
   */
  void disconnect();
}
