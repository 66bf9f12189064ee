// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;

/**
 * The exporter's end of one connection. Its state changes on the event loop of the exporter only;
 * signals are for any thread.
 */
interface ExportLink {

  /** Returns the node that the importer says it is, once it has asked. */
  NodeId importer();

  /** The segment is withdrawn: the importer has to let go. */
  void withdraw();

  /** Sees whether the importer has gone, before the event loop would come to it. */
  void look();

  /** Ends the connection. */
  void close();

  /**
   * Opens what {@link #rebind} will need.
   *
   * @throws org.rsmapi.RsmException if descriptors are short
   */
  void prepare(Shipment memory);

  /** The segment has other memory: the importer has to use that. */
  void rebind(Rebinding rebinding, Shipment memory);

  /** Posts an event to the importer. */
  void post(boolean accumulate);

  /** Takes the events of the importer. */
  ControlPage.Arrivals takeArrived();

  /** Tells the importer whether to wake the exporter. */
  void setWaiting(boolean waiting);

  /** Tells the importer that a thread sleeps on the word that is returned, if the link has one. */
  @Nullable MemorySegment announceSleeper();

  /** Tells whether the importer may have posted. */
  boolean mayHaveArrived();

  /** Takes a post if it is the only one and accumulates. */
  boolean takeSingle();
}
