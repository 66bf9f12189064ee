// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process has published, by socket name: an importer that finds it here needs no socket.
 * The kernel sees to it that a name is published once.
 */
final class LocalExports {

  /** One for all fabrics of this class loader; those of others are reached like other processes. */
  static final LocalExports OF_PROCESS = new LocalExports();

  private final Map<String, FabricExport> published = new ConcurrentHashMap<>();

  LocalExports() {}

  void add(String name, FabricExport export) {
    published.put(name, export);
  }

  void remove(String name, FabricExport export) {
    published.remove(name, export);
  }

  @Nullable FabricExport find(String name) {
    return published.get(name);
  }
}
