// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the tasks of one {@link Peer} share: a bed, and objects that they keep under a name. */
public final class PeerContext {

  private final TestBed bed;
  private final Map<String, Object> kept = new ConcurrentHashMap<>();

  PeerContext(TestBed bed) {
    this.bed = bed;
  }

  /** Returns the bed of the peer. */
  public TestBed bed() {
    return bed;
  }

  /** Keeps an object for later tasks. */
  public <T> T keep(String name, T object) {
    kept.put(name, object);
    return object;
  }

  /** Returns an object that an earlier task has kept. */
  public <T> T kept(String name, Class<T> type) {
    Object object = kept.get(name);
    if (object == null) {
      throw new IllegalArgumentException("nothing is kept as " + name);
    }
    return type.cast(object);
  }
}
