// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.tests.TransferAssertions.buffer;
import static org.rsmapi.tck.tests.TransferAssertions.bytes;
import static org.rsmapi.tck.tests.TransferAssertions.element;
import static org.rsmapi.tck.tests.TransferAssertions.setElement;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.Permission;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/**
 * The order of the bytes of an element, as rsm_memseg_import_get(3RSM), rsm_memseg_import_put(3RSM)
 * and a mapping show it.
 */
@ExtendWith(TestBedExtension.class)
final class ByteOrderTest {

  private static final long VALUE = 0x0102_0304_0506_0708L;

  /** Returns the low bytes of the value as the machine would store them. */
  private static byte[] inOrder(int width) {
    ByteBuffer bytes = ByteBuffer.allocate(width).order(ByteOrder.nativeOrder());
    switch (width) {
      case 2 -> bytes.putShort((short) VALUE);
      case 4 -> bytes.putInt((int) VALUE);
      default -> bytes.putLong(VALUE);
    }
    return bytes.array();
  }

  @ParameterizedTest
  @EnumSource(names = {"PUT16", "PUT32", "PUT64"})
  void elementsPutAreInNativeOrderOnEachSide(Transfer put, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment mapped = mapping(link);
    int width = put.width();
    byte[] expected = inOrder(width);
    MemorySegment buffer = buffer(bed, put, 4);
    for (int i = 0; i < 4; i++) {
      setElement(buffer, (long) i * width, width, VALUE);
    }
    put.run(link.imported(), 64, buffer, 4);
    assertEquals(0, put.runSingle(link.imported(), bed.page(), VALUE));
    for (long offset : new long[] {64, 64 + 3L * width, bed.page()}) {
      assertArrayEquals(expected, bytes(link.memory().asSlice(offset, width)));
      assertArrayEquals(expected, bytes(mapped.asSlice(offset, width)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GET16", "GET32", "GET64"})
  void elementsGotAreTakenInNativeOrder(Transfer get, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment mapped = mapping(link);
    int width = get.width();
    MemorySegment stored = MemorySegment.ofArray(inOrder(width));
    MemorySegment.copy(stored, 0, link.memory(), 64, width);
    assertArrayEquals(inOrder(width), bytes(mapped.asSlice(64, width)));
    MemorySegment.copy(stored, 0, mapped, bed.page(), width);
    MemorySegment buffer = buffer(bed, get, 1);
    long value = element(stored, 0, width);
    for (long offset : new long[] {64, bed.page()}) {
      get.run(link.imported(), offset, buffer, 1);
      assertEquals(value, element(buffer, 0, width));
      assertEquals(value, get.runSingle(link.imported(), offset, 0));
      assertArrayEquals(inOrder(width), bytes(link.memory().asSlice(offset, width)));
    }
  }

  private static MemorySegment mapping(TransferLink link) {
    TestBed.assumeOffered(Capability.MAP);
    return link.imported().map(Permission.RDWR, 0, link.size());
  }
}
