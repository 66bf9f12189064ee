// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rsmapi.PollEntry;
import org.rsmapi.library.linux.Poll;

/** The descriptors of the operating system in one wait, watched by poll(2). */
final class DescriptorWatch extends ForeignWatch {

  private static final int EVENT_BITS = 0xFFFF;
  private static final int NONE = -1;

  private int[] indexes = new int[4];
  private int size;
  private @Nullable Poll poll;

  /** Interrupts poll(2); open while a thread watches. */
  private int alarm = NONE;

  DescriptorWatch(PollEntry[] entries, int[] ready) {
    super(entries, ready);
  }

  void add(int index) {
    PollEntry entry = entries[index];
    if (entry.descriptor() < 0) {
      throw PollWait.bad(
          "entry " + index + ": no reference, no channel, and descriptor=" + entry.descriptor());
    }
    if ((entry.events() & ~EVENT_BITS) != 0) {
      throw PollWait.bad(
          "entry " + index + ": events=" + entry.events() + "; use POLLIN, POLLOUT, or both");
    }
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * size);
    }
    indexes[size++] = index;
  }

  @Override
  void open() {
    try {
      poll = Poll.get();
    } catch (UnsupportedOperationException e) {
      throw shortage("descriptors cannot be waited for: " + e.getMessage(), e);
    }
  }

  private Poll opened() {
    Poll opened = poll;
    if (opened == null) {
      throw new IllegalStateException("open comes first");
    }
    return opened;
  }

  @Override
  boolean look() {
    return look(0);
  }

  @Override
  void block() {
    while (!isStopping()) {
      if (look(-1)) {
        return;
      }
    }
  }

  private boolean look(int timeoutMillis) {
    int[] descriptors = new int[size + 1];
    int[] events = new int[size + 1];
    for (int i = 0; i < size; i++) {
      descriptors[i] = entries[indexes[i]].descriptor();
      events[i] = entries[indexes[i]].events();
    }
    // Without an alarm the last place is a negative number, which poll(2) passes over.
    descriptors[size] = alarm;
    events[size] = PollEntry.POLLIN;
    int result = opened().poll(descriptors, events, timeoutMillis);
    if (result < 0) {
      throw shortage("poll failed, errno=" + -result + ", descriptors=" + size, null);
    }
    boolean any = false;
    for (int i = 0; i < size; i++) {
      if ((events[i] & Poll.POLLNVAL) != 0) {
        throw PollWait.bad(
            "entry " + indexes[i] + ": descriptor=" + descriptors[i] + " is not open");
      }
    }
    for (int i = 0; i < size; i++) {
      ready[indexes[i]] = events[i];
      any |= events[i] != 0;
    }
    return any;
  }

  @Override
  void prepareBlock() {
    alarm = opened().eventfd();
    if (alarm < 0) {
      int errno = -alarm;
      alarm = NONE;
      throw shortage("no eventfd, errno=" + errno, null);
    }
  }

  @Override
  void wake() {
    opened().ring(alarm);
  }

  @Override
  void release() {
    if (alarm != NONE) {
      opened().close(alarm);
      alarm = NONE;
    }
  }
}
