// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

/**
 * What a test has a {@link Peer} do: a class with a constructor without arguments, of which the
 * peer makes an object for each call. What has to live longer is kept in the {@link PeerContext}.
 */
@FunctionalInterface
public interface PeerTask {

  /** Does it, in the peer, in a thread of its own; the result goes to the test. */
  String run(PeerContext context, String... args) throws Exception;
}
