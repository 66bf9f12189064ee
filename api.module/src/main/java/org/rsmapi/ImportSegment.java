// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection to a segment that another process, or this one, has published.
 *
 * <p><b>Lifetime.</b> From {@link RsmController#connect} to {@link #disconnect} or to the last
 * release of its controller. The exporter may break the connection at any time, by unpublishing, by
 * destroying the segment, or by dying; so does the withdrawal of the driver. A broken import
 * segment lives on until it is disconnected, but never recovers. <b>Owner:</b> whoever connected
 * it. Its rights are those asked for at connect, for its whole life. Several imports of one segment
 * are independent.
 *
 * <p>Source: rsm_memseg_import_connect(3RSM), rsm_memseg_import_map(3RSM).
 */
@ProviderType
public interface ImportSegment extends Segment, RemoteAccess {

  /**
   * Returns the rights of this connection; also on a handle that is gone.
   *
   * @return what was asked for at connect
   */
  Permission permission();

  /**
   * Makes part of the segment directly accessible ({@code rsm_memseg_import_map} with {@code
   * RSM_MAP_NONE}).
   *
   * <p>One mapping per import segment. The memory has the length asked for; with {@link
   * Permission#READ} it is read-only. It may be used by all threads until {@link #unmap};
   * afterwards an access throws {@link java.lang.IllegalStateException}. If the connection breaks,
   * the memory stays accessible without a fault: stores reach nobody, loads give undefined values.
   *
   * <p>Loads and stores are ordinary ones; their ordering is that of the access mode used, and a
   * barrier tells whether they arrived. Putting and getting outside the part that is mapped stays
   * possible.
   *
   * @param permission {@link Permission#READ}, {@link Permission#WRITE} or {@link Permission#RDWR};
   *     within the rights of the connection
   * @param offset bytes from the start of the segment, a multiple of the controller's page size
   * @param length bytes, greater than 0
   * @return the memory; this import segment owns it
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#SEG_NOT_CONNECTED}: disconnected by the application
   *           (MAP-SEG_NOT_CONNECTED-01); {@link RsmError#BAD_SEG_HNDL}: released with its
   *           controller (RELEASE_CONTROLLER-STATE-02)
   *       <li>{@link RsmError#SEG_ALREADY_MAPPED}: mapped already (MAP-SEG_ALREADY_MAPPED-01)
   *       <li>{@link RsmError#BAD_PERMS}: {@code permission} null or not one of the three
   *           (MAP-BAD_PERMS-01)
   *       <li>{@link RsmError#BAD_LENGTH}: {@code length} not greater than 0 (MAP-BAD_LENGTH-01)
   *       <li>{@link RsmError#BAD_OFFSET}: {@code offset} negative or not less than the segment's
   *           length (MAP-BAD_OFFSET-01)
   *       <li>{@link RsmError#BAD_LENGTH}: the range ends beyond the segment (MAP-BAD_LENGTH-01)
   *       <li>{@link RsmError#BAD_MEM_ALIGNMENT}: {@code offset} not page aligned
   *           (MAP-BAD_MEM_ALIGNMENT-01)
   *       <li>{@link RsmError#CONN_ABORTED}: the connection is broken (MAP-CONN_ABORTED-01)
   *       <li>{@link RsmError#BAD_PERMS}: beyond the rights of the connection (MAP-BAD_PERMS-02)
   *       <li>{@link RsmError#MAP_FAILED}: the driver cannot map at all, or not now
   *           (MAP-MAP_FAILED-01, -02)
   *     </ul>
   */
  MemorySegment map(@Nullable Permission permission, long offset, long length);

  /**
   * Makes part of the segment directly accessible at an address that the caller picks ({@code
   * rsm_memseg_import_map} with {@code RSM_MAP_FIXED}); in all else as {@link #map}.
   *
   * @param address where the memory shall lie: a multiple of the page size, with nothing else
   *     mapped in the range
   * @param permission as for {@link #map}
   * @param offset as for {@link #map}
   * @param length as for {@link #map}
   * @return the memory, at that address; this import segment owns it
   * @throws RsmException as {@link #map}, with {@link RsmError#BAD_MEM_ALIGNMENT} for an address
   *     that is not page aligned, checked after the offset (MAP-BAD_MEM_ALIGNMENT-02), and {@link
   *     RsmError#MAP_FAILED} if the range is in use or the driver cannot map there
   */
  MemorySegment mapFixed(long address, @Nullable Permission permission, long offset, long length);

  /**
   * Removes the mapping ({@code rsm_memseg_import_unmap}), also of a broken import segment.
   *
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: disconnected or released (UNMAP-BAD_SEG_HNDL-01)
   *       <li>{@link RsmError#SEG_NOT_MAPPED}: there is no mapping (UNMAP-SEG_NOT_MAPPED-01)
   *     </ul>
   */
  void unmap();

  /**
   * Writes a list of local ranges to the segment ({@code rsm_memseg_import_putv}).
   *
   * <p>Needs neither alignment nor barrier. The entries are carried out in the order of the list;
   * in implicit mode each one is in place before the next begins, in the sense of {@link
   * RemoteAccess} for one put after another. The first one that fails ends the call, {@link
   * ScatterGather#residualCount} tells which it was, and those before it stay carried out. With
   * {@link ScatterGather#IMPLICIT_SIGPOST} the exporter is signalled once after all of them; an
   * error of the post is the result of the call.
   *
   * @param list the transfers
   * @throws RsmException with one of these codes. For the call as a whole, checked in this order,
   *     with nothing moved:
   *     <ul>
   *       <li>{@link RsmError#BAD_SGIO}: {@code list} or its entries null (VEC-BAD_SGIO-01)
   *       <li>{@link RsmError#BAD_SEG_HNDL}: disconnected (VEC-BAD_SEG_HNDL-01); {@link
   *           RsmError#BAD_CTLR_HNDL}: released with its controller (VEC-BAD_CTLR_HNDL-01)
   *       <li>{@link RsmError#BAD_SGIO}: the request count is not 1 to 16 or above the entries
   *           present; one of them is null (VEC-BAD_SGIO-01, -02)
   *       <li>{@link RsmError#PERM_DENIED}: connected without the right to write
   *           (PUTV-PERM_DENIED-01)
   *       <li>{@link RsmError#CONN_ABORTED}: the connection is broken, in either mode
   *           (VEC-CONN_ABORTED-01)
   *       <li>{@link RsmError#INTERRUPTED}: held back and interrupted (VEC-INTERRUPTED-01)
   *     </ul>
   *     For each entry, when its turn comes:
   *     <ul>
   *       <li>{@link RsmError#BAD_SGIO}: a type that is none; a local memory handle that is null or
   *           freed (VEC-BAD_SGIO-03)
   *       <li>{@link RsmError#BAD_ADDR}: memory null (VEC-BAD_ADDR-01)
   *       <li>{@link RsmError#BAD_OFFSET}: a remote offset outside the segment, then a local offset
   *           that is negative or outside the handle (VEC-BAD_OFFSET-01, -02)
   *       <li>{@link RsmError#BAD_LENGTH}: a negative length, a range that ends beyond the segment
   *           or beyond the handle (VEC-BAD_LENGTH-01, -02)
   *       <li>{@link RsmError#BAD_ADDR}: memory that is closed, of another thread, too short, or
   *           for getv read-only (VEC-BAD_ADDR-01)
   *       <li>{@link RsmError#BARRIER_FAILURE}, {@link RsmError#REMOTE_NODE_UNREACHABLE}, {@link
   *           RsmError#INSUFFICIENT_RESOURCES}, {@link RsmError#CONN_ABORTED}: the transfer failed
   *           (VEC-BARRIER_FAILURE-01, VEC-REMOTE_NODE_UNREACHABLE-01,
   *           VEC-INSUFFICIENT_RESOURCES-01)
   *     </ul>
   */
  void putv(@Nullable ScatterGather list);

  /**
   * Reads a list of ranges of the segment into local ranges ({@code rsm_memseg_import_getv}); the
   * counterpart of {@link #putv}.
   *
   * @param list the transfers
   * @throws RsmException as {@link #putv}, with the right to read instead (GETV-PERM_DENIED-01)
   */
  void getv(@Nullable ScatterGather list);

  /**
   * Creates a barrier of the type {@link BarrierType#SEGMENT}.
   *
   * @return the barrier, closed
   * @throws RsmException as {@link #initBarrier(BarrierType)}
   */
  default Barrier initBarrier() {
    return initBarrier(BarrierType.SEGMENT);
  }

  /**
   * Creates a barrier ({@code rsm_memseg_import_init_barrier}); any number may exist.
   *
   * <p>Also on a broken import segment. Transfers in implicit mode need at least one.
   *
   * @param type makes no difference, null included
   * @return the barrier, closed; the caller owns it
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: disconnected or released
   *           (INIT_BARRIER-BAD_SEG_HNDL-01)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}: the driver has no room
   *           (INIT_BARRIER-INSUFFICIENT_MEM-01)
   *     </ul>
   */
  Barrier initBarrier(@Nullable BarrierType type);

  /**
   * Sets the barrier mode, from the next transfer on ({@code rsm_memseg_import_set_mode}).
   *
   * @param mode the mode
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: disconnected or released (MODE-BAD_SEG_HNDL-01)
   *       <li>{@link RsmError#BAD_MODE}: {@code mode} is null (SET_MODE-BAD_MODE-01)
   *     </ul>
   */
  void setMode(@Nullable BarrierMode mode);

  /**
   * Returns the barrier mode ({@code rsm_memseg_import_get_mode}), initially implicit.
   *
   * @return the mode
   * @throws RsmException with the code {@link RsmError#BAD_SEG_HNDL} if disconnected or released
   *     (MODE-BAD_SEG_HNDL-01)
   */
  BarrierMode mode();

  /**
   * Ends the import segment ({@code rsm_memseg_import_disconnect}), also a broken one.
   *
   * <p>Its barriers go with it; threads that wait for a signal on it end with {@link
   * RsmError#BAD_SEG_HNDL}; transfers in progress end with it, and none reaches the exporter after
   * the return. The exporter stays as it is.
   *
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: disconnected or released (DISCONNECT-BAD_SEG_HNDL-01)
   *       <li>{@link RsmError#SEG_STILL_MAPPED}: a mapping is in place
   *           (DISCONNECT-SEG_STILL_MAPPED-01)
   *       <li>{@link RsmError#POLLFD_IN_USE}: poll references are held
   *           (DISCONNECT-POLLFD_IN_USE-01)
   *     </ul>
   */
  void disconnect();

  /**
   * Unmaps if mapped and disconnects; without effect if the import segment has ended.
   *
   * <p>Unlike {@link #disconnect} it takes a mapping and poll references with it, so that {@code
   * try} can end an import segment in every state.
   */
  @Override
  void close();
}
