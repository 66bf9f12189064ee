// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.util.concurrent.CompletableFuture;
import org.rsmapi.tck.Endpoint;

/** Somebody who does tasks at an endpoint: in this process, or a {@link Peer}. */
public interface Party extends AutoCloseable {

  /** Opens a party at an endpoint; the caller closes it. */
  static Party at(Endpoint endpoint) {
    return endpoint.isHere() ? new LocalParty(endpoint) : Peer.startAt(endpoint);
  }

  /**
   * Has a task done and waits for the result.
   *
   * @throws org.rsmapi.RsmException that the task threw
   * @throws AssertionError for anything else that it threw
   */
  String call(Class<? extends PeerTask> task, String... args);

  /** Has a task done and does not wait; several may be under way. */
  CompletableFuture<String> begin(Class<? extends PeerTask> task, String... args);

  /** Ends whatever the tasks have left. */
  @Override
  void close();
}
