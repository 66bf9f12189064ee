// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Endpoint;
import org.rsmapi.tck.fixture.Place;

/** A party at an endpoint: in this process, or in one that the command of the endpoint starts. */
class PartyTest {

  private static final long VALUE = 4711;

  static final class Pid implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return Long.toString(ProcessHandle.current().pid());
    }
  }

  static final class Variable implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return String.valueOf(System.getenv(args[0]));
    }
  }

  static final class Property implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return String.valueOf(System.getProperty(args[0]));
    }
  }

  static final class Controller implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return context.bed().controller().name();
    }
  }

  static final class Put implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      TestBed bed = context.bed();
      SegmentId id = SegmentId.of(Long.parseLong(args[0]));
      ImportSegment imported = bed.controller().connect(bed.node(), id, Permission.RDWR);
      imported.initBarrier();
      imported.put64(0, VALUE);
      return "";
    }
  }

  private static Endpoint started(String... command) {
    return Endpoint.started("far", TestBed.controllerName(), command);
  }

  private static void assertReaches(TestBed bed, Party party) {
    MemorySegment memory = bed.memory(1);
    ExportSegment exported = bed.published(memory, 0);
    party.call(Put.class, Long.toString(TestBed.idOf(exported).value()));
    assertEquals(VALUE, memory.get(ValueLayout.JAVA_LONG, 0));
  }

  @Test
  void commandStartsASecondProcessThatHasTheDriver() {
    String extended = System.getProperty("java.class.path") + ":/none/such";
    Endpoint endpoint =
        started("env", "RSM_PARTY=there", Place.java())
            .withClassPath(extended)
            .withSystemProperties(Map.of("acme.rail", "2"));
    long pid;
    try (TestBed bed = new TestBed();
        Party party = Party.at(endpoint)) {
      pid = Long.parseLong(party.call(Pid.class));
      assertNotEquals(ProcessHandle.current().pid(), pid);
      assertTrue(ProcessHandle.of(pid).orElseThrow().isAlive());
      assertEquals("there", party.call(Variable.class, "RSM_PARTY"));
      assertEquals("2", party.call(Property.class, "acme.rail"));
      assertEquals(extended, party.call(Property.class, "java.class.path"));
      assertEquals(endpoint.controller(), party.call(Controller.class));
      assertReaches(bed, party);
    }
    Threads.await("end", () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void withoutACommandItIsThisProcess() {
    try (TestBed bed = new TestBed();
        Party party = Party.at(Endpoint.here(TestBed.controllerName()))) {
      assertEquals(Long.toString(ProcessHandle.current().pid()), party.call(Pid.class));
      assertReaches(bed, party);
    }
  }

  @Test
  void commandThatStartsNoJavaFailsTheTest() {
    assertThrows(UncheckedIOException.class, () -> Party.at(started("/none/such/java")));
    AssertionError ended = assertThrows(AssertionError.class, () -> Party.at(started("false")));
    assertTrue(String.valueOf(ended.getMessage()).contains("does not start"), ended::toString);
    assertThrows(IllegalArgumentException.class, () -> started());
  }
}
