// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.LinuxConstants.F_DUPFD_CLOEXEC;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rsmapi.fabric.linux.Libc;

/** A file descriptor that is closed once, however often and from wherever it is closed. */
final class Descriptor implements AutoCloseable {

  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  Descriptor(int number) {
    this.number = number;
  }

  /** Opens what a descriptor refers to once more; null if the table is full. */
  static @Nullable Descriptor duplicate(int number) {
    int fd = Libc.get().fcntl(number, F_DUPFD_CLOEXEC, 0);
    return fd < 0 ? null : new Descriptor(fd);
  }

  int number() {
    return number;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // After EINTR the descriptor is gone on Linux: repeating could close somebody else's.
      Libc.get().close(number);
    }
  }
}
