// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.concurrent.atomic.AtomicBoolean;
import org.rsmapi.fabric.linux.Libc;

/** A file descriptor that is closed once, however often and from wherever it is closed. */
final class Descriptor implements AutoCloseable {

  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  Descriptor(int number) {
    this.number = number;
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
