// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import static org.rsmapi.shell.demo.Narration.Actor.EXPORTER;
import static org.rsmapi.shell.demo.Narration.Actor.IMPORTER;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.rsmapi.Rsm;
import org.rsmapi.RsmError;

/** The story of a driver that comes and goes, told by the exporter of two processes of one host. */
public final class DemoExporter extends Story {

  private static final long SIZE = 8 * 1024;

  private static final String MESSAGE = "Hello from the other JVM, through shared memory.";
  private static final long NUMBER_OFFSET = 4096;
  private static final long NUMBER = 0x0123_4567_89ab_cdefL;

  /**
   * Creates the part.
   *
   * @param rsm RSMAPI
   * @param slot where to drop the driver
   */
  public DemoExporter(Rsm rsm, DriverSlot slot) {
    super(rsm, slot);
  }

  @Override
  void tell() throws InterruptedException {
    narration().title("RSMAPI demo: two JVMs, each with an OSGi container of its own");
    try (Arena arena = Arena.ofShared();
        ImporterProcess importer = ImporterProcess.start(slot().home(), Map.of())) {
      boot(importer);
      try (ExportedBuffer buffer = exchange(arena, importer)) {
        refuse(arena, importer);
        undeploy(buffer, importer);
      }
      try (ExportedBuffer again = redeploy(arena, importer)) {
        tearDown(again, importer);
      }
      end(importer);
    }
    narration().chapter("Every step did what it says.");
  }

  /** The example of the Programming Interfaces Guide, and an answer. */
  private ExportedBuffer exchange(Arena arena, ImporterProcess importer)
      throws InterruptedException {
    narration().chapter("A message through shared memory");
    ExportedBuffer buffer = createBuffer(SIZE, arena);
    try {
      narration().step(EXPORTER, "create segment", SIZE + " bytes of its own memory");
      publish(buffer, 0600);
      connect(importer, buffer);
      ExportedBuffer.Waiting waiting = buffer.startWaiting();
      narration().step(EXPORTER, "wait for a signal", "a thread sleeps");
      putMessage(importer);
      importer.ask("post");
      narration().step(IMPORTER, "post a signal", "posted");
      Duration slept = waiting.awaitSignal();
      narration().step(EXPORTER, "wait for a signal", "woke after " + slept.toMillis() + " ms");
      readMessage(buffer);
      buffer.segment().signalPost();
      narration().step(EXPORTER, "post a signal", "posted");
      importer.ask("wait");
      narration().step(IMPORTER, "wait for a signal", "woke");
      return buffer;
    } catch (RuntimeException | InterruptedException | Error e) {
      buffer.close();
      throw e;
    }
  }

  private void publish(ExportedBuffer buffer, int permissions) {
    if (buffer.publish(buffer.controller().localNode(), permissions, ExportedBuffer.FIRST_ID)) {
      narration()
          .note(
              "0x"
                  + Long.toHexString(ExportedBuffer.FIRST_ID)
                  + " is taken on this machine, hence:");
    }
    narration()
        .step(
            EXPORTER,
            "publish " + buffer.id() + " with access " + octal(permissions),
            permissions == 0600 ? "the owner may read and write" : "the owner may read only");
  }

  private void connect(ImporterProcess importer, ExportedBuffer buffer)
      throws InterruptedException {
    String length = importer.ask("connect " + address(buffer) + " 0600");
    require(length.equals(String.valueOf(SIZE)), "the import has " + length);
    narration()
        .step(
            IMPORTER, "connect to " + buffer.id() + " for 0600", "connected, " + length + " bytes");
    importer.ask("init-barrier");
    narration().step(IMPORTER, "initialise a barrier", "needed by implicit transfers");
  }

  private void putMessage(ImporterProcess importer) throws InterruptedException {
    String count = importer.ask("put 0 " + MESSAGE);
    narration().step(IMPORTER, "put " + count + " bytes at offset 0", "'" + MESSAGE + "'");
    importer.ask("put64 " + NUMBER_OFFSET + " 0x" + Long.toHexString(NUMBER));
    narration()
        .step(
            IMPORTER,
            "put64 at offset " + NUMBER_OFFSET,
            "0x" + Long.toHexString(NUMBER) + ", one store");
  }

  private void readMessage(ExportedBuffer buffer) {
    String found = buffer.memory().getString(0, StandardCharsets.UTF_8);
    require(found.equals(MESSAGE), "the exporter finds '" + found + "'");
    narration().step(EXPORTER, "look at its own memory, offset 0", "'" + found + "'");
    long number = buffer.number(NUMBER_OFFSET);
    require(number == NUMBER, "the exporter finds 0x" + Long.toHexString(number));
    narration().step(EXPORTER, "look at offset " + NUMBER_OFFSET, "0x" + Long.toHexString(number));
  }

  private void refuse(Arena arena, ImporterProcess importer) throws InterruptedException {
    narration().chapter("Access is refused");
    try (ExportedBuffer readable = createBuffer(SIZE, arena)) {
      readable.publish(readable.controller().localNode(), 0400, ExportedBuffer.FIRST_ID + 0x100);
      narration()
          .step(
              EXPORTER,
              "publish " + readable.id() + " with access 0400",
              "the owner may read only");
      importer.ask("probe " + address(readable) + " 0400");
      narration().step(IMPORTER, "connect to " + readable.id() + " for 0400", "connected");
      Reply.Refused reply =
          importer.askInVain("connect " + address(readable) + " 0600", RsmError.PERM_DENIED);
      narration().refused(IMPORTER, "connect to " + readable.id() + " for 0600", reply.error());
    }
  }

  private void undeploy(ExportedBuffer buffer, ImporterProcess importer)
      throws InterruptedException {
    narration().chapter("The exporter's driver goes while the importer is connected");
    Duration taken = slot().remove();
    narration()
        .step(
            EXPORTER,
            "remove " + slot().jar(),
            "its bundle is gone after " + taken.toMillis() + " ms");
    narration()
        .refused(
            IMPORTER,
            "put64 at offset " + NUMBER_OFFSET,
            importer.askInVain("put64 " + NUMBER_OFFSET + " 1", RsmError.CONN_ABORTED).error());
    narration()
        .refused(
            EXPORTER,
            "post a signal on the segment",
            inVain(() -> buffer.segment().signalPost(), RsmError.BAD_SEG_HNDL));
    narration()
        .refused(
            EXPORTER,
            "create another segment",
            inVain(buffer::createAnother, RsmError.CTLR_NOT_PRESENT));
    narration()
        .refused(
            EXPORTER,
            "get controller " + slot().controller(),
            inVain(() -> rsm().controller(slot().controller()), RsmError.CTLR_NOT_PRESENT));
  }

  private ExportedBuffer redeploy(Arena arena, ImporterProcess importer)
      throws InterruptedException {
    narration().chapter("The driver comes back");
    narration().step(EXPORTER, "drop " + slot().jar(), present(slot().drop(rsm()).toMillis()));
    ExportedBuffer buffer = createBuffer(SIZE, arena);
    try {
      publish(buffer, 0600);
      importer.ask("disconnect");
      narration().step(IMPORTER, "disconnect the broken segment", "disconnected");
      connect(importer, buffer);
      importer.ask("put64 " + NUMBER_OFFSET + " 42");
      require(buffer.number(NUMBER_OFFSET) == 42, "the put after the return did not arrive");
      narration()
          .step(IMPORTER, "put64 at offset " + NUMBER_OFFSET, "42, and the exporter sees it");
      return buffer;
    } catch (RuntimeException | InterruptedException | Error e) {
      buffer.close();
      throw e;
    }
  }
}
