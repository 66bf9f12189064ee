// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Memory of this process that is prepared for repeated {@linkplain ScatterGather vector transfers}.
 *
 * <p><b>Lifetime.</b> From {@link RsmController#createLocalMemory} to {@link
 * RsmController#freeLocalMemory}, {@link #close}, or the last release of its controller. The memory
 * belongs to the application and must stay alive until then. <b>Owner:</b> whoever created it.
 *
 * <p>Source: rsm_create_localmemory_handle(3RSM).
 */
@ProviderType
public interface LocalMemory extends AutoCloseable {

  /**
   * Returns the length given at creation, which bounds every transfer; also on a handle that is
   * freed.
   *
   * @return bytes, greater than 0
   */
  long length();

  /** Frees the handle if that has not happened yet; waits for transfers that use it. */
  @Override
  void close();
}
