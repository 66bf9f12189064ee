// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

class MapTest extends LibraryFixture {

  private long address(long offset) {
    return memory.address() + offset;
  }

  @Test
  void fixedMappingLiesAtItsAddress() {
    published();
    ImportSegment segment = ready();
    MemorySegment mapped = segment.mapFixed(address(PAGE), Permission.RDWR, PAGE, PAGE + 3);
    assertEquals(address(PAGE), mapped.address());
    assertEquals(PAGE + 3, mapped.byteSize());
    mapped.set(ValueLayout.JAVA_LONG, 0, 42);
    assertEquals(42, segment.get64(PAGE));
    assertRsmError(
        RsmError.SEG_ALREADY_MAPPED, () -> segment.mapFixed(0, Permission.READ, 0, PAGE));
    assertRsmError(RsmError.SEG_STILL_MAPPED, segment::disconnect);
    segment.unmap();
    assertFalse(mapped.scope().isAlive());
    assertRsmError(RsmError.SEG_NOT_MAPPED, segment::unmap);
    assertTrue(segment.mapFixed(address(0), Permission.READ, 0, 1).isReadOnly());
    segment.close();
    assertEquals(0, driver.liveMappings.get());
  }

  @Test
  void fixedMappingIsCheckedInOrder() {
    ExportSegment exporter = published();
    ImportSegment segment = connected(Permission.READ);
    fixed(segment, RsmError.BAD_PERMS, 1, Permission.of(0444), 1, 0);
    fixed(segment, RsmError.BAD_PERMS, 1, null, 1, 0);
    fixed(segment, RsmError.BAD_LENGTH, 1, Permission.RDWR, -1, 0);
    fixed(segment, RsmError.BAD_OFFSET, 1, Permission.RDWR, LENGTH, PAGE);
    fixed(segment, RsmError.BAD_LENGTH, 1, Permission.RDWR, 1, LENGTH);
    fixed(segment, RsmError.BAD_MEM_ALIGNMENT, 0, Permission.RDWR, 1, 1);
    fixed(segment, RsmError.BAD_MEM_ALIGNMENT, address(1), Permission.RDWR, 0, 1);
    fixed(segment, RsmError.BAD_PERMS, address(0), Permission.RDWR, 0, 1);
    fixed(segment, RsmError.MAP_FAILED, address(PAGE), Permission.READ, 0, 1);
    exporter.unpublish();
    fixed(segment, RsmError.BAD_MEM_ALIGNMENT, address(1), Permission.RDWR, 0, 1);
    fixed(segment, RsmError.CONN_ABORTED, address(0), Permission.RDWR, 0, 1);
    segment.disconnect();
    fixed(segment, RsmError.SEG_NOT_CONNECTED, 1, null, 1, 0);
  }

  private static void fixed(
      ImportSegment segment,
      RsmError error,
      long address,
      Permission permission,
      long offset,
      long length) {
    assertRsmError(error, () -> segment.mapFixed(address, permission, offset, length));
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "LOSSY_ENGINE"})
  void driverWithoutMappingCannotMapAtAnAddress(Medium medium) {
    medium.in(driver);
    published();
    fixed(ready(), RsmError.MAP_FAILED, address(0), Permission.READ, 0, PAGE);
  }

  @Test
  void whatTheDriverSaysBecomesMapFailedOrConnAborted() {
    published();
    ImportSegment segment = connected(Permission.RDWR);
    for (RuntimeException failure :
        new RuntimeException[] {
          new RsmException(RsmError.INSUFFICIENT_RESOURCES, "", ""),
          new RsmException(RsmError.INTERNAL_ERROR, "", ""),
          new IllegalStateException("a defect")
        }) {
      driver.mapFailure = failure;
      assertRsmError(RsmError.MAP_FAILED, () -> segment.map(Permission.READ, 0, PAGE));
    }
    driver.mapFailure = new RsmException(RsmError.CONN_ABORTED, "", "");
    assertRsmError(RsmError.CONN_ABORTED, () -> segment.map(Permission.READ, 0, PAGE));
    assertRsmError(RsmError.SEG_NOT_MAPPED, segment::unmap);
    driver.mapFailure = null;
    segment.map(Permission.READ, 0, PAGE);
    segment.unmap();
    segment.disconnect();
  }

  @Test
  void breakWhileTheDriverFailsToMapCountsForMore() {
    ExportSegment exporter = published();
    ImportSegment segment = connected(Permission.RDWR);
    driver.beforeMap = exporter::unpublish;
    driver.mapFailure = new RsmException(RsmError.MAP_FAILED, "", "");
    assertRsmError(RsmError.CONN_ABORTED, () -> segment.map(Permission.READ, 0, PAGE));
    assertRsmError(RsmError.SEG_NOT_MAPPED, segment::unmap);
  }

  @Test
  @Timeout(30)
  void otherCallsGoThroughWhileTheDriverMaps() {
    published();
    ImportSegment segment = ready();
    driver.beforeMap =
        () -> {
          driver.beforeMap = () -> {};
          Threads.onAnother(
              () -> {
                assertRsmError(
                    RsmError.SEG_ALREADY_MAPPED, () -> segment.map(Permission.READ, 0, PAGE));
                assertRsmError(RsmError.SEG_NOT_MAPPED, segment::unmap);
                segment.put64(0, 1);
                segment.initBarrier().destroy();
                segment.disconnect();
              });
        };
    assertRsmError(RsmError.SEG_NOT_CONNECTED, () -> segment.map(Permission.READ, 0, PAGE));
    assertEquals(0, driver.liveMappings.get());
  }

  @Test
  @Timeout(30)
  void closeAndReleaseDoNotWaitForTheDriverToMap() {
    published();
    ImportSegment closed = connected(Permission.RDWR);
    driver.beforeMap = () -> Threads.onAnother(closed::close);
    assertRsmError(RsmError.SEG_NOT_CONNECTED, () -> closed.map(Permission.READ, 0, PAGE));
    ImportSegment released = connected(Permission.RDWR);
    driver.beforeMap = () -> Threads.onAnother(controller::release);
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> released.map(Permission.READ, 0, PAGE));
    assertEquals(0, driver.liveMappings.get());
  }

  @Test
  @Timeout(30)
  void mappingStaysAMappingUntilTheDriverHasUnmapped() {
    published();
    ImportSegment segment = connected(Permission.RDWR);
    final MemorySegment mapped = segment.map(Permission.READ, 0, PAGE);
    driver.beforeUnmap =
        () -> {
          driver.beforeUnmap = () -> {};
          Threads.onAnother(
              () -> {
                assertRsmError(RsmError.SEG_NOT_MAPPED, segment::unmap);
                assertRsmError(RsmError.SEG_STILL_MAPPED, segment::disconnect);
              });
        };
    segment.unmap();
    assertThrows(IllegalStateException.class, () -> mapped.get(ValueLayout.JAVA_BYTE, 0));
    segment.disconnect();
  }
}
