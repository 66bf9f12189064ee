// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.tests.TransferAssertions.buffer;
import static org.rsmapi.tck.tests.TransferAssertions.element;
import static org.rsmapi.tck.tests.TransferAssertions.setElement;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/**
 * rsm_memseg_import_get(3RSM) and rsm_memseg_import_put(3RSM) between processors of different byte
 * order.
 */
@ExtendWith(TestBedExtension.class)
final class MixedEndianTest {

  private static final long VALUE = 0x0102_0304_0506_0708L;
  private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7, 8};

  private static ImportSegment imported(TestBed bed, OtherNode other) {
    SegmentId id = other.published("there", bed.node(), "0666");
    ImportSegment imported = bed.controller().connect(other.node(), id, Permission.RDWR);
    imported.initBarrier();
    return imported;
  }

  @Rule(RuleId.XFER_DATA_03)
  @ParameterizedTest
  @EnumSource(names = {"PUT16", "PUT32", "PUT64", "GET16", "GET32", "GET64"})
  void elementsKeepTheirValue(Transfer transfer, TestBed bed) {
    try (OtherNode other = OtherNode.ofOtherByteOrder()) {
      ImportSegment imported = imported(bed, other);
      int width = transfer.width();
      String bytes = Integer.toString(width);
      long value = VALUE >>> (Long.SIZE - Byte.SIZE * width);
      MemorySegment buffer = buffer(bed, transfer, 1);
      if (!transfer.isGet()) {
        setElement(buffer, 0, width, value);
        transfer.run(imported, 64, buffer, 1);
        assertEquals(0, transfer.runSingle(imported, 128, value));
        for (String offset : new String[] {"64", "128"}) {
          assertEquals(
              Long.toString(value),
              other.party().call(OtherNode.Element.class, "there", offset, bytes));
        }
      } else {
        String number = Long.toString(value);
        other.party().call(OtherNode.SetElement.class, "there", "64", bytes, number);
        transfer.run(imported, 64, buffer, 1);
        assertEquals(value, element(buffer, 0, width));
        assertEquals(value, transfer.runSingle(imported, 64, 0));
      }
    }
  }

  @Rule(RuleId.XFER_DATA_04)
  @ParameterizedTest
  @EnumSource(names = {"PUT", "PUT8", "GET", "GET8"})
  void bytesKeepTheirSequence(Transfer transfer, TestBed bed) {
    try (OtherNode other = OtherNode.ofOtherByteOrder()) {
      ImportSegment imported = imported(bed, other);
      MemorySegment buffer = bed.memory(1);
      MemorySegment.copy(BYTES, 0, buffer, ValueLayout.JAVA_BYTE, 0, BYTES.length);
      if (!transfer.isGet()) {
        transfer.run(imported, 0, buffer, BYTES.length);
        String there = other.party().call(OtherNode.Bytes.class, "there", "8");
        assertEquals(HexFormat.of().formatHex(BYTES), there);
      } else {
        for (int i = 0; i < BYTES.length; i++) {
          String value = Byte.toString(BYTES[i]);
          other.party().call(OtherNode.SetElement.class, "there", Integer.toString(i), "1", value);
        }
        MemorySegment target = buffer.asSlice(BYTES.length, BYTES.length);
        transfer.run(imported, 0, target, BYTES.length);
        assertArrayEquals(BYTES, target.toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }
}
