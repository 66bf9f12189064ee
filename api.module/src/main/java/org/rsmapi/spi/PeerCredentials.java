// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import java.util.Set;

/**
 * Who asks for a connection, as the operating system vouches for it, never as the importer says.
 *
 * @param uid the effective user id
 * @param gid the effective group id
 * @param supplementaryGroups further group ids; immutable
 */
public record PeerCredentials(long uid, long gid, Set<Long> supplementaryGroups) {

  /**
   * Makes the credentials independent of the set that is passed.
   *
   * @param uid the effective user id
   * @param gid the effective group id
   * @param supplementaryGroups further group ids
   */
  public PeerCredentials {
    supplementaryGroups = Set.copyOf(supplementaryGroups);
  }
}
