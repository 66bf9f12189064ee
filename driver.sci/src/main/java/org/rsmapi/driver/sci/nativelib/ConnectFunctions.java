// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Connections to segments, and their maps. */
final class ConnectFunctions {

  private static final MethodHandle CONNECT = Downcall.of('v', "jjiiijjiij");
  private static final MethodHandle END = Downcall.of('v', "jij");
  private static final MethodHandle SIZE = Downcall.of('j', "a");
  private static final MethodHandle MAP = Downcall.of('j', "ajjjjij");
  private static final MethodHandle MEM_CPY = Downcall.of('v', "jaajjij");

  private final Failures failures;
  private final MemorySegment connectSegment;
  private final MemorySegment disconnectSegment;
  private final MemorySegment getRemoteSegmentSize;
  private final MemorySegment mapRemoteSegment;
  private final MemorySegment unmapSegment;
  private final MemorySegment memCpy;

  ConnectFunctions(Symbols symbols, Failures failures) {
    this.failures = failures;
    connectSegment = symbols.function("SCIConnectSegment");
    disconnectSegment = symbols.function("SCIDisconnectSegment");
    getRemoteSegmentSize = symbols.function("SCIGetRemoteSegmentSize");
    mapRemoteSegment = symbols.function("SCIMapRemoteSegment");
    unmapSegment = symbols.function("SCIUnmapSegment");
    memCpy = symbols.function("SCIMemCpy");
  }

  /**
   * A remote segment or interrupt.
   *
   * @param number id of the segment, or number of the interrupt
   */
  record Target(int adapterNo, int nodeId, int number) {

    @Override
    public String toString() {
      return "adapterNo=%d nodeId=%d number=%s"
          .formatted(adapterNo, nodeId, Integer.toUnsignedString(number));
    }
  }

  long connect(long descriptor, Target target, long callback, long number, int timeout, int flags) {
    MemorySegment scratch = Scratch.clear();
    try {
      CONNECT.invokeExact(
          connectSegment,
          descriptor,
          Scratch.handleAt(scratch),
          target.nodeId,
          target.number,
          target.adapterNo,
          callback,
          number,
          timeout,
          flags,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIConnectSegment", e);
    }
    if (Scratch.error(scratch) != 0) {
      throw failures.of(scratch, "SCIConnectSegment", target.toString());
    }
    return Scratch.handle(scratch);
  }

  void disconnect(Handle remote) {
    end("SCIDisconnectSegment", disconnectSegment, remote.value());
  }

  void unmap(long map) {
    end("SCIUnmapSegment", unmapSegment, map);
  }

  private void end(String call, MemorySegment function, long handle) {
    MemorySegment scratch = Scratch.clear();
    try {
      END.invokeExact(function, handle, 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure(call, e);
    }
    failures.check(scratch, call);
  }

  long size(Handle remote) {
    try {
      return (long) SIZE.invokeExact(getRemoteSegmentSize, remote.segment());
    } catch (Throwable e) {
      throw Downcall.failure("SCIGetRemoteSegmentSize", e);
    }
  }

  Mapped map(Handle remote, long offset, long size, long address, int flags) {
    MemorySegment scratch = Scratch.clear();
    long mapped;
    try {
      mapped =
          (long)
              MAP.invokeExact(
                  mapRemoteSegment,
                  remote.segment(),
                  Scratch.handleAt(scratch),
                  offset,
                  size,
                  address,
                  flags,
                  Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIMapRemoteSegment", e);
    }
    if (Scratch.error(scratch) != 0) {
      String detail = "offset=" + offset + " size=" + size;
      throw failures.of(scratch, "SCIMapRemoteSegment", detail);
    }
    return new Mapped(Scratch.handle(scratch), mapped);
  }

  void memCpy(MemorySegment source, Handle map, long offset) {
    MemorySegment scratch = Scratch.clear();
    try {
      MEM_CPY.invokeExact(
          memCpy,
          0L,
          source,
          map.segment(),
          offset,
          source.byteSize(),
          0,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIMemCpy", e);
    }
    failures.check(scratch, "SCIMemCpy", "offset", offset);
  }
}
