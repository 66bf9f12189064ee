// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

/** Hears of events of a local segment ({@code sci_cb_local_segment_t}). */
@FunctionalInterface
public interface LocalSegmentCallback {

  /**
   * An event.
   *
   * @param reason what has happened
   * @param nodeId the SCI node id of the other side
   */
  void event(CallbackReason reason, int nodeId);
}
