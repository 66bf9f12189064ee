// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;

/** Ids are unique over all interconnects of a process. */
@Timeout(60)
class PublishedIdsTest extends LibraryFixture {

  private final MemoryDriver otherDriver = new MemoryDriver("other");
  private RsmController other;

  @BeforeEach
  void openOther() {
    source.present.add(otherDriver);
    other = rsm.controller("other0");
  }

  private ExportSegment exportedByOther(int flags) {
    return other.createExport(memory, LENGTH, flags);
  }

  private void assertFree(SegmentId id) {
    ExportSegment segment = exportedByOther(0);
    assertEquals(id, segment.publish(id, null));
    segment.destroy();
  }

  @Test
  void idOfAnotherInterconnectIsRefusedUntilItIsUnpublished() {
    ExportSegment holder = published();
    ExportSegment segment = exportedByOther(0);
    assertRsmError(RsmError.SEGID_IN_USE, () -> segment.publish(ID, null));
    assertEquals(Optional.empty(), segment.publishedId());
    assertTrue(otherDriver.published.isEmpty());
    holder.unpublish();
    assertEquals(ID, segment.publish(ID, null));
    assertRsmError(RsmError.SEGID_IN_USE, () -> holder.publish(ID, null));
  }

  @Test
  void anotherLibraryOfTheProcessIsRefusedToo() {
    ExportSegment holder = published();
    try (Library second = new Library(source, quotas);
        RsmController controllerOfSecond = second.controller("other1");
        ExportSegment segment = controllerOfSecond.createExport(memory, LENGTH)) {
      assertRsmError(RsmError.SEGID_IN_USE, () -> segment.publish(ID, null));
      holder.destroy();
      assertEquals(ID, segment.publish(ID, null));
    }
    assertFree(ID);
  }

  @Test
  void idIsFreeWhenItsHolderHasEnded() {
    published().destroy();
    assertFree(ID);
    published();
    source.withdraw(driver);
    assertFree(ID);
  }

  @Test
  void idIsFreeWhenTheControllerIsReleased() {
    published();
    controller.release();
    assertFree(ID);
  }

  @Test
  void refusedPublishTakesNoId() {
    otherDriver.publications = 0;
    ExportSegment segment = exportedByOther(ExportSegment.DONTWAIT);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> segment.publish(ID, null));
    assertEquals(ID, exported().publish(ID, null));
  }

  @Test
  void idThatTheDriverRefusesStaysWithItsHolder() {
    published();
    ExportSegment second = exported();
    assertRsmError(RsmError.SEGID_IN_USE, () -> second.publish(ID, null));
    ExportSegment segment = exportedByOther(0);
    assertRsmError(RsmError.SEGID_IN_USE, () -> segment.publish(ID, null));
  }

  @Test
  void accessListIsCheckedBeforeTheId() {
    published();
    ExportSegment segment = exportedByOther(0);
    List<AccessEntry> bad = List.of(new AccessEntry(MemoryDriver.NODE, 0777));
    assertRsmError(RsmError.BAD_ACL, () -> segment.publish(ID, bad));
  }

  @Test
  void idThatWaitsForResourcesIsTaken() throws Exception {
    driver.publications = 0;
    ExportSegment waiting = exported();
    Task publish = Task.start(() -> waiting.publish(ID, null)).awaitBlocked();
    ExportSegment segment = exportedByOther(0);
    assertRsmError(RsmError.SEGID_IN_USE, () -> segment.publish(ID, null));
    waiting.destroy();
    publish.assertOutcome(RsmError.BAD_SEG_HNDL);
    assertEquals(ID, segment.publish(ID, null));
  }

  @Test
  void systemIdsOfInterconnectsDiffer() {
    List<SegmentId> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(exported().publish(SegmentId.ANY, null));
    }
    for (int i = 0; i < 4; i++) {
      SegmentId id = exportedByOther(0).publish(SegmentId.ANY, null);
      ids.forEach(earlier -> assertNotEquals(earlier, id));
      ids.add(id);
    }
    assertEquals(4, otherDriver.published.size());
  }

  @Test
  void driverThatOnlyHasIdsOfOthersIsShortOfThem() {
    SegmentId taken = exported().publish(SegmentId.ANY, null);
    otherDriver.before = call -> otherDriver.nextSystemId.set(taken.value());
    ExportSegment segment = exportedByOther(ExportSegment.DONTWAIT);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> segment.publish(SegmentId.ANY, null));
    assertTrue(otherDriver.published.isEmpty());
  }
}
