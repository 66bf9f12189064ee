// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/**
 * An importer of an exporter that answers anything at all, in a process that also exports and
 * imports in good order.
 */
@AddLifecycleHook(MoreTries.class)
class FuzzedExporterTest {

  private static final SegmentId ID = SegmentId.of(0x400600L);

  /** What connect may fail with when the exporter is at fault. */
  private static final Set<RsmError> DOCUMENTED =
      EnumSet.of(
          RsmError.REMOTE_NODE_UNREACHABLE,
          RsmError.SEG_NOT_PUBLISHED,
          RsmError.SEG_NOT_PUBLISHED_TO_NODE,
          RsmError.PERM_DENIED,
          RsmError.INSUFFICIENT_MEM,
          RsmError.INSUFFICIENT_RESOURCES);

  private final FabricName name = Sides.uniqueName();
  private Holdings beginning;
  private Holdings atWork;
  private Complaints complaints;
  private Strays strays;
  private UnixSocket listening;
  private Fabric attacked;
  private Fabric other;
  private Bystanders exports;
  private Bystanders imports;

  @BeforeProperty
  void begin() {
    beginning = Holdings.now();
    // An import that was told of memory that it cannot have ends, and says why.
    complaints = new Complaints("An import cannot follow its exporter to other memory");
    strays = new Strays();
    listening = UnixSocket.create();
    assertEquals(0, listening.listen(name.socketName(ID.value())));
    attacked = Fabric.open(name);
    other = Fabric.open(name, new LocalExports());
    exports = new Bystanders(attacked).with(attacked).with(other).withProcess(name).start();
    imports = new Bystanders(other).with(attacked).start();
    awaitProgress();
    atWork = Holdings.settled(List.of(attacked, other));
  }

  private void awaitProgress() {
    exports.awaitProgress();
    imports.awaitProgress();
  }

  @AfterProperty
  void end() {
    try {
      exports.finish(true);
      imports.finish(true);
      complaints.assertNone();
    } finally {
      exports.close();
      imports.close();
      other.close();
      attacked.close();
      listening.close();
      strays.close();
      complaints.close();
    }
    beginning.awaitAll();
  }

  @Provide
  Arbitrary<List<BadExporter.Step>> steps() {
    return BadExporter.steps();
  }

  @Provide
  Arbitrary<Permission> permissions() {
    return Arbitraries.of(Permission.READ, Permission.WRITE, Permission.RDWR);
  }

  @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
  void anImporterIsSafeFromItsExporter(
      @ForAll("steps") List<BadExporter.Step> steps, @ForAll("permissions") Permission permission) {
    CompletableFuture<Void> serving =
        CompletableFuture.runAsync(() -> new BadExporter(listening, strays).serve(steps));
    ImportProbe probe = new ImportProbe();
    FabricImport imported = connect(permission, probe);
    if (imported != null) {
      do {
        use(imported, permission);
      } while (!serving.isDone());
      Host.await("the end of the import", () -> probe.broken.get() == 1);
      use(imported, permission);
      imported.disconnect();
      assertEquals(1, probe.broken.get());
    } else {
      assertEquals(0, probe.broken.get());
    }
    Host.await("the bad exporter", serving::isDone);
    serving.join();
    awaitProgress();
    atWork.awaitDescriptors();
    complaints.assertNone();
  }

  private FabricImport connect(Permission permission, ImportProbe probe) {
    try {
      return attacked.connect(NodeId.of(Sides.NODE), ID, permission, probe);
    } catch (RsmException e) {
      if (!DOCUMENTED.contains(e.error())) {
        throw new AssertionError(e);
      }
      return null;
    }
  }

  /** Every page, by the window, by a copy and by a mapping; and signals. */
  private static void use(FabricImport imported, Permission permission) {
    try (Arena arena = Arena.ofShared()) {
      touch(imported.window(), permission);
      MemorySegment copy = arena.allocate(imported.byteSize());
      imported.get(0, copy, 8);
      if (permission.canWrite()) {
        imported.put(0, copy, 8);
      }
      long last = imported.byteSize() - Sides.PAGE;
      try {
        MemorySegment mapped = imported.map(last, Sides.PAGE, permission, arena);
        touch(mapped, permission);
        imported.post(true);
        imported.post(false);
        imported.unmap(mapped);
      } catch (RsmException e) {
        assertEquals(RsmError.CONN_ABORTED, e.error(), e::getMessage);
      }
      imported.setWaiting(true);
      long events = imported.takeArrived(0);
      assertTrue(events >= 0, () -> "events=" + events);
      imported.setWaiting(false);
    }
  }

  private static void touch(MemorySegment memory, Permission permission) {
    for (long at = 0; at < memory.byteSize(); at += Sides.PAGE) {
      long found = (long) GoodImporter.WORD.getVolatile(memory, at);
      if (permission.canWrite()) {
        GoodImporter.WORD.setVolatile(memory, at, found + 1);
      }
    }
  }
}
