// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells whether the accesses made through an import segment over a span of time all succeeded.
 *
 * <p>Two things are called "close" here. RSMAPI's <em>close barrier</em> ends a span: {@link
 * #closeBarrier}, or {@link Span#close} of the span that {@link #open} returned. The {@link #close}
 * of this object, as of every Java resource, ends the barrier itself, as {@link #destroy} does.
 *
 * <pre>{@code
 * try (Barrier barrier = segment.initBarrier()) {
 *   segment.setMode(BarrierMode.EXPLICIT);
 *   try (Barrier.Span span = barrier.open()) {
 *     segment.put(0, data, data.byteSize());
 *     span.order();
 *     segment.put64(flagOffset, 1);
 *   } // throws RsmException if an access within the span was lost
 * }
 * }</pre>
 *
 * <p><b>Lifetime.</b> From {@link ImportSegment#initBarrier} to {@link #destroy} or to the
 * disconnect of the import segment, which needs no prior destroy. <b>Threads.</b> Barriers of one
 * import segment are independent; two threads should use two. Concurrent open, order and close of
 * one barrier is harmless, but has no defined result.
 *
 * <p>Errors common to {@link #open}, {@link #order}, {@link #closeBarrier} and {@link #destroy},
 * checked first: {@link RsmError#BAD_SEG_HNDL} if the import segment was disconnected
 * (BARRIER-BAD_SEG_HNDL-01), then {@link RsmError#BARRIER_UNINITIALIZED} if the barrier was
 * destroyed (BARRIER-BARRIER_UNINITIALIZED-01).
 *
 * <p>Source: rsm_memseg_import_init_barrier(3RSM), rsm_memseg_import_open_barrier(3RSM).
 */
@ProviderType
public interface Barrier extends AutoCloseable {

  /**
   * Begins the span ({@code rsm_memseg_import_open_barrier}); an open barrier begins anew.
   *
   * <p>Never reports trouble of the link: that is for order and close. Errors before open are not
   * reported at close. Allocates nothing.
   *
   * @return the span, the same object each time; need not be used
   * @throws RsmException with the common codes
   */
  Span open();

  /**
   * Orders the writes before it ahead of the writes after it; the span goes on ({@code
   * rsm_memseg_import_order_barrier}).
   *
   * @throws RsmException with the common codes, then, in this order:
   *     <ul>
   *       <li>{@link RsmError#CONN_ABORTED}: the connection is broken
   *           (ORDER_BARRIER-CONN_ABORTED-01)
   *       <li>{@link RsmError#BARRIER_NOT_OPENED}: the barrier is not open
   *           (ORDER_BARRIER-BARRIER_NOT_OPENED-01)
   *       <li>{@link RsmError#BARRIER_FAILURE}: an access since open failed; close reports it again
   *           (ORDER_BARRIER-BARRIER_FAILURE-01)
   *     </ul>
   */
  void order();

  /**
   * Ends the span and tells whether every access in it succeeded ({@code
   * rsm_memseg_import_close_barrier}).
   *
   * <p>After a normal return all bytes written in the span are in the exporter's memory and visible
   * to the exporter and to other importers. Whatever the outcome, the barrier is closed afterwards.
   * After {@link RsmError#BARRIER_FAILURE} everything since open must be repeated.
   *
   * @throws RsmException with the common codes, then, in this order:
   *     <ul>
   *       <li>{@link RsmError#CONN_ABORTED}: the connection is broken, even if the barrier is not
   *           open (CLOSE_BARRIER-CONN_ABORTED-01)
   *       <li>{@link RsmError#BARRIER_NOT_OPENED}: the barrier is not open
   *           (ORDER_BARRIER-BARRIER_NOT_OPENED-01)
   *       <li>{@link RsmError#BARRIER_FAILURE}: an access since open failed, even if the link is
   *           healthy again (CLOSE_BARRIER-BARRIER_FAILURE-01)
   *     </ul>
   */
  void closeBarrier();

  /**
   * Ends the barrier, open or closed ({@code rsm_memseg_import_destroy_barrier}).
   *
   * <p>With the last barrier of an import segment, transfers in implicit mode become impossible.
   * Allowed on a broken import segment (DESTROY_BARRIER-OK-01).
   *
   * @throws RsmException with the common codes
   */
  void destroy();

  /**
   * Does what {@link #destroy} does, but without effect if that has happened or the segment is
   * gone.
   */
  @Override
  void close();

  /** The span of an open barrier, so that {@code try} can end it; owned by its barrier. */
  @ProviderType
  interface Span extends AutoCloseable {

    /**
     * Does what {@link Barrier#order} does.
     *
     * @throws RsmException as {@link Barrier#order}
     */
    void order();

    /**
     * Does what {@link Barrier#closeBarrier} does: not idempotent, since the outcome is the point.
     *
     * @throws RsmException as {@link Barrier#closeBarrier}
     */
    @Override
    void close();
  }
}
