// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import org.osgi.annotation.versioning.ProviderType;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;

/**
 * The library's decision who may import a published segment; the driver asks it on the exporter's
 * side.
 *
 * <p>Immutable, without waiting or locking: may be called on any thread of the driver.
 */
@ProviderType
public interface AccessPolicy {

  /**
   * Decides on one request.
   *
   * @param importer the node that asks
   * @param credentials who asks
   * @param requested exactly read, write, or both
   * @return {@link RsmError#SUCCESS}, {@link RsmError#SEG_NOT_PUBLISHED_TO_NODE} or {@link
   *     RsmError#PERM_DENIED}
   */
  RsmError decide(NodeId importer, PeerCredentials credentials, Permission requested);

  /**
   * Returns how many importers may be connected at once; the driver refuses one more with {@link
   * RsmError#INSUFFICIENT_RESOURCES}, after {@link #decide} has admitted it.
   *
   * @return 0 for no limit; may change between calls
   */
  default int maxConnections() {
    return 0;
  }
}
