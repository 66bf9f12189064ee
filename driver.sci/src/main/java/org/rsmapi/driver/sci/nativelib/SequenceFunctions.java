// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.rsmapi.driver.sci.sisci.SequenceStatus;

/** Sequences. */
final class SequenceFunctions {

  private static final MethodHandle CREATE = Downcall.of('v', "ajij");
  private static final MethodHandle REMOVE = Downcall.of('v', "jij");
  private static final MethodHandle STATUS = Downcall.of('i', "aij");

  private final Failures failures;
  private final MemorySegment createMapSequence;
  private final MemorySegment removeSequence;
  private final MemorySegment startSequence;
  private final MemorySegment checkSequence;

  SequenceFunctions(Symbols symbols, Failures failures) {
    this.failures = failures;
    createMapSequence = symbols.function("SCICreateMapSequence");
    removeSequence = symbols.function("SCIRemoveSequence");
    startSequence = symbols.function("SCIStartSequence");
    checkSequence = symbols.function("SCICheckSequence");
  }

  long create(Handle map) {
    MemorySegment scratch = Scratch.clear();
    try {
      CREATE.invokeExact(
          createMapSequence, map.segment(), Scratch.handleAt(scratch), 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCICreateMapSequence", e);
    }
    failures.check(scratch, "SCICreateMapSequence");
    return Scratch.handle(scratch);
  }

  void remove(Handle sequence) {
    MemorySegment scratch = Scratch.clear();
    try {
      REMOVE.invokeExact(removeSequence, sequence.value(), 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIRemoveSequence", e);
    }
    failures.check(scratch, "SCIRemoveSequence");
  }

  SequenceStatus start(Handle sequence) {
    return status("SCIStartSequence", startSequence, sequence);
  }

  SequenceStatus check(Handle sequence) {
    return status("SCICheckSequence", checkSequence, sequence);
  }

  private SequenceStatus status(String call, MemorySegment function, Handle sequence) {
    MemorySegment scratch = Scratch.clear();
    int status;
    try {
      status = (int) STATUS.invokeExact(function, sequence.segment(), 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure(call, e);
    }
    return switch (status) {
      case 0 -> {
        failures.check(scratch, call); // that it failed itself is no proof of arrival
        yield SequenceStatus.OK;
      }
      case 1 -> SequenceStatus.RETRIABLE;
      case 3 -> SequenceStatus.PENDING;
      default -> SequenceStatus.NOT_RETRIABLE;
    };
  }
}
