// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import org.jspecify.annotations.Nullable;

/**
 * A list of transfers between local ranges and one import segment, for {@link ImportSegment#putv}
 * and {@link ImportSegment#getv}.
 *
 * <p>The list may be used again and again, also after a failure; a call changes nothing in it but
 * the {@link #residualCount}. <b>Threads.</b> One call at a time: the entries and the residual
 * count are not guarded.
 *
 * <p>Source: {@code rsm_scat_gath_t}; rsm_memseg_import_putv(3RSM).
 */
public final class ScatterGather {

  /** The largest number of entries. {@code RSM_MAX_SGIOREQS}. */
  public static final int MAX_REQUESTS = 16;

  /**
   * Flag: the exporter is signalled once, after all entries were carried out. {@code
   * RSM_IMPLICIT_SIGPOST}. May be combined with {@link Segment#SIGPOST_NO_ACCUMULATE}.
   */
  public static final int IMPLICIT_SIGPOST = 0x01;

  private final @Nullable IoVector @Nullable [] entries;
  private final int requestCount;
  private final int flags;
  private int residualCount;

  /**
   * Makes a list of all the entries given, without flags.
   *
   * @param entries 1 to {@link #MAX_REQUESTS}; not copied
   */
  public ScatterGather(@Nullable IoVector @Nullable ... entries) {
    this(entries, entries == null ? 0 : entries.length, 0);
  }

  /**
   * Makes a list of the first entries of an array.
   *
   * @param entries the entries; not copied, so that they may be exchanged between calls
   * @param requestCount how many of them count, 1 to {@link #MAX_REQUESTS}
   * @param flags {@link #IMPLICIT_SIGPOST}, {@link Segment#SIGPOST_NO_ACCUMULATE}; other bits are
   *     ignored
   */
  public ScatterGather(@Nullable IoVector @Nullable [] entries, int requestCount, int flags) {
    this.entries = entries;
    this.requestCount = requestCount;
    this.flags = flags;
  }

  /**
   * Returns the entries.
   *
   * @return the array that was passed
   */
  public @Nullable IoVector @Nullable [] entries() {
    return entries;
  }

  /**
   * Returns how many entries count.
   *
   * @return the number that was passed
   */
  public int requestCount() {
    return requestCount;
  }

  /**
   * Returns the flags.
   *
   * @return the bits that were passed
   */
  public int flags() {
    return flags;
  }

  /**
   * Returns how many entries the last call did not carry out.
   *
   * @return 0 after a success; {@code requestCount - k} if entry {@code k} failed, counted from 0;
   *     {@code requestCount} if the call as a whole was refused
   */
  public int residualCount() {
    return residualCount;
  }

  /**
   * Sets the residual count; for the library.
   *
   * @param count entries not carried out
   */
  public void setResidualCount(int count) {
    residualCount = count;
  }
}
