// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import static org.rsmapi.shell.demo.Narration.Actor.BOTH;
import static org.rsmapi.shell.demo.Narration.Actor.EXPORTER;
import static org.rsmapi.shell.demo.Narration.Actor.IMPORTER;

import java.lang.foreign.Arena;
import java.util.concurrent.Callable;
import org.rsmapi.Rsm;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.Topology;

/** What the exporter tells and does, which also leads through the demo. */
abstract class Story implements Callable<Integer> {

  private final Rsm rsm;
  private final DriverSlot slot;
  private final Narration narration = Narration.onStandardOutput();

  Story(Rsm rsm, DriverSlot slot) {
    this.rsm = rsm;
    this.slot = slot;
  }

  /** Tells it all. */
  abstract void tell() throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    try {
      tell();
      return 0;
    } catch (DemoFailure e) {
      narration.failure(String.valueOf(e.getMessage()));
    } catch (RsmException e) {
      narration.failure("exporter, " + e.getMessage());
    }
    return 1;
  }

  final Rsm rsm() {
    return rsm;
  }

  final DriverSlot slot() {
    return slot;
  }

  final Narration narration() {
    return narration;
  }

  final void boot(ImporterProcess importer) throws InterruptedException {
    narration.chapter("Drivers are dropped into running containers");
    require(!slot.isPresent(rsm), "the container has a driver before one is dropped");
    narration.step(
        EXPORTER, "boot Felix", "process " + ProcessHandle.current().pid() + ", no controllers");
    narration.step(EXPORTER, "drop " + slot.jar(), present(slot.drop(rsm).toMillis()));
    narration.step(IMPORTER, "boot Felix", importer.awaitReady() + ", no controllers");
    String taken = importer.ask("drop " + slot.controller());
    narration.step(IMPORTER, "drop " + slot.jar(), present(Long.parseLong(taken)));
  }

  final String present(long millis) {
    return "controller " + slot.controller() + " is there after " + millis + " ms";
  }

  final ExportedBuffer createBuffer(long size, Arena arena) {
    return ExportedBuffer.create(rsm.controller(slot.controller()), size, arena);
  }

  /** How the importer is told where a segment is: node and id. */
  static String address(ExportedBuffer buffer) {
    return buffer.controller().localNode() + " " + buffer.id();
  }

  /** Returns the address of a local adapter. */
  static long hardwareAddress(Rsm rsm, String controller) {
    return rsm.topology().controllers().stream()
        .filter(local -> local.name().equals(controller))
        .mapToLong(Topology.LocalController::hardwareAddress)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the topology does not list " + controller));
  }

  static RsmError inVain(Runnable call, RsmError expected) {
    try {
      call.run();
    } catch (RsmException e) {
      require(e.error() == expected, "exporter, " + e.getMessage() + ", not " + expected);
      return expected;
    }
    throw new DemoFailure("exporter: a call succeeded that should have given " + expected);
  }

  final void tearDown(ExportedBuffer buffer, ImporterProcess importer) throws InterruptedException {
    narration.chapter("Teardown, in reverse order");
    importer.ask("destroy-barrier");
    importer.ask("disconnect");
    importer.ask("release");
    narration.step(IMPORTER, "destroy barrier, disconnect, release", "done");
    buffer.segment().unpublish();
    buffer.segment().destroy();
    buffer.controller().release();
    narration.step(EXPORTER, "unpublish, destroy, release", "done");
  }

  final void end(ImporterProcess importer) throws InterruptedException {
    importer.close();
    int code = importer.awaitEnd();
    require(code == 0, "the importer's container ended with exit code " + code);
    narration.step(BOTH, "stop the containers", "the importer's has ended, this one follows");
  }

  static String octal(int permissions) {
    return String.format("%04o", permissions);
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new DemoFailure(otherwise);
    }
  }
}
