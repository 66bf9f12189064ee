// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.ValueLayout;
import java.util.List;
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
import org.rsmapi.SegmentId;

/**
 * An exporter, good importers at work in this process, over sockets and in another process, and bad
 * ones that do anything at all.
 */
@AddLifecycleHook(MoreTries.class)
class FuzzedImporterTest {

  private static final int STEPS = 20;

  private final FabricName name = Sides.uniqueName();
  private Holdings beginning;
  private Holdings atWork;
  private Complaints complaints;
  private Strays strays;
  private Fabric exporting;
  private Fabric local;
  private Fabric remote;
  private Bystanders bystanders;
  private BusyExporter exporter;
  private boolean scribbled;

  @BeforeProperty
  void begin() {
    beginning = Holdings.now();
    complaints = new Complaints();
    strays = new Strays();
    exporting = Fabric.open(name);
    local = Fabric.open(name);
    remote = Fabric.open(name, new LocalExports());
    bystanders = new Bystanders(exporting).with(local).with(remote).withProcess(name).start();
    exporter = new BusyExporter(exporting, bystanders);
    bystanders.awaitProgress();
    atWork = Holdings.settled(List.of(exporting, local, remote));
  }

  @AfterProperty
  void end() {
    try {
      bystanders.finish(!scribbled);
      complaints.assertNone();
    } finally {
      exporter.close();
      bystanders.close();
      remote.close();
      local.close();
      exporting.close();
      strays.close();
      complaints.close();
    }
    beginning.awaitAll();
  }

  @Provide
  Arbitrary<List<Intrusion>> outside() {
    return Intrusion.outside().list().ofMinSize(1).ofMaxSize(STEPS);
  }

  @Provide
  Arbitrary<List<Intrusion>> inside() {
    return Intrusion.inside().list().ofMinSize(1).ofMaxSize(STEPS);
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void strangersDisturbNobody(@ForAll("outside") List<Intrusion> steps) {
    run(steps);
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void importersThatScribbleDisturbNobody(@ForAll("inside") List<Intrusion> steps) {
    scribbled = true;
    run(steps);
  }

  private void run(List<Intrusion> steps) {
    try (Intruders intruders =
        new Intruders(
            List.of(name.socketName(bystanders.id.value()), name.socketName(exporter.id.value())),
            strays)) {
      steps.forEach(step -> step.on(intruders, exporter));
    }
    exporter.settle();
    bystanders.awaitProgress();
    connectOnce(remote, bystanders.id);
    connectOnce(remote, exporter.id);
    connectOnce(local, exporter.id);
    atWork.awaitDescriptors();
    complaints.assertNone();
  }

  private static void connectOnce(Fabric fabric, SegmentId id) {
    FabricImport imported =
        fabric.connect(NodeId.of(Sides.NODE), id, Permission.RDWR, new ImportProbe());
    long at = imported.byteSize() - 8;
    imported.window().set(ValueLayout.JAVA_LONG, at, at);
    assertEquals(at, imported.window().get(ValueLayout.JAVA_LONG, at));
    imported.disconnect();
  }
}
