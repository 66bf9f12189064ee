// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Names a segment in a wait for several, see {@link Rsm#signalWait} and {@link PollEntry}.
 *
 * <p><b>Lifetime.</b> References are counted per segment: from {@link Segment#getPollReference}
 * until the segment's count is back at 0, or until the segment is released with its controller;
 * afterwards a wait refuses it with {@link RsmError#BAD_ARGS_ERRORS}. Unpublishing, unmapping and a
 * forced disconnect leave it valid. <b>Owner:</b> the segment; given back by {@link
 * Segment#releasePollReference}.
 *
 * <p>Source: rsm_memseg_get_pollfd(3RSM).
 */
@ProviderType
public interface PollReference {

  /**
   * Returns the segment that this stands for.
   *
   * @return the segment
   */
  Segment segment();
}
