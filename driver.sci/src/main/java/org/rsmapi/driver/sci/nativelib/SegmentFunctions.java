// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Segments of this process. */
final class SegmentFunctions {

  private static final MethodHandle CREATE = Downcall.of('v', "jjijjjij");
  private static final MethodHandle REGISTER = Downcall.of('v', "ajaij");
  private static final MethodHandle ON_ADAPTER = Downcall.of('v', "aiij");
  private static final MethodHandle REMOVE = Downcall.of('v', "jij");
  private static final MethodHandle MAP = Downcall.of('j', "ajjjjij");

  private final Failures failures;
  private final MemorySegment createSegment;
  private final MemorySegment registerSegmentMemory;
  private final MemorySegment prepareSegment;
  private final MemorySegment setSegmentAvailable;
  private final MemorySegment setSegmentUnavailable;
  private final MemorySegment removeSegment;
  private final MemorySegment mapLocalSegment;

  SegmentFunctions(Symbols symbols, Failures failures) {
    this.failures = failures;
    createSegment = symbols.function("SCICreateSegment");
    registerSegmentMemory = symbols.function("SCIRegisterSegmentMemory");
    prepareSegment = symbols.function("SCIPrepareSegment");
    setSegmentAvailable = symbols.function("SCISetSegmentAvailable");
    setSegmentUnavailable = symbols.function("SCISetSegmentUnavailable");
    removeSegment = symbols.function("SCIRemoveSegment");
    mapLocalSegment = symbols.function("SCIMapLocalSegment");
  }

  long create(long descriptor, int id, long size, long callback, long number, int flags) {
    MemorySegment scratch = Scratch.clear();
    try {
      CREATE.invokeExact(
          createSegment,
          descriptor,
          Scratch.handleAt(scratch),
          id,
          size,
          callback,
          number,
          flags,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCICreateSegment", e);
    }
    if (Scratch.error(scratch) != 0) {
      throw failures.of(
          scratch, "SCICreateSegment", "id=" + Integer.toUnsignedString(id) + " size=" + size);
    }
    return Scratch.handle(scratch);
  }

  void register(MemorySegment memory, Handle segment, int flags) {
    MemorySegment scratch = Scratch.clear();
    try {
      REGISTER.invokeExact(
          registerSegmentMemory,
          memory,
          memory.byteSize(),
          segment.segment(),
          flags,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIRegisterSegmentMemory", e);
    }
    failures.check(scratch, "SCIRegisterSegmentMemory", "size", memory.byteSize());
  }

  void prepare(Handle segment, int adapterNo, int flags) {
    onAdapter("SCIPrepareSegment", prepareSegment, segment, adapterNo, flags);
  }

  void setAvailable(Handle segment, int adapterNo) {
    onAdapter("SCISetSegmentAvailable", setSegmentAvailable, segment, adapterNo, 0);
  }

  void setUnavailable(Handle segment, int adapterNo, int flags) {
    onAdapter("SCISetSegmentUnavailable", setSegmentUnavailable, segment, adapterNo, flags);
  }

  private void onAdapter(
      String call, MemorySegment function, Handle segment, int adapterNo, int flags) {
    MemorySegment scratch = Scratch.clear();
    try {
      ON_ADAPTER.invokeExact(
          function, segment.segment(), adapterNo, flags, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure(call, e);
    }
    failures.check(scratch, call, "adapterNo", adapterNo);
  }

  void remove(Handle segment, int flags) {
    MemorySegment scratch = Scratch.clear();
    try {
      REMOVE.invokeExact(removeSegment, segment.value(), flags, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIRemoveSegment", e);
    }
    failures.check(scratch, "SCIRemoveSegment");
  }

  Mapped map(Handle segment, long size) {
    MemorySegment scratch = Scratch.clear();
    long address;
    try {
      address =
          (long)
              MAP.invokeExact(
                  mapLocalSegment,
                  segment.segment(),
                  Scratch.handleAt(scratch),
                  0L,
                  size,
                  0L,
                  0,
                  Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIMapLocalSegment", e);
    }
    failures.check(scratch, "SCIMapLocalSegment", "size", size);
    return new Mapped(Scratch.handle(scratch), address);
  }
}
