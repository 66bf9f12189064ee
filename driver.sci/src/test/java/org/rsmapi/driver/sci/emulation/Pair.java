// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalInt;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sisci;

/** Nodes 4 and 8 in one process; 4 exports and 8 imports. */
final class Pair implements AutoCloseable {

  static final int ID = 0x0040_0001;
  static final long SIZE = 4 * 4096;
  static final int EXPORTER = 4;
  static final int IMPORTER = 8;

  final ClusterSettings settings;
  final Sisci exporting;
  final Sisci importing;
  final ClusterControl control;
  final Events exporter = new Events();
  final Events importer = new Events();
  final Arena arena = Arena.ofShared();
  final MemorySegment memory = arena.allocate(SIZE, 4096);

  Pair(ClusterSettings settings) {
    Host.freshNamespace();
    this.settings = settings;
    exporting = new EmulatedCluster(settings.as(EXPORTER)).open();
    importing = new EmulatedCluster(settings.as(IMPORTER)).open();
    control = new ClusterControl(settings.nodeIds());
  }

  Pair() {
    this(ClusterSettings.DEFAULT);
  }

  LocalSegment create() {
    return exporting.createSegment(ID, memory, exporter);
  }

  LocalSegment available() {
    LocalSegment segment = create();
    segment.prepare(0, false);
    segment.setAvailable(0);
    return segment;
  }

  RemoteSegment connect() {
    return importing.connectSegment(0, EXPORTER, ID, importer);
  }

  void link(boolean up) {
    ClusterControl.Outcome outcome = control.setLink(EXPORTER, IMPORTER, OptionalInt.empty(), up);
    if (!outcome.failures().equals(List.of())) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  @Override
  public void close() {
    importing.close();
    exporting.close();
    arena.close();
  }
}
