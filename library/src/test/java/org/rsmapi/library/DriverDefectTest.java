// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.REMOTE_NODE_UNREACHABLE;
import static org.rsmapi.RsmError.SEGID_IN_USE;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.AccessEntry;
import org.rsmapi.Barrier;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;

/** Whatever a driver throws, an application gets codes that the function documents. */
class DriverDefectTest extends DefectFixture {

  /**
   * A call of the application.
   *
   * @param driverCall the call of the driver that it needs
   * @param prepared makes ready what the call works on, while the driver is well
   * @param documented what may come of it
   */
  record Case(
      String driverCall, Function<DriverDefectTest, Runnable> prepared, Set<RsmError> documented) {

    @Override
    public String toString() {
      return driverCall;
    }
  }

  /** The codes are words of a text, so that the table can be read. */
  private static Case of(
      String driverCall, Function<DriverDefectTest, Runnable> prepared, String documented) {
    Set<RsmError> codes =
        Stream.of(documented.split(" ", -1))
            .map(RsmError::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(RsmError.class)));
    return new Case(driverCall, prepared, codes);
  }

  static Stream<Case> cases() {
    return Stream.of(getting(), exporting(), importing()).flatMap(each -> each);
  }

  private static Stream<Case> getting() {
    String controller = "CTLR_NOT_PRESENT INSUFFICIENT_MEM BAD_LIBRARY_VERSION";
    String allocate =
        "BAD_ADDR BAD_LENGTH CTLR_NOT_PRESENT INSUFFICIENT_MEM INSUFFICIENT_RESOURCES";
    return Stream.of(
        of("open", test -> test::getController, controller),
        of("attributes", test -> test::getController, controller),
        of("spiVersion", test -> test::getController, controller),
        of("availability", test -> test::getController, "CTLR_NOT_PRESENT"),
        of("units", test -> test::getController, "CTLR_NOT_PRESENT"),
        of("type", test -> test::getController, "CTLR_NOT_PRESENT"),
        of("allocate", test -> () -> test.controller.allocate(1, test.arena), allocate),
        of(
            "registerLocalMemory",
            test -> () -> test.controller.createLocalMemory(test.memory, PAGE),
            "CTLR_NOT_PRESENT INSUFFICIENT_MEM"));
  }

  private static Stream<Case> exporting() {
    String create =
        "BAD_ADDR BAD_LENGTH BAD_MEM_ALIGNMENT CTLR_NOT_PRESENT INSUFFICIENT_MEM"
            + " INSUFFICIENT_RESOURCES INTERRUPTED PERM_DENIED";
    String publish =
        "BAD_ACL BAD_ADDR BAD_SEG_HNDL INSUFFICIENT_MEM INSUFFICIENT_RESOURCES INTERRUPTED"
            + " LOCKS_NOT_SUPPORTED SEGID_IN_USE SEG_ALREADY_PUBLISHED";
    String republish =
        "BAD_ACL BAD_ADDR BAD_SEG_HNDL INSUFFICIENT_MEM INSUFFICIENT_RESOURCES INTERRUPTED"
            + " LOCKS_NOT_SUPPORTED SEG_NOT_PUBLISHED";
    String rebind =
        "BAD_ADDR BAD_LENGTH BAD_SEG_HNDL CTLR_NOT_PRESENT INSUFFICIENT_MEM"
            + " INSUFFICIENT_RESOURCES INTERRUPTED PERM_DENIED REBIND_NOT_ALLOWED";
    return Stream.of(
        of("create", test -> test::exported, create),
        of("publish", DriverDefectTest::publishing, publish),
        of("owner", DriverDefectTest::publishing, publish),
        of("isClusterNode", DriverDefectTest::publishing, publish),
        of("supportsLocks", DriverDefectTest::publishing, publish),
        of("republish", DriverDefectTest::republishing, republish),
        of("rebind", DriverDefectTest::rebinding, rebind),
        of("supportsRebind", DriverDefectTest::rebinding, rebind),
        of(
            "unpublish",
            test -> test.published()::unpublish,
            "BAD_SEG_HNDL INTERRUPTED SEG_NOT_PUBLISHED"),
        of("destroy", test -> test.published()::destroy, "BAD_SEG_HNDL"));
  }

  private static Stream<Case> importing() {
    String connect =
        "BAD_ADDR CTLR_NOT_PRESENT INSUFFICIENT_MEM INSUFFICIENT_RESOURCES INTERRUPTED PERM_DENIED"
            + " REMOTE_NODE_UNREACHABLE SEG_NOT_PUBLISHED SEG_NOT_PUBLISHED_TO_NODE";
    String barrier = "BARRIER_FAILURE CONN_ABORTED";
    String transfer = "BAD_ADDR BARRIER_FAILURE CONN_ABORTED INSUFFICIENT_RESOURCES";
    String vector = transfer + " INTERRUPTED REMOTE_NODE_UNREACHABLE";
    return Stream.of(
        of("connect", DriverDefectTest::connecting, connect),
        of("byteSize", DriverDefectTest::connecting, connect),
        of("map", DriverDefectTest::mapping, "CONN_ABORTED MAP_FAILED"),
        of("newBarrier", test -> test.imported()::initBarrier, "INSUFFICIENT_MEM"),
        of("barrierClose", DriverDefectTest::closingABarrier, barrier),
        of("barrierOpen", DriverDefectTest::closingABarrier, barrier),
        of("transfer", DriverDefectTest::transferring, transfer),
        of("barrierOpen", DriverDefectTest::transferring, transfer),
        of("barrierClose", DriverDefectTest::transferring, transfer),
        of("newBarrier", DriverDefectTest::moving, vector),
        of("transfer", DriverDefectTest::moving, vector),
        of("post", DriverDefectTest::moving, vector),
        of("post", DriverDefectTest::posting, "CONN_ABORTED REMOTE_NODE_UNREACHABLE"));
  }

  private void getController() {
    rsm.controller("mem1");
  }

  private Runnable publishing() {
    ExportSegment segment =
        controller.createExport(memory, LENGTH, ExportSegment.DONTWAIT | ExportSegment.LOCK_OPS);
    driver.canLock = true;
    return () -> segment.publish(ID, List.of(new AccessEntry(MemoryDriver.NODE, 0600)));
  }

  private Runnable republishing() {
    ExportSegment segment = published();
    return () -> segment.republish(null);
  }

  private Runnable rebinding() {
    ExportSegment segment = controller.createExport(memory, LENGTH, ExportSegment.ALLOW_REBIND);
    var other = arena.allocate(LENGTH, PAGE);
    return () -> segment.rebind(other, LENGTH);
  }

  private Runnable connecting() {
    published();
    return () -> connected(Permission.READ);
  }

  private ImportSegment imported() {
    driver.lossy = true;
    published();
    return connected(Permission.RDWR);
  }

  private Runnable mapping() {
    ImportSegment segment = imported();
    return () -> segment.map(Permission.READ, 0, PAGE);
  }

  private Runnable posting() {
    ImportSegment segment = imported();
    return segment::signalPost;
  }

  private Runnable closingABarrier() {
    Barrier barrier = imported().initBarrier();
    return () -> {
      barrier.open();
      barrier.closeBarrier();
    };
  }

  private Runnable transferring() {
    driver.mapping = false;
    ImportSegment segment = imported();
    segment.initBarrier();
    return () -> segment.put64(0, 1);
  }

  private Runnable moving() {
    driver.mapping = false;
    ImportSegment segment = imported();
    var local = arena.allocate(PAGE, PAGE);
    IoVector[] entries = {IoVector.of(local, 0, 0, 8)};
    return () -> segment.putv(new ScatterGather(entries, 1, ScatterGather.IMPLICIT_SIGPOST));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void codesAreThoseOfTheFunction(Case each) {
    for (Throwable failure : failures()) {
      driver.before = call -> {};
      Runnable call = each.prepared().apply(this);
      driver.failIn(each.driverCall(), failure);
      try {
        call.run();
        fail(failure + " is lost");
      } catch (RsmException e) {
        assertTrue(each.documented().contains(e.error()), failure + " became " + e);
      }
      assertEquals(
          failure instanceof RsmException e && e.error() == INTERRUPTED, Thread.interrupted());
      driver.before = ignored -> {};
      rsm.close();
      driver.published.clear();
      rsm = new Library(source, quotas);
      controller = rsm.controller("mem0");
    }
  }

  @Test
  void documentedCodesComeThroughAsTheyAre() {
    for (DriverCodes codes :
        List.of(
            DriverCodes.PUBLISH,
            DriverCodes.REPUBLISH,
            DriverCodes.REBIND,
            DriverCodes.UNPUBLISH)) {
      assertEquals(BAD_SEG_HNDL, codes.answer(BAD_SEG_HNDL));
      assertEquals(INTERRUPTED, codes.answer(INTERRUPTED));
    }
    assertEquals(SEGID_IN_USE, DriverCodes.PUBLISH.answer(RsmError.SEG_IN_USE));
    assertEquals(REMOTE_NODE_UNREACHABLE, DriverCodes.CONNECT.answer(CONN_ABORTED));
    assertEquals(INSUFFICIENT_MEM, DriverCodes.INIT_BARRIER.answer(INSUFFICIENT_RESOURCES));
    assertEquals(CONN_ABORTED, DriverCodes.BARRIER.answer(CONN_ABORTED));
  }
}
