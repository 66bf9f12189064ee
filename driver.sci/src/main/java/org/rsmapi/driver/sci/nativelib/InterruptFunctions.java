// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.rsmapi.driver.sci.nativelib.ConnectFunctions.Target;

/** Interrupts with data. */
final class InterruptFunctions {

  private static final MethodHandle CREATE = Downcall.of('v', "jjijjjij");
  private static final MethodHandle END = Downcall.of('v', "jij");
  private static final MethodHandle CONNECT = Downcall.of('v', "jjiiiiij");
  private static final MethodHandle TRIGGER = Downcall.of('v', "aaiij");

  private final Failures failures;
  private final MemorySegment createDataInterrupt;
  private final MemorySegment removeDataInterrupt;
  private final MemorySegment connectDataInterrupt;
  private final MemorySegment disconnectDataInterrupt;
  private final MemorySegment triggerDataInterrupt;

  InterruptFunctions(Symbols symbols, Failures failures) {
    this.failures = failures;
    createDataInterrupt = symbols.function("SCICreateDataInterrupt");
    removeDataInterrupt = symbols.function("SCIRemoveDataInterrupt");
    connectDataInterrupt = symbols.function("SCIConnectDataInterrupt");
    disconnectDataInterrupt = symbols.function("SCIDisconnectDataInterrupt");
    triggerDataInterrupt = symbols.function("SCITriggerDataInterrupt");
  }

  /**
   * An interrupt of this process.
   *
   * @param handle of the library
   * @param number which others connect to
   */
  record Created(long handle, int number) {}

  Created create(long descriptor, int adapterNo, long callback, long argument, int flags) {
    MemorySegment scratch = Scratch.clear();
    try {
      CREATE.invokeExact(
          createDataInterrupt,
          descriptor,
          Scratch.handleAt(scratch),
          adapterNo,
          Scratch.numberAt(scratch),
          callback,
          argument,
          flags,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCICreateDataInterrupt", e);
    }
    failures.check(scratch, "SCICreateDataInterrupt", "adapterNo", adapterNo);
    return new Created(Scratch.handle(scratch), Scratch.number(scratch));
  }

  void remove(Handle interrupt) {
    end("SCIRemoveDataInterrupt", removeDataInterrupt, interrupt);
  }

  void disconnect(Handle interrupt) {
    end("SCIDisconnectDataInterrupt", disconnectDataInterrupt, interrupt);
  }

  private void end(String call, MemorySegment function, Handle interrupt) {
    MemorySegment scratch = Scratch.clear();
    try {
      END.invokeExact(function, interrupt.value(), 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure(call, e);
    }
    failures.check(scratch, call);
  }

  long connect(long descriptor, Target target, int timeout) {
    MemorySegment scratch = Scratch.clear();
    try {
      CONNECT.invokeExact(
          connectDataInterrupt,
          descriptor,
          Scratch.handleAt(scratch),
          target.nodeId(),
          target.adapterNo(),
          target.number(),
          timeout,
          0,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIConnectDataInterrupt", e);
    }
    if (Scratch.error(scratch) != 0) {
      throw failures.of(scratch, "SCIConnectDataInterrupt", target.toString());
    }
    return Scratch.handle(scratch);
  }

  void trigger(Handle interrupt, MemorySegment data) {
    MemorySegment scratch = Scratch.clear();
    try {
      TRIGGER.invokeExact(
          triggerDataInterrupt,
          interrupt.segment(),
          data,
          (int) data.byteSize(),
          0,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCITriggerDataInterrupt", e);
    }
    failures.check(scratch, "SCITriggerDataInterrupt", "size", data.byteSize());
  }
}
