// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlPagesTest {

  private final int before = Host.descriptors().size();
  private final WindowSpace space = new WindowSpace();
  private final ControlPages pages = new ControlPages(space, Sides.PAGE);
  private final int begun = Host.descriptors().size();

  @AfterEach
  void nothingIsLeft() {
    pages.close();
    space.close();
    assertEquals(before, Host.descriptors().size());
  }

  @Test
  void thereIsOneAheadAtMost() {
    pages.prepare();
    pages.prepare();
    assertEquals(begun + 1, Host.descriptors().size());
    try (ControlPages.Made first = pages.take();
        ControlPages.Made second = pages.take()) {
      assertTrue(MemoryFile.isTrustworthy(first.number(), Sides.PAGE));
      assertTrue(MemoryFile.isTrustworthy(second.number(), Sides.PAGE));
      assertNotEquals(first.number(), second.number());
    }
    assertEquals(begun, Host.descriptors().size());
  }

  @Test
  void aPageThatIsKeptIsMappedWithoutItsDescriptor() {
    pages.prepare();
    ControlPage exporter;
    ControlPage importer;
    try (ControlPages.Made made = pages.take()) {
      exporter = made.keep();
      importer = ControlPage.map(space, made.number(), Sides.PAGE, false);
    }
    assertEquals(begun, Host.descriptors().size());
    importer.post(true);
    assertEquals(1, exporter.takeArrived().events());
    importer.detach();
    exporter.detach();
  }

  @Test
  void noneIsMadeAheadOnceItIsClosed() {
    pages.close();
    pages.prepare();
    assertEquals(begun, Host.descriptors().size());
  }

  @Test
  void manyConnectionsLeaveOnePageUntilTheFabricIsClosed() {
    try (Sides sides = new Sides()) {
      sides.publish();
      int idle = sides.settledDescriptors();
      for (int i = 0; i < 100; i++) {
        sides.connect(sides.publishedAs()).disconnect();
      }
      assertEquals(idle + 1, sides.settledDescriptors());
    }
    assertEquals(begun, Host.descriptors().size());
  }

  @Test
  void whoOnlyImportsHasNone() {
    try (Sides sides = new Sides()) {
      int idle = sides.settledDescriptors();
      FabricImport imported = sides.connect(sides.publish());
      // The listening socket, both ends of the connection, the page of the exporter.
      assertEquals(idle + 4, sides.settledDescriptors());
      imported.disconnect();
    }
  }
}
