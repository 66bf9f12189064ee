// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** What the threads of this process do. */
final class ThreadDump {

  private ThreadDump() {}

  static String ofThisProcess() {
    return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true))
        .filter(thread -> thread.getThreadId() != Thread.currentThread().threadId())
        .sorted(Comparator.comparing(ThreadInfo::getThreadId))
        .map(ThreadDump::text)
        .collect(Collectors.joining("\n"));
  }

  private static String text(ThreadInfo thread) {
    // ThreadInfo.toString leaves out all but the first frames.
    String lock = thread.getLockName() == null ? "" : " on " + thread.getLockName();
    return "\""
        + thread.getThreadName()
        + "\" "
        + thread.getThreadState()
        + lock
        + "\n"
        + Arrays.stream(thread.getStackTrace())
            .map(frame -> "    at " + frame + "\n")
            .collect(Collectors.joining());
  }
}
