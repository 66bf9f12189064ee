// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.tests.TransferAssertions.bytes;
import static org.rsmapi.tck.tests.TransferAssertions.element;
import static org.rsmapi.tck.tests.TransferAssertions.fill;
import static org.rsmapi.tck.tests.TransferAssertions.setElement;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.Transfer;

/** A segment whose size does not fit in 32 bits, in every function that moves or maps data. */
@Tag("large")
final class LargeSegmentTest {

  private static final long GIB = 1L << 30;

  /** The segment, as much again when it ends and its memory becomes private, and one to spare. */
  private static final long AVAILABLE_GIB = 9;

  private static @Nullable TestBed bed;
  private static @Nullable TransferLink link;

  @BeforeAll
  static void exportFourGibibytesAndTwoPages() throws IOException {
    long available = availableBytes();
    Assumptions.assumeTrue(
        available >= AVAILABLE_GIB * GIB,
        () -> "MemAvailable is " + available / GIB + " GiB; " + AVAILABLE_GIB + " GiB are needed");
    TestBed opened = new TestBed();
    bed = opened;
    MemorySegment memory =
        opened.controller().allocate(4 * GIB + 2 * opened.page(), opened.arena());
    ExportSegment exported = opened.published(memory, 0);
    link = new TransferLink(memory, exported, opened.ready(exported));
  }

  private static long availableBytes() throws IOException {
    Path memoryOfTheSystem = Path.of("/proc/meminfo");
    if (!Files.isReadable(memoryOfTheSystem)) {
      return 0;
    }
    for (String line : Files.readAllLines(memoryOfTheSystem)) {
      if (line.startsWith("MemAvailable:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    return 0;
  }

  @AfterAll
  static void end() {
    if (bed != null) {
      bed.close();
    }
    bed = null;
    link = null;
  }

  private static TransferLink link() {
    return Objects.requireNonNull(link);
  }

  private static long page() {
    return Objects.requireNonNull(bed).page();
  }

  private static MemorySegment memory() {
    return link().memory();
  }

  private static ImportSegment imported() {
    return link().imported();
  }

  /** Returns where ranges of a length begin that meet the borders, and the one at the end. */
  private static long[] offsets(long length) {
    return new long[] {
      2 * GIB - length / 2,
      2 * GIB - length,
      2 * GIB,
      4 * GIB - length / 2,
      4 * GIB - length,
      4 * GIB,
      link().size() - length
    };
  }

  /** Returns the pages that an offset cut to 31 or 32 bits would lead to. */
  private static byte[][] aliases(long offset, long length) {
    long[] cut = {offset & (2 * GIB - 1), offset & (4 * GIB - 1)};
    byte[][] found = new byte[cut.length][];
    for (int i = 0; i < cut.length; i++) {
      found[i] = cut[i] == offset ? new byte[0] : bytes(memory().asSlice(cut[i], length));
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void transfersReachAcrossTheBorders(Transfer transfer) {
    int count = 64;
    long length = (long) count * transfer.width();
    MemorySegment buffer = MemorySegment.ofArray(new long[count]).asSlice(0, length);
    for (long offset : offsets(length)) {
      MemorySegment range = memory().asSlice(offset, length);
      fill(range, offset);
      fill(buffer, ~offset);
      byte[] expected = bytes(transfer.isGet() ? range : buffer);
      byte[][] elsewhere = aliases(offset, length);
      transfer.run(imported(), offset, buffer, count);
      assertArrayEquals(expected, bytes(range));
      assertArrayEquals(expected, bytes(buffer));
      assertArrayEquals(elsewhere, aliases(offset, length));
    }
    for (long offset : offsets(transfer.width())) {
      singleAt(transfer, offset & -transfer.width());
    }
  }

  private static void singleAt(Transfer transfer, long offset) {
    int width = transfer.width();
    long value = 0x1112_1314_1516_1718L ^ offset;
    byte[][] elsewhere = aliases(offset, width);
    if (transfer.isGet()) {
      setElement(memory(), offset, width, value);
      assertEquals(element(memory(), offset, width), transfer.runSingle(imported(), offset, 0));
    } else {
      assertEquals(0, transfer.runSingle(imported(), offset, value));
      MemorySegment wanted = MemorySegment.ofArray(new long[1]);
      setElement(wanted, 0, width, value);
      assertEquals(element(wanted, 0, width), element(memory(), offset, width));
    }
    assertArrayEquals(elsewhere, aliases(offset, width));
  }

  @ParameterizedTest
  @EnumSource
  void endOfTheSegmentIsTheLimit(Transfer transfer) {
    long size = link().size();
    int width = transfer.width();
    MemorySegment buffer = MemorySegment.ofArray(new long[2]);
    for (long offset : new long[] {size, size + 2 * GIB, size + 4 * GIB}) {
      assertRsmError(RsmError.BAD_OFFSET, () -> transfer.run(imported(), offset, buffer, 1));
    }
    assertRsmError(RsmError.BAD_LENGTH, () -> transfer.run(imported(), size - width, buffer, 2));
    assertRsmError(
        RsmError.BAD_LENGTH, () -> transfer.run(imported(), 0, buffer, size / width + 1));
    // Not taken for 1 element, nor for a buffer that is large enough.
    assertRsmError(RsmError.BAD_ADDR, () -> transfer.run(imported(), 0, buffer, 4 * GIB / width));
  }

  /** The exporter's own memory is the only local one that is large enough. */
  @ParameterizedTest
  @EnumSource(names = {"GET", "GET64", "PUT", "PUT16"})
  void oneTransferMayMoveMoreThanTwoGibibytes(Transfer transfer) {
    long half = link().size() / 2;
    MemorySegment source = memory().asSlice(0, half);
    MemorySegment target = memory().asSlice(half);
    mark(source, target);
    if (transfer.isGet()) {
      transfer.run(imported(), 0, target, half / transfer.width());
    } else {
      transfer.run(imported(), half, source, half / transfer.width());
    }
    assertMarked(source, target);
  }

  private static long[] marks(long half) {
    return new long[] {0, GIB, 2 * GIB - 8, 2 * GIB, half - page(), half - 8};
  }

  private static void mark(MemorySegment source, MemorySegment target) {
    for (long mark : marks(source.byteSize())) {
      source.set(ValueLayout.JAVA_LONG, mark, ~mark);
      target.set(ValueLayout.JAVA_LONG, mark, 0);
    }
  }

  private static void assertMarked(MemorySegment source, MemorySegment target) {
    for (long mark : marks(source.byteSize())) {
      assertEquals(~mark, target.get(ValueLayout.JAVA_LONG, mark));
      assertEquals(~mark, source.get(ValueLayout.JAVA_LONG, mark));
    }
  }

  @ParameterizedTest
  @EnumSource
  void vectorsReachAcrossTheBorders(VectorForm form) {
    MemorySegment local = MemorySegment.ofArray(new byte[8 * 100]);
    long[] offsets = offsets(100);
    IoVector[] entries = new IoVector[offsets.length];
    fill(local, 7);
    for (int i = 0; i < offsets.length; i++) {
      fill(memory().asSlice(offsets[i], 100), i);
      entries[i] = IoVector.of(local, i * 100L, offsets[i], 100);
    }
    // Ranges that touch a border do not overlap if those across it are left out.
    for (int i = 0; i < offsets.length; i++) {
      ScatterGather list = new ScatterGather(entries[i]);
      form.run(imported(), list);
      assertEquals(0, list.residualCount());
      assertEquals(-1, local.asSlice(i * 100L, 100).mismatch(memory().asSlice(offsets[i], 100)));
    }
    ScatterGather all = new ScatterGather(entries);
    form.run(imported(), all);
    assertEquals(0, all.residualCount());
  }

  @ParameterizedTest
  @EnumSource
  void handlesMayBeLargeToo(VectorForm form) {
    long half = link().size() / 2;
    try (LocalMemory handle =
        Objects.requireNonNull(bed).controller().createLocalMemory(memory(), link().size())) {
      MemorySegment low = memory().asSlice(0, half);
      MemorySegment high = memory().asSlice(half);
      mark(low, high);
      IoVector entry =
          form.isGet() ? IoVector.of(handle, half, 0, half) : IoVector.of(handle, 0, half, half);
      form.run(imported(), new ScatterGather(entry));
      assertMarked(low, high);
      long end = link().size();
      assertRsmError(
          RsmError.BAD_LENGTH,
          () -> form.run(imported(), new ScatterGather(IoVector.of(handle, 8, 0, end))));
    }
  }

  @Test
  void mappingsReachAcrossTheBorders() {
    TestBed.assumeOffered(Capability.MAP);
    long page = page();
    long size = link().size();
    long[][] ranges = {
      {2 * GIB - page, 2 * page},
      {4 * GIB - page, 2 * page},
      {4 * GIB - page, 3 * page},
      {size - page, page},
      {page, size - page},
      {0, size}
    };
    for (long[] range : ranges) {
      MemorySegment mapped = imported().map(Permission.RDWR, range[0], range[1]);
      assertEquals(range[1], mapped.byteSize());
      for (long offset : offsets(Long.BYTES)) {
        if (offset >= range[0] && offset + Long.BYTES <= range[0] + range[1]) {
          bothWays(mapped, offset, range[0]);
        }
      }
      imported().unmap();
    }
    assertRsmError(
        RsmError.BAD_LENGTH, () -> imported().map(Permission.RDWR, 4 * GIB, 2 * page + 1));
    assertRsmError(RsmError.BAD_OFFSET, () -> imported().map(Permission.RDWR, size, 1));
  }

  private static void bothWays(MemorySegment mapped, long offset, long start) {
    long value = ~offset;
    setElement(mapped, offset - start, Long.BYTES, value);
    assertEquals(value, element(memory(), offset, Long.BYTES));
    setElement(memory(), offset, Long.BYTES, value + 1);
    assertEquals(value + 1, element(mapped, offset - start, Long.BYTES));
  }
}
