// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;

/** A segment, a channel and a descriptor to wait for together; no thread may be left. */
abstract class PollForeignFixture extends LibraryFixture {

  static final int READ = SelectionKey.OP_READ;
  static final int WRITE = SelectionKey.OP_WRITE;

  Pipe pipe;
  OsPipe osPipe;
  ExportSegment exporter;
  ImportSegment importer;
  PollEntry segment;

  @BeforeEach
  void sources() throws IOException {
    pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    pipe.sink().configureBlocking(false);
    osPipe = new OsPipe();
    exporter = published();
    importer = connected(Permission.READ);
    segment = PollEntry.of(exporter.getPollReference());
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    pipe.source().close();
    pipe.sink().close();
    osPipe.close();
    assertFalse(watching(), "a thread is left");
  }

  static boolean watching() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("rsm-wait-"));
  }

  int poll(PollEntry... entries) {
    return rsm.signalWait(entries, entries.length, 0);
  }

  int forever(PollEntry... entries) {
    return rsm.signalWait(entries, entries.length, -1);
  }

  PollEntry channel() {
    return PollEntry.of(pipe.source(), READ);
  }

  PollEntry descriptor() {
    return PollEntry.ofDescriptor(osPipe.readEnd(), PollEntry.POLLIN);
  }
}
