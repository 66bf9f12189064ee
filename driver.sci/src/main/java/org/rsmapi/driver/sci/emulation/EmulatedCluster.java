// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciProvider;
import org.rsmapi.fabric.FabricSupport;
import org.rsmapi.spi.Availability;

/**
 * SISCI without hardware: the processes of this host are the nodes of a cluster. Nothing of it is a
 * file, and everything dies with its process.
 *
 * <p>While somebody uses it, this process is one node. Without a choice, that is the first one in
 * the list that no living process is when the first user comes.
 */
public final class EmulatedCluster implements SisciProvider {

  private final ClusterSettings settings;

  /** Guarded by this. */
  private int users;

  /** The node of this process while there are users. Guarded by this. */
  private OptionalInt chosen = OptionalInt.empty();

  /** Describes a cluster; touches nothing. */
  public EmulatedCluster(ClusterSettings settings) {
    this.settings = settings;
  }

  /** Asks no other process: whether a node is free for this one, the first user finds out. */
  @Override
  public Availability availability() {
    return FabricSupport.availability();
  }

  @Override
  public List<Integer> adapters() {
    return availability().present()
        ? IntStream.range(0, settings.adapters()).boxed().toList()
        : List.of();
  }

  @Override
  public synchronized Sisci open() {
    ClusterNames names = new ClusterNames();
    OptionalInt wanted = users > 0 ? chosen : settings.ownNodeId();
    try {
      NodeClaim claim = NodeClaim.take(names, settings, wanted);
      Sisci opened = EmulatedSisci.open(settings, names, claim, this::closed);
      users++;
      chosen = OptionalInt.of(claim.nodeId());
      return opened;
    } catch (RsmException e) {
      throw Failure.of(e, "SCIInitialize");
    }
  }

  private synchronized void closed() {
    users--;
  }
}
