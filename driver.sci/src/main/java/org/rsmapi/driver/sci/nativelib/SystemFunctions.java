// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The library, descriptors, nodes and queries. */
final class SystemFunctions {

  private static final int LONGEST_TEXT = 256;

  private static final MethodHandle INITIALIZE = Downcall.of('v', "ij");
  private static final MethodHandle TERMINATE = Downcall.of('v', "");
  private static final MethodHandle OPEN = Downcall.of('v', "jij");
  private static final MethodHandle CLOSE = Downcall.of('v', "jij");
  private static final MethodHandle LOCAL_NODE_ID = Downcall.of('v', "ijij");
  private static final MethodHandle PROBE_NODE = Downcall.of('i', "jiiij");
  private static final MethodHandle QUERY = Downcall.of('v', "iaij");

  private final Failures failures;
  private final MemorySegment initialize;
  private final MemorySegment terminate;
  private final MemorySegment open;
  private final MemorySegment close;
  private final MemorySegment getLocalNodeId;
  private final MemorySegment probeNode;
  private final MemorySegment query;

  SystemFunctions(Symbols symbols, Failures failures) {
    this.failures = failures;
    initialize = symbols.function("SCIInitialize");
    terminate = symbols.function("SCITerminate");
    open = symbols.function("SCIOpen");
    close = symbols.function("SCIClose");
    getLocalNodeId = symbols.function("SCIGetLocalNodeId");
    probeNode = symbols.function("SCIProbeNode");
    query = symbols.function("SCIQuery");
  }

  void initialize() {
    MemorySegment scratch = Scratch.clear();
    try {
      INITIALIZE.invokeExact(initialize, 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIInitialize", e);
    }
    failures.check(scratch, "SCIInitialize");
  }

  void terminate() {
    try {
      TERMINATE.invokeExact(terminate);
    } catch (Throwable e) {
      throw Downcall.failure("SCITerminate", e);
    }
  }

  long open() {
    MemorySegment scratch = Scratch.clear();
    try {
      OPEN.invokeExact(open, Scratch.handleAt(scratch), 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIOpen", e);
    }
    failures.check(scratch, "SCIOpen");
    return Scratch.handle(scratch);
  }

  void close(long descriptor) {
    MemorySegment scratch = Scratch.clear();
    try {
      CLOSE.invokeExact(close, descriptor, 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIClose", e);
    }
    failures.check(scratch, "SCIClose");
  }

  int localNodeId(int adapterNo) {
    MemorySegment scratch = Scratch.clear();
    try {
      LOCAL_NODE_ID.invokeExact(
          getLocalNodeId, adapterNo, Scratch.numberAt(scratch), 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIGetLocalNodeId", e);
    }
    failures.check(scratch, "SCIGetLocalNodeId", "adapterNo", adapterNo);
    return Scratch.number(scratch);
  }

  /** Returns whether a node answers; no error says more than that it does not. */
  boolean probeNode(long descriptor, int adapterNo, int nodeId) {
    MemorySegment scratch = Scratch.clear();
    int answer;
    try {
      answer =
          (int)
              PROBE_NODE.invokeExact(
                  probeNode, descriptor, adapterNo, nodeId, 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIProbeNode", e);
    }
    return answer != 0 && Scratch.error(scratch) == 0;
  }

  /** Asks for a text ({@code sci_query_string_t}). */
  String queryText(int command) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(LONGEST_TEXT);
      MemorySegment data = arena.allocate(16, 8);
      data.set(ValueLayout.ADDRESS, 0, text);
      data.set(ValueLayout.JAVA_INT, 8, LONGEST_TEXT - 1); // so that it ends in any case
      query(command, data);
      return text.getString(0);
    }
  }

  /** Asks for a number of an adapter ({@code sci_query_adapter_t}). */
  int queryAdapter(int command, int subcommand, int adapterNo) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment data = arena.allocate(24, 8);
      data.set(ValueLayout.JAVA_INT, 0, adapterNo);
      data.set(ValueLayout.JAVA_INT, 8, subcommand);
      data.set(ValueLayout.ADDRESS, 16, number);
      query(command, data);
      return number.get(ValueLayout.JAVA_INT, 0);
    }
  }

  private void query(int command, MemorySegment data) {
    MemorySegment scratch = Scratch.clear();
    try {
      QUERY.invokeExact(query, command, data, 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIQuery", e);
    }
    failures.check(scratch, "SCIQuery", "command", command);
  }
}
