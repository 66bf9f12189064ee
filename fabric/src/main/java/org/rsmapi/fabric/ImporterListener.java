// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import org.rsmapi.NodeId;

/** Hears of the importers of an export, on the event loop; returns at once. */
public interface ImporterListener {

  /** Who does not want to know. */
  ImporterListener NONE =
      new ImporterListener() {
        @Override
        public void connected(NodeId importer) {}

        @Override
        public void disconnected(NodeId importer) {}
      };

  /**
   * An importer was let in.
   *
   * @param importer what it says it is
   */
  void connected(NodeId importer);

  /**
   * An importer has left, was cut off, or is gone.
   *
   * @param importer what it said it was
   */
  void disconnected(NodeId importer);
}
