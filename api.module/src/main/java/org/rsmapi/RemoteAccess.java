// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Getting from and putting to the memory of an import segment.
 *
 * <p>A transfer copies between local memory and the exporter's memory. The methods without a buffer
 * move a single value and are the fast ones: on a driver that maps they are a load or store of this
 * process's own CPU. The others take a local buffer, native or on the heap, and a count: of bytes
 * for {@link #get} and {@link #put}, of elements for the rest. A count of 0 moves nothing and
 * succeeds after all checks. 16, 32 and 64 bit values keep their value between unlike byte orders;
 * bytes keep their sequence.
 *
 * <p>In {@linkplain BarrierMode#IMPLICIT implicit} mode at least one barrier must be initialised; a
 * transfer that returns has moved its data. In explicit mode the barriers tell.
 *
 * <p><b>Memory ordering.</b> On memory that is mapped and coherent a put is a release and a get an
 * acquire: whoever sees a value put sees what the putting thread had put before. Single values, and
 * aligned elements of the widths in {@link ControllerAttributes#atomicSizes}, are never torn. A get
 * may overtake an earlier put to another place until a barrier is closed.
 *
 * <p><b>Errors of every transfer</b>, checked in this order; nothing is moved unless noted:
 *
 * <ol>
 *   <li>{@link RsmError#BAD_SEG_HNDL}: the import segment is disconnected or released, before or
 *       during the transfer (XFER-BAD_SEG_HNDL-01)
 *   <li>{@link RsmError#BAD_ADDR}: the buffer is null (XFER-BAD_ADDR-01)
 *   <li>{@link RsmError#BAD_MEM_ALIGNMENT}: buffer address, or else offset, not a multiple of the
 *       width of 2, 4 or 8 bytes (XFER16-, XFER32-, XFER64-BAD_MEM_ALIGNMENT-01)
 *   <li>{@link RsmError#PERM_DENIED}: the connection was not made for reading, respectively writing
 *       (GET-PERM_DENIED-01, PUT-PERM_DENIED-01)
 *   <li>{@link RsmError#BAD_OFFSET}: offset negative, beyond the length, or equal to it with
 *       something to move (XFER-BAD_OFFSET-01, -02)
 *   <li>{@link RsmError#BAD_LENGTH}: count negative, or the range ends beyond the segment
 *       (XFER-BAD_LENGTH-01 to -03)
 *   <li>{@link RsmError#BAD_ADDR}: the buffer's arena is closed or belongs to another thread, the
 *       buffer is too short, or read-only for a get (XFER-BAD_ADDR-02, GET-BAD_ADDR-01)
 *   <li>{@link RsmError#BARRIER_UNINITIALIZED}: implicit mode without a live barrier
 *       (XFER-BARRIER_UNINITIALIZED-01, -02)
 *   <li>{@link RsmError#INSUFFICIENT_RESOURCES}: the driver cannot set up the access
 *       (XFER-INSUFFICIENT_RESOURCES-01)
 *   <li>{@link RsmError#CONN_ABORTED}: the connection is broken, before or during the transfer; for
 *       good (XFER-CONN_ABORTED-01, XFER-STATE-01)
 *   <li>{@link RsmError#BARRIER_FAILURE}: implicit mode, the interconnect lost the access; data
 *       undefined, repeating it is allowed (XFER-BARRIER_FAILURE-01)
 * </ol>
 *
 * <p>Source: rsm_memseg_import_get(3RSM), rsm_memseg_import_put(3RSM).
 */
@ProviderType
public interface RemoteAccess {

  /**
   * Gets one byte ({@code rsm_memseg_import_get8} with a count of 1).
   *
   * @param offset bytes from the start of the segment
   * @return the value in the byte order of this machine
   * @throws RsmException as every transfer
   */
  byte get8(long offset);

  /**
   * Puts one byte ({@code rsm_memseg_import_put8} with a count of 1).
   *
   * @param offset bytes from the start of the segment
   * @param value the value
   * @throws RsmException as every transfer
   */
  void put8(long offset, byte value);

  /**
   * Gets bytes into a buffer ({@code rsm_memseg_import_get8}).
   *
   * @param offset bytes from the start of the segment
   * @param buffer where to put the values, from its start
   * @param count number of bytes, not of bytes
   * @throws RsmException as every transfer
   */
  void get8(long offset, @Nullable MemorySegment buffer, long count);

  /**
   * Puts bytes from a buffer ({@code rsm_memseg_import_put8}).
   *
   * @param offset bytes from the start of the segment
   * @param buffer where to take the values, from its start
   * @param count number of bytes, not of bytes
   * @throws RsmException as every transfer
   */
  void put8(long offset, @Nullable MemorySegment buffer, long count);

  /**
   * Gets one 16-bit value ({@code rsm_memseg_import_get16} with a count of 1).
   *
   * @param offset bytes from the start of the segment, a multiple of 2
   * @return the value in the byte order of this machine
   * @throws RsmException as every transfer
   */
  short get16(long offset);

  /**
   * Puts one 16-bit value ({@code rsm_memseg_import_put16} with a count of 1).
   *
   * @param offset bytes from the start of the segment, a multiple of 2
   * @param value the value
   * @throws RsmException as every transfer
   */
  void put16(long offset, short value);

  /**
   * Gets 16-bit values into a buffer ({@code rsm_memseg_import_get16}).
   *
   * @param offset bytes from the start of the segment, a multiple of 2
   * @param buffer where to put the values, from its start
   * @param count number of 16-bit values, not of bytes
   * @throws RsmException as every transfer
   */
  void get16(long offset, @Nullable MemorySegment buffer, long count);

  /**
   * Puts 16-bit values from a buffer ({@code rsm_memseg_import_put16}).
   *
   * @param offset bytes from the start of the segment, a multiple of 2
   * @param buffer where to take the values, from its start
   * @param count number of 16-bit values, not of bytes
   * @throws RsmException as every transfer
   */
  void put16(long offset, @Nullable MemorySegment buffer, long count);

  /**
   * Gets one 32-bit value ({@code rsm_memseg_import_get32} with a count of 1).
   *
   * @param offset bytes from the start of the segment, a multiple of 4
   * @return the value in the byte order of this machine
   * @throws RsmException as every transfer
   */
  int get32(long offset);

  /**
   * Puts one 32-bit value ({@code rsm_memseg_import_put32} with a count of 1).
   *
   * @param offset bytes from the start of the segment, a multiple of 4
   * @param value the value
   * @throws RsmException as every transfer
   */
  void put32(long offset, int value);

  /**
   * Gets 32-bit values into a buffer ({@code rsm_memseg_import_get32}).
   *
   * @param offset bytes from the start of the segment, a multiple of 4
   * @param buffer where to put the values, from its start
   * @param count number of 32-bit values, not of bytes
   * @throws RsmException as every transfer
   */
  void get32(long offset, @Nullable MemorySegment buffer, long count);

  /**
   * Puts 32-bit values from a buffer ({@code rsm_memseg_import_put32}).
   *
   * @param offset bytes from the start of the segment, a multiple of 4
   * @param buffer where to take the values, from its start
   * @param count number of 32-bit values, not of bytes
   * @throws RsmException as every transfer
   */
  void put32(long offset, @Nullable MemorySegment buffer, long count);

  /**
   * Gets one 64-bit value ({@code rsm_memseg_import_get64} with a count of 1).
   *
   * @param offset bytes from the start of the segment, a multiple of 8
   * @return the value in the byte order of this machine
   * @throws RsmException as every transfer
   */
  long get64(long offset);

  /**
   * Puts one 64-bit value ({@code rsm_memseg_import_put64} with a count of 1).
   *
   * @param offset bytes from the start of the segment, a multiple of 8
   * @param value the value
   * @throws RsmException as every transfer
   */
  void put64(long offset, long value);

  /**
   * Gets 64-bit values into a buffer ({@code rsm_memseg_import_get64}).
   *
   * @param offset bytes from the start of the segment, a multiple of 8
   * @param buffer where to put the values, from its start
   * @param count number of 64-bit values, not of bytes
   * @throws RsmException as every transfer
   */
  void get64(long offset, @Nullable MemorySegment buffer, long count);

  /**
   * Puts 64-bit values from a buffer ({@code rsm_memseg_import_put64}).
   *
   * @param offset bytes from the start of the segment, a multiple of 8
   * @param buffer where to take the values, from its start
   * @param count number of 64-bit values, not of bytes
   * @throws RsmException as every transfer
   */
  void put64(long offset, @Nullable MemorySegment buffer, long count);

  /**
   * Gets bytes into a buffer ({@code rsm_memseg_import_get}); no alignment is needed.
   *
   * @param offset bytes from the start of the segment
   * @param buffer where to put the bytes, from its start
   * @param byteCount number of bytes
   * @throws RsmException as every transfer
   */
  void get(long offset, @Nullable MemorySegment buffer, long byteCount);

  /**
   * Puts bytes from a buffer ({@code rsm_memseg_import_put}); no alignment is needed.
   *
   * @param offset bytes from the start of the segment
   * @param buffer where to take the bytes, from its start
   * @param byteCount number of bytes
   * @throws RsmException as every transfer
   */
  void put(long offset, @Nullable MemorySegment buffer, long byteCount);
}
