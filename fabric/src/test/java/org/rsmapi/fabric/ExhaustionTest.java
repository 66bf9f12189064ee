// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;

/** A process that has no descriptors left, as an exporter and as an importer. */
class ExhaustionTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int LIMIT = 300;
  private static final SegmentId THEIRS = SegmentId.of(0x400600L);
  private static final SegmentId OURS = SegmentId.of(0x400601L);
  private static final SegmentId THIRD = SegmentId.of(0x400602L);
  private static final String SHORT = RsmError.INSUFFICIENT_RESOURCES.toString();

  @TempDir Path directory;

  private Sides sides;
  private ChildJvm child;

  @BeforeEach
  void begin() throws IOException {
    sides = new Sides();
    child = ChildJvm.limited(sides.name, ClassPathJar.in(directory), LIMIT);
  }

  @AfterEach
  void end() {
    child.close();
    sides.close();
  }

  private void tell(String expected, String command) {
    assertEquals(expected, child.tell(command), command);
  }

  /** Of the child; it may still be closing what it has just sent, so later there may be fewer. */
  private int descriptors() {
    return Integer.parseInt(child.tell("descriptors"));
  }

  @Test
  void anExporterWithoutDescriptorsRefusesAndGoesOnWithWhatItHas() {
    tell("ok", "export " + THEIRS.value());
    FabricImport imported = sides.connect(THEIRS);
    int before = descriptors();
    tell("ok", "fill");
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      Host.assertFails(RsmError.INSUFFICIENT_RESOURCES, () -> sides.connect(THEIRS));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(millis < 3_000, millis + " ms");
    }
    tell("ok", "put 0 17");
    assertEquals(17, imported.window().get(LONG, 0));
    tell("ok", "post");
    assertEquals(1, imported.takeArrived(0));
    // One for the connection, and what has to be sent is ready; but not for the next one.
    tell("ok", "free 1");
    FabricImport ready = sides.connect(THEIRS);
    Host.assertFails(RsmError.INSUFFICIENT_RESOURCES, () -> sides.connect(THEIRS));
    ready.disconnect();
    tell("ok", "free 100");
    FabricImport another = sides.connect(THEIRS);
    assertEquals(17, another.window().get(LONG, 0));
    another.disconnect();
    tell("ok", "free 1000");
    Host.await("nothing is left", () -> descriptors() <= before);
    assertEquals(0, sides.importer.broken.get());
  }

  @Test
  void theFirstConnectionNeedsDescriptorsForWhatHasToBeSent() {
    tell("ok", "export " + THEIRS.value());
    tell("ok", "fill");
    tell("ok", "free 1");
    Host.assertFails(RsmError.INSUFFICIENT_RESOURCES, () -> sides.connect(THEIRS));
    tell("ok", "free 1");
    sides.connect(THEIRS).disconnect();
  }

  @Test
  void withoutDescriptorsNothingIsCreatedOrPublishedAndNothingIsLeftOfTheAttempt() {
    tell("ok", "export " + THEIRS.value());
    sides.connect(THEIRS).disconnect();
    tell("ok", "unpublish");
    int before = descriptors();
    tell("ok", "fill");
    for (int i = 0; i < 5; i++) {
      tell(SHORT, "publish " + THEIRS.value());
      tell(SHORT, "createOver");
      tell(SHORT, "create");
    }
    tell("ok", "free 1");
    tell("ok", "publish " + THEIRS.value());
    tell("ok", "free 1000");
    FabricImport imported = sides.connect(THEIRS);
    imported.disconnect();
    tell("ok", "unpublish");
    Host.await("nothing is left", () -> descriptors() <= before);
  }

  @Test
  void anImporterWithoutDescriptorsIsToldSo() {
    sides.export.publish(OURS, Sides.EVERYBODY);
    tell("ok", "import " + OURS.value() + " 600");
    tell("ok", "disconnect");
    int here = sides.settledDescriptors();
    int before = descriptors();
    tell("ok", "fill");
    for (int i = 0; i < 5; i++) {
      tell(SHORT, "import " + OURS.value() + " 600");
    }
    // Enough for the socket, or for one of the two descriptors that come over it.
    for (int i = 0; i < 2; i++) {
      tell("ok", "free 1");
      tell(SHORT, "import " + OURS.value() + " 600");
    }
    tell("ok", "free 1");
    tell("ok", "import " + OURS.value() + " 600");
    tell("ok", "put 0 5");
    assertEquals(5, sides.memory.get(LONG, 0));
    tell("ok", "disconnect");
    tell("ok", "free 1000");
    Host.await("nothing is left", () -> descriptors() <= before);
    Host.awaitDescriptors(here);
  }

  @Test
  void connectionsWithinTheProcessNeedNone() {
    tell("ok", "export " + THIRD.value());
    tell("ok", "fill");
    tell("ok", "import " + THIRD.value() + " 600");
    tell("ok", "put 0 6");
    tell("6", "get 0");
    tell("ok", "disconnect");
    tell("ok", "destroy");
    tell("ok", "free 1000");
  }

  @Test
  void withoutDescriptorsTheMemoryCannotBeExchangedAndStays() {
    tell("ok", "export " + THEIRS.value());
    FabricImport imported = sides.connect(THEIRS, Permission.READ);
    tell("ok", "fill");
    // One for the new memory, and one to hand it out for reading.
    for (int i = 0; i < 2; i++) {
      tell(SHORT, "rebind");
      tell("ok", "put 0 " + (3 + i));
      assertEquals(3 + i, imported.window().get(LONG, 0));
      tell("ok", "free 1");
    }
    tell("ok", "rebind");
    tell("ok", "put 0 8");
    assertEquals(8, imported.window().get(LONG, 0));
    assertEquals(0, sides.importer.broken.get());
    tell("ok", "free 1000");
  }
}
