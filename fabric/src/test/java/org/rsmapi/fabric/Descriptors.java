// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.LinuxConstants.O_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.O_RDONLY;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;

/** Uses up the descriptors of this process. */
final class Descriptors {

  private static final Deque<Integer> OPEN = new ArrayDeque<>();

  private Descriptors() {}

  static void fill() {
    try (Arena arena = Arena.ofConfined()) {
      int fd = 0;
      while (fd >= 0) {
        fd = Libc.get().open(arena.allocateFrom("/dev/null"), O_RDONLY | O_CLOEXEC);
        if (fd >= 0) {
          OPEN.add(fd);
        }
      }
      if (fd != -Errno.EMFILE) {
        throw new IllegalStateException("errno=" + -fd);
      }
    }
  }

  static void free(int most) {
    for (int i = 0; i < most && !OPEN.isEmpty(); i++) {
      Libc.get().close(OPEN.removeLast());
    }
  }
}
