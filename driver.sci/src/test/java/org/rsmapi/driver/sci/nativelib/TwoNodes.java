// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.function.Executable;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.LocalSegmentCallback;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegmentCallback;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/** Two nodes in one process, and what they hear. */
final class TwoNodes implements AutoCloseable {

  static final int EXPORTER = 4;
  static final int IMPORTER = 8;
  static final int ID = 0x9000_0001;
  static final long SIZE = 16 * 4096;

  static final LocalSegmentCallback IGNORED = (reason, nodeId) -> {};
  static final RemoteSegmentCallback UNHEARD = reason -> {};

  final StubCluster cluster = StubCluster.create();
  final Arena arena = Arena.ofShared();
  final Sisci exporter;
  final Sisci importer;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  TwoNodes(String... macros) {
    exporter = new LibSisci(Optional.of(cluster.library(EXPORTER, macros))).open();
    importer = new LibSisci(Optional.of(cluster.library(IMPORTER, macros))).open();
  }

  /** Makes a segment over memory of the process that others can connect to. */
  LocalSegment export() {
    return available(exporter.createSegment(ID, exporter.allocate(SIZE, arena), this::heard));
  }

  /** Makes a segment with memory of the library that others can connect to. */
  LocalSegment exportAllocated() {
    return available(exporter.createSegment(ID, SIZE, this::heard));
  }

  private static LocalSegment available(LocalSegment segment) {
    segment.prepare(0, false);
    segment.setAvailable(0);
    return segment;
  }

  RemoteSegment connect() {
    return importer.connectSegment(0, EXPORTER, ID, reason -> events.add("importer " + reason));
  }

  /** A connection of the importer, with a map. */
  record Connected(RemoteSegment remote, RemoteMap map) implements AutoCloseable {

    @Override
    public void close() {
      map.unmap();
      remote.disconnect();
    }
  }

  Connected connected(int nodeId) {
    RemoteSegment remote =
        importer.connectSegment(0, nodeId, ID, reason -> events.add("importer " + reason));
    return new Connected(remote, remote.map(false));
  }

  private void heard(CallbackReason reason, int nodeId) {
    events.add("exporter " + reason + " " + nodeId);
  }

  /** Waits for the next that a callback was told. */
  String event() {
    try {
      String event = events.poll(10, TimeUnit.SECONDS);
      assertNotNull(event, "no callback came");
      return event;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isQuiet() {
    return events.isEmpty();
  }

  static void assertError(SisciError expected, Executable call) {
    assertEquals(expected, assertThrows(SisciException.class, call).error());
  }

  @Override
  public void close() {
    importer.close();
    exporter.close();
    cluster.close();
    arena.close();
  }
}
