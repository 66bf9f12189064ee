// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.tck.DriverFixture;

/**
 * The API over the driver under test, for one test: a controller, memory, segments. Whatever a test
 * leaves ends with it.
 */
public final class TestBed implements AutoCloseable {

  private static final DriverFixture FIXTURE = fixtureFound();

  private final Arena arena = Arena.ofShared();
  private final Rsm rsm;
  private final RsmController controller;

  /** Makes a bed over a library of its own. */
  public TestBed() {
    this.rsm = Rsm.load();
    this.controller = rsm.controller(FIXTURE.controller());
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

  private static DriverFixture fixtureFound() {
    DriverFixture found =
        ServiceLoader.load(DriverFixture.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no DriverFixture is registered"));
    found.systemProperties().forEach(System::setProperty);
    return found;
  }

  /** Returns what the vendor says of the driver. */
  public static DriverFixture fixture() {
    return FIXTURE;
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
    return rsm.controller(FIXTURE.controller());
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

  /** Returns the faults of the driver; skips the test if they are switched off. */
  public FaultInjection faults() {
    String type = controller.name().replaceAll("[0-9]+$", "");
    Optional<FaultInjection> found =
        ServiceLoader.load(FaultInjection.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(faults -> faults.type().equals(type) && faults.isEnabled())
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "the driver's faults are switched off");
    return found.orElseThrow();
  }

  @Override
  public void close() {
    rsm.close();
    arena.close();
  }
}
