// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.rsmapi.IoVector;
import org.rsmapi.PollEntry;
import org.rsmapi.ScatterGather;

/**
 * Arguments for the object behind a wrapper: it is given what it has made itself, not the wrappers.
 * Closing them copies back what the call has marked.
 */
final class Arguments implements AutoCloseable {

  private final Object[] values;
  private final List<Runnable> marks;

  private Arguments(Object[] values, List<Runnable> marks) {
    this.values = values;
    this.marks = marks;
  }

  Object[] values() {
    return values;
  }

  static Arguments unwrap(Wrapping wrapping, Method method, Object[] args) {
    Object[] values = new Object[args.length];
    List<Runnable> marks = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      values[i] =
          switch (args[i]) {
            case PollEntry[] entries -> plain(entries, marks);
            case ScatterGather list -> plain(list, marks);
            case null -> null;
            default -> wrapping.argument(args[i], method.getParameterTypes()[i]);
          };
    }
    return new Arguments(values, marks);
  }

  private static PollEntry[] plain(PollEntry[] entries, List<Runnable> marks) {
    PollEntry[] plain = entries.clone();
    for (int i = 0; i < entries.length; i++) {
      PollEntry entry = entries[i];
      if (entry != null && entry.reference() != null) {
        PollEntry copy = PollEntry.of(Wrapping.unwrapped(entry.reference()));
        copy.setReadyEvents(entry.readyEvents());
        plain[i] = copy;
        marks.add(() -> entry.setReadyEvents(copy.readyEvents()));
      }
    }
    return plain;
  }

  private static ScatterGather plain(ScatterGather list, List<Runnable> marks) {
    IoVector[] entries = list.entries();
    if (entries == null) {
      return list;
    }
    IoVector[] plain = entries.clone();
    for (int i = 0; i < entries.length; i++) {
      IoVector entry = entries[i];
      if (entry != null && entry.localMemory() != null) {
        plain[i] =
            new IoVector(
                entry.type(),
                Wrapping.unwrapped(entry.localMemory()),
                entry.memory(),
                entry.localOffset(),
                entry.remoteOffset(),
                entry.length());
      }
    }
    ScatterGather copy = new ScatterGather(plain, list.requestCount(), list.flags());
    copy.setResidualCount(list.residualCount());
    marks.add(() -> list.setResidualCount(copy.residualCount()));
    return copy;
  }

  @Override
  public void close() {
    marks.forEach(Runnable::run);
  }
}
