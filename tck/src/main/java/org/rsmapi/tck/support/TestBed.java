// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.fixture.DriverUnderTest;
import org.rsmapi.tck.fixture.Surroundings;

/**
 * The API over the driver under test, for one test: a controller, memory, segments. Whatever a test
 * leaves ends with it.
 */
public final class TestBed implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final Rsm rsm;
  private final RsmController controller;

  /** Makes a bed over a library of its own. */
  public TestBed() {
    this(controllerName());
  }

  /** Makes a bed over a library of its own and a controller in this process. */
  public TestBed(String name) {
    this.rsm = library();
    this.controller = rsm.controller(name);
  }

  /**
   * Makes a bed over a library that is configured by system properties, for example {@code
   * org.rsmapi.maxSegments}. Not while other tests run.
   */
  public static TestBed configured(Map<String, String> properties) {
    properties.forEach(System::setProperty);
    try {
      return new TestBed();
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  /** Returns the name of the controller to test in this process. */
  public static String controllerName() {
    // A peer has been told; it may be where the fixture is not.
    String told = System.getProperty(PeerCommand.CONTROLLER);
    return told == null ? DriverUnderTest.current().controller() : told;
  }

  /** Tells whether the driver and the place offer something. */
  public static boolean offers(Capability capability) {
    return DriverUnderTest.current().has(capability);
  }

  /** Ends the test as not applicable, with the reason, if something is not offered. */
  public static void assumeOffered(Capability capability) {
    String reason = DriverUnderTest.current().absent().get(capability);
    if (reason != null) {
      Assumptions.abort("needs " + capability + ": " + reason);
    }
  }

  /** Loads one more library; the caller closes it. */
  public static Rsm library() {
    return Surroundings.current().library();
  }

  /** Returns the library of this bed. */
  public Rsm rsm() {
    return rsm;
  }

  /** Returns the controller of this bed. */
  public RsmController controller() {
    return controller;
  }

  /** Obtains one more reference to the controller; the caller releases it. */
  public RsmController anotherController() {
    return rsm.controller(controller.name());
  }

  /** Returns the local node. */
  public NodeId node() {
    return controller.localNode();
  }

  /** Returns the page size of the controller in bytes. */
  public long page() {
    return controller.attributes().pageSize();
  }

  /** Returns an arena that ends with the test. */
  public Arena arena() {
    return arena;
  }

  /** Allocates memory of the application, page aligned and zeroed. */
  public MemorySegment memory(long pages) {
    return arena.allocate(pages * page(), page());
  }

  /** Picks an id that no other test uses. */
  public SegmentId freshId() {
    return SegmentId.of(ThreadLocalRandom.current().nextLong(0x60_0000L, 0x8000_0000L));
  }

  /** Creates a segment over fresh memory. */
  public ExportSegment exported(long pages, int flags) {
    return controller.createExport(memory(pages), pages * page(), flags);
  }

  /** Creates a segment over fresh memory. */
  public ExportSegment exported(long pages) {
    return exported(pages, 0);
  }

  /** Creates a segment over memory and publishes it to everybody that the file mask admits. */
  public ExportSegment published(MemorySegment memory, int flags) {
    ExportSegment segment = controller.createExport(memory, memory.byteSize(), flags);
    SegmentId ignored = segment.publish(freshId(), null);
    return segment;
  }

  /** Creates a segment over fresh memory and publishes it. */
  public ExportSegment published(long pages) {
    return published(memory(pages), 0);
  }

  /** Connects to a segment that is published on this node. */
  public ImportSegment connect(ExportSegment segment, Permission permission) {
    return controller.connect(node(), idOf(segment), permission);
  }

  /** Connects for reading and writing, with a barrier, so that implicit transfers work. */
  public ImportSegment ready(ExportSegment segment) {
    ImportSegment imported = connect(segment, Permission.RDWR);
    imported.initBarrier();
    return imported;
  }

  /** Returns the id that a segment is published under. */
  public static SegmentId idOf(ExportSegment segment) {
    return segment.publishedId().orElseThrow();
  }

  /** Returns the faults of the driver; fails if they are claimed and not there. */
  public FaultInjection faults() {
    assumeOffered(Capability.FAULT_INJECTION);
    FaultInjection faults =
        DriverUnderTest.current()
            .faults()
            .orElseThrow(
                () ->
                    new AssertionError(
                        "fault-injection is claimed, but the driver offers no FaultInjection;"
                            + " offer one or declare absent.fault-injection with the reason"));
    Assertions.assertTrue(
        faults.isEnabled(), "the faults are off; start Java with -Dorg.rsmapi.faults=true");
    return new OfferedFaults(faults);
  }

  @Override
  public void close() {
    rsm.close();
    arena.close();
  }
}
