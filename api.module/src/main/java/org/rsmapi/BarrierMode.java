// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

/**
 * Who brackets the transfers of an import segment with barriers.
 *
 * <p>Source: {@code rsm_barrier_mode_t}; rsm_memseg_import_set_mode(3RSM).
 */
public enum BarrierMode {
  /**
   * 0: the application opens and closes barriers. A get or put that returns says nothing about
   * arrival; errors show at close. {@code RSM_BARRIER_MODE_EXPLICIT}.
   */
  EXPLICIT,
  /**
   * 1: the library brackets each get and put, the mode of a new import segment. A get or put that
   * returns has moved its data. {@code RSM_BARRIER_MODE_IMPLICIT}.
   */
  IMPLICIT
}
