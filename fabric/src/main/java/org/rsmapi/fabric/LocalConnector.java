// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.concurrent.RejectedExecutionException;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.PeerCredentials;

/**
 * One attempt to connect to an exporter of this process: without sockets and descriptors, and else
 * as from another process. The exporter's event loop admits the importer.
 */
final class LocalConnector {

  private final Fabric fabric;
  private final FabricExport export;
  private final Attempt<FabricImport> attempt;

  LocalConnector(Fabric fabric, FabricExport export, String target) {
    this.fabric = fabric;
    this.export = export;
    this.attempt = new Attempt<>(target, () -> {});
  }

  FabricImport connect(Permission permission, ImportListener listener) {
    PeerCredentials self = ProcessOwner.credentials();
    boolean done = false;
    try {
      fabric.enter(attempt);
      export.fabric().loop().execute(() -> admit(self, permission, listener));
      FabricImport imported = attempt.await();
      imported.start();
      done = true;
      return imported;
    } catch (RejectedExecutionException e) {
      throw attempt.withdrawn(); // the exporter's fabric is closed
    } finally {
      if (!done && attempt.end()) {
        attempt.value().disconnect();
      }
      fabric.forget(attempt);
    }
  }

  private void admit(PeerCredentials self, Permission permission, ImportListener listener) {
    try {
      if (attempt.isGivenUp()) {
        return;
      }
      if (!export.isPublishedAs(attempt.target())) {
        throw attempt.withdrawn();
      }
      RsmError decision = export.decide(NodeId.of(fabric.name().node()), self, permission);
      if (decision != RsmError.SUCCESS) {
        throw new RsmException(
            decision, Attempt.CONNECT, attempt.target() + ": refused by the exporter");
      }
      FabricImport imported = LocalLink.connect(export, fabric, permission, listener);
      if (!attempt.answer(imported)) {
        imported.disconnect();
      }
    } catch (RuntimeException e) {
      attempt.giveUp(e);
    }
  }
}
