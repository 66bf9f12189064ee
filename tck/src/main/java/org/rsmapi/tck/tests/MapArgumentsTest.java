// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** What rsm_memseg_import_map(3RSM) refuses. */
@ExtendWith(TestBedExtension.class)
final class MapArgumentsTest {

  private static final Permission RDWR = Permission.RDWR;

  /** Asserts that mapping fails in both forms, and leaves the import as it was. */
  private static void assertRefused(
      RsmError expected,
      TestBed bed,
      ImportSegment segment,
      @Nullable Permission permission,
      long offset,
      long length) {
    assertRsmError(expected, () -> segment.map(permission, offset, length));
    if (TestBed.offers(Capability.MAP_FIXED)) {
      long address = FreeAddresses.find(bed.page());
      assertRsmError(expected, () -> segment.mapFixed(address, permission, offset, length));
    }
  }

  private static void assertCanBeMapped(
      ImportSegment segment, Permission permission, long offset, long length) {
    assertRsmError(RsmError.SEG_NOT_MAPPED, segment::unmap);
    MemorySegment mapped = segment.map(permission, offset, length);
    assertEquals(length, mapped.byteSize());
    assertEquals(!permission.canWrite(), mapped.isReadOnly());
    segment.unmap();
  }

  /** A null receiver is Java's own affair; this is what else makes the handle invalid. */
  @Rule(RuleId.MAP_BAD_SEG_HNDL_01)
  @Test
  void importOfAReleasedControllerIsRefused(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    try (Rsm rsm = TestBed.library()) {
      RsmController controller = rsm.controller(TestBed.controllerName());
      ImportSegment released = controller.connect(bed.node(), TestBed.idOf(link.exported()), RDWR);
      controller.release();
      assertRefused(RsmError.BAD_SEG_HNDL, bed, released, RDWR, 0, link.size());
    }
  }

  @Rule(RuleId.MAP_SEG_NOT_CONNECTED_01)
  @Test
  void disconnectedImportIsRefused(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    ImportSegment closed = bed.connect(link.exported(), RDWR);
    link.imported().disconnect();
    assertRefused(RsmError.SEG_NOT_CONNECTED, bed, link.imported(), RDWR, 0, link.size());
    closed.close();
    assertRefused(RsmError.SEG_NOT_CONNECTED, bed, closed, RDWR, 0, link.size());
  }

  @Rule(RuleId.MAP_BAD_LENGTH_01)
  @Test
  void lengthThatIsNoneOrTooLargeIsRefused(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    long page = bed.page();
    long last = link.size() - page;
    long[][] ranges = {
      {0, 0},
      {0, -1},
      {0, Long.MIN_VALUE},
      {page, 0},
      {0, link.size() + 1},
      {last, page + 1},
      {page, Long.MAX_VALUE},
      {0, Long.MAX_VALUE}
    };
    for (long[] range : ranges) {
      assertRefused(RsmError.BAD_LENGTH, bed, link.imported(), RDWR, range[0], range[1]);
    }
    assertCanBeMapped(link.imported(), RDWR, last, page);
  }

  @Rule(RuleId.MAP_BAD_OFFSET_01)
  @Test
  void offsetOutsideTheSegmentIsRefused(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    long page = bed.page();
    long[] offsets = {
      -page, link.size(), link.size() + page, Long.MIN_VALUE, Long.MAX_VALUE & -page
    };
    for (long offset : offsets) {
      assertRefused(RsmError.BAD_OFFSET, bed, link.imported(), RDWR, offset, page);
      assertRefused(RsmError.BAD_OFFSET, bed, link.imported(), RDWR, offset, 1);
    }
    assertCanBeMapped(link.imported(), RDWR, link.size() - page, page);
  }

  @Rule(RuleId.MAP_BAD_MEM_ALIGNMENT_01)
  @Test
  void offsetBesideAPageBoundaryIsRefused(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    long page = bed.page();
    for (long offset : new long[] {1, page - 1, page + 1}) {
      assertRefused(RsmError.BAD_MEM_ALIGNMENT, bed, link.imported(), RDWR, offset, page);
      assertRefused(RsmError.BAD_MEM_ALIGNMENT, bed, link.imported(), RDWR, offset, 1);
    }
    assertCanBeMapped(link.imported(), RDWR, page, page);
  }

  @Rule(RuleId.MAP_BAD_MEM_ALIGNMENT_02)
  @Test
  void addressBesideAPageBoundaryIsRefused(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    long address = FreeAddresses.find(bed.page());
    for (long beside : new long[] {address + 1, address - 1}) {
      assertRsmError(
          RsmError.BAD_MEM_ALIGNMENT, () -> link.imported().mapFixed(beside, RDWR, 0, link.size()));
    }
    assertCanBeMapped(link.imported(), RDWR, 0, link.size());
    assertEquals(address, link.imported().mapFixed(address, RDWR, 0, link.size()).address());
  }

  @Rule(RuleId.MAP_BAD_PERMS_01)
  @Test
  void permissionIsOneOfThree(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    for (int bits : new int[] {0, 0100, 0700, 0444, -1, Integer.MIN_VALUE}) {
      assertRefused(RsmError.BAD_PERMS, bed, link.imported(), Permission.of(bits), 0, link.size());
    }
    assertRefused(RsmError.BAD_PERMS, bed, link.imported(), null, 0, link.size());
    for (Permission permission : new Permission[] {Permission.READ, Permission.WRITE, RDWR}) {
      assertCanBeMapped(link.imported(), permission, 0, link.size());
    }
  }

  @Rule(RuleId.MAP_BAD_PERMS_02)
  @Test
  void rightsAreThoseAskedForAtConnect(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.READ);
    ImportSegment writer = bed.connect(link.exported(), Permission.WRITE);
    long size = link.size();
    assertRefused(RsmError.BAD_PERMS, bed, link.imported(), Permission.WRITE, 0, size);
    assertRefused(RsmError.BAD_PERMS, bed, link.imported(), RDWR, 0, size);
    assertRefused(RsmError.BAD_PERMS, bed, writer, Permission.READ, 0, size);
    assertRefused(RsmError.BAD_PERMS, bed, writer, RDWR, 0, size);
    assertCanBeMapped(link.imported(), Permission.READ, 0, size);
    assertCanBeMapped(writer, Permission.WRITE, 0, size);

    MemorySegment readOnly = link.imported().map(Permission.READ, 0, size);
    assertThrows(
        IllegalArgumentException.class, () -> readOnly.set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
    assertEquals(0, link.memory().get(ValueLayout.JAVA_BYTE, 0));
  }

  @Rule(RuleId.MAP_CONN_ABORTED_01)
  @Test
  void brokenImportIsRefused(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    TransferLink other = TransferLink.connected(bed, RDWR);
    assertCanBeMapped(link.imported(), RDWR, 0, link.size());
    link.exported().unpublish();
    assertRefused(RsmError.CONN_ABORTED, bed, link.imported(), RDWR, 0, link.size());
    other.exported().destroy();
    assertRefused(RsmError.CONN_ABORTED, bed, other.imported(), RDWR, 0, link.size());
    assertRsmError(RsmError.SEG_NOT_MAPPED, () -> link.imported().unmap());
  }

  @Rule(
      value = RuleId.MAP_MAP_FAILED_01,
      needs = {Capability.MAP, Capability.FAULT_INJECTION})
  @Test
  void failureOfTheDriverLeavesTheImportUnmapped(TestBed bed) {
    FaultInjection faults = bed.faults();
    RsmError[] reasons = {
      RsmError.MAP_FAILED, RsmError.INSUFFICIENT_RESOURCES, RsmError.INSUFFICIENT_MEM
    };
    boolean fixed = TestBed.offers(Capability.MAP_FIXED);
    for (RsmError reason : reasons) {
      TransferLink link = TransferLink.ready(bed);
      try (Fault fault = faults.fail(FaultPoint.MAP, reason, fixed ? 2 : 1)) {
        assertRefused(RsmError.MAP_FAILED, bed, link.imported(), RDWR, 0, link.size());
        assertEquals(fixed ? 2 : 1, fault.hits());
      }
      link.imported().put64(0, 42);
      assertEquals(42, link.memory().get(ValueLayout.JAVA_LONG, 0));
      assertCanBeMapped(link.imported(), RDWR, 0, link.size());
      link.imported().disconnect();
    }
  }

  @Test
  void addressThatIsInUseIsRefused(TestBed bed) {
    TestBed.assumeOffered(Capability.MAP_FIXED);
    TransferLink link = TransferLink.connected(bed, RDWR);
    MemorySegment inUse = bed.memory(link.size() / bed.page());
    byte[] before = inUse.toArray(ValueLayout.JAVA_BYTE);
    for (long address : new long[] {inUse.address(), link.memory().address()}) {
      assertRsmError(
          RsmError.MAP_FAILED, () -> link.imported().mapFixed(address, RDWR, 0, link.size()));
    }
    assertArrayEquals(before, inUse.toArray(ValueLayout.JAVA_BYTE));
    assertCanBeMapped(link.imported(), RDWR, 0, link.size());
  }

  @Rule(RuleId.MAP_SEG_ALREADY_MAPPED_01)
  @Test
  void importHasOneMapping(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    long page = bed.page();
    MemorySegment first = link.imported().map(RDWR, page, page);
    for (long[] range : new long[][] {{page, page}, {0, page}, {2 * page, 1}, {0, link.size()}}) {
      assertRefused(RsmError.SEG_ALREADY_MAPPED, bed, link.imported(), RDWR, range[0], range[1]);
    }
    MapTest.assertShared(link, first, page);
    ImportSegment other = bed.connect(link.exported(), RDWR);
    MemorySegment second = other.map(RDWR, page, page);
    assertEquals(-1, first.mismatch(second));
    MapTest.assertShared(link, first, page);
    assertFalse(first.address() == second.address());
    assertTrue(first.scope().isAlive() && second.scope().isAlive());
  }

  @Rule(RuleId.MAP_ORDER_01)
  @Test
  void stateComesFirstThenPermissionLengthOffset(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, RDWR);
    ImportSegment segment = link.imported();
    Permission illegal = Permission.of(0700);
    long beyond = link.size() + 1;
    assertRefused(RsmError.BAD_PERMS, bed, segment, illegal, 0, 0);
    assertRefused(RsmError.BAD_LENGTH, bed, segment, RDWR, -bed.page(), 0);
    assertRefused(RsmError.BAD_OFFSET, bed, segment, RDWR, beyond, 1);
    MemorySegment mapped = segment.map(RDWR, 0, link.size());
    assertRefused(RsmError.SEG_ALREADY_MAPPED, bed, segment, illegal, 0, link.size());
    assertRefused(RsmError.SEG_ALREADY_MAPPED, bed, segment, illegal, 0, 0);
    MapTest.assertShared(link, mapped, 0);
  }
}
