// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way from this node to another over an adapter, and what goes that way. */
final class Path {

  private final int adapterNo;
  private final int nodeId;

  /** Odd while the link is down: changes with each outage, so that none is overlooked. */
  private volatile int outages;

  /** Guarded by this. */
  private final Set<EmulatedConnection> connections = new LinkedHashSet<>();

  private final Set<PendingStores> pending = ConcurrentHashMap.newKeySet();

  Path(int adapterNo, int nodeId) {
    this.adapterNo = adapterNo;
    this.nodeId = nodeId;
  }

  int adapterNo() {
    return adapterNo;
  }

  int nodeId() {
    return nodeId;
  }

  boolean isUp() {
    return isUp(outages);
  }

  static boolean isUp(int outages) {
    return (outages & 1) == 0;
  }

  /** Returns what is the same twice only if no store between was lost on the way. */
  int outages() {
    return outages;
  }

  /**
   * Takes the link down or up.
   *
   * @return false if it was so
   */
  synchronized boolean set(boolean up) {
    if (up == isUp()) {
      return false;
    }
    int next = outages + 1;
    if (up) {
      connections.forEach(EmulatedConnection::linkUp);
      outages = next; // after the memory is shared again
    } else {
      outages = next; // before the first store gets lost
      connections.forEach(EmulatedConnection::linkDown);
    }
    return true;
  }

  /** Takes a connection in, if the link is up. */
  synchronized boolean enter(EmulatedConnection connection) {
    return isUp() && connections.add(connection);
  }

  synchronized void leave(EmulatedConnection connection) {
    connections.remove(connection);
  }

  void enter(PendingStores stores) {
    pending.add(stores);
  }

  void leave(PendingStores stores) {
    pending.remove(stores);
  }

  /** A read does not overtake writes. */
  void push() {
    for (PendingStores stores : pending) {
      stores.push();
    }
  }
}
