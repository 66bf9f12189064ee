// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.BeforeEach;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;

/** A filled segment, local memory to move, and what the tests of putv and getv have in common. */
abstract class VectorFixture extends LibraryFixture {

  static final byte OLD = 1;

  MemorySegment local;

  @BeforeEach
  void fill() {
    memory.fill(OLD);
    local = arena.allocate(LENGTH, PAGE);
    for (long i = 0; i < LENGTH; i++) {
      local.set(ValueLayout.JAVA_BYTE, i, (byte) (31 * i + 7));
    }
  }

  static void fails(RsmError error, int residual, ScatterGather list, Call call) {
    assertRsmError(error, () -> call.with(list));
    assertEquals(residual, list.residualCount());
  }

  /** A vector call on some import segment. */
  interface Call {
    void with(ScatterGather list);
  }

  static ScatterGather list(IoVector... entries) {
    return new ScatterGather(entries);
  }

  static ScatterGather posting(int moreFlags, IoVector... entries) {
    return new ScatterGather(entries, entries.length, ScatterGather.IMPLICIT_SIGPOST | moreFlags);
  }

  static void assertMoved(
      MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long length) {
    assertEquals(-1, from.asSlice(fromOffset, length).mismatch(to.asSlice(toOffset, length)));
  }

  static void entry(ImportSegment segment, RsmError error, IoVector entry) {
    fails(error, 1, list(entry), segment::putv);
    fails(error, 1, list(entry), segment::getv);
  }
}
