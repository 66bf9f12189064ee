// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.PollEntry;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** The channels of NIO in one wait, watched by a selector of their own. */
final class ChannelWatch extends ForeignWatch {

  /** A selector is not told that another thread closes a channel, so it looks now and then. */
  private static final long CLOSED_CHECK_MILLIS = 500;

  private record Source(int index, SelectableChannel channel) {}

  private final List<Source> sources = new ArrayList<>();
  private final List<SelectionKey> keys = new ArrayList<>();
  private @Nullable Selector selector;

  ChannelWatch(PollEntry[] entries, int[] ready) {
    super(entries, ready);
  }

  void add(int index, @Nullable SelectableChannel channel) {
    if (channel == null || !channel.isOpen()) {
      throw PollWait.bad("entry " + index + ": the channel is closed");
    }
    if (channel.isBlocking()) {
      throw PollWait.bad("entry " + index + ": the channel is blocking; configureBlocking(false)");
    }
    int operations = entries[index].events();
    if ((operations & ~channel.validOps()) != 0) {
      throw PollWait.bad(
          "entry "
              + index
              + ": interestOps="
              + operations
              + "; the channel has "
              + channel.validOps());
    }
    sources.add(new Source(index, channel));
  }

  @Override
  void open() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw shortage("no selector for channels: " + e, e);
    }
    for (Source source : sources) {
      keys.add(register(source, selector));
    }
  }

  private SelectionKey register(Source source, Selector target) {
    int operations = entries[source.index].events();
    try {
      SelectionKey key = source.channel.keyFor(target);
      if (key == null) {
        return source.channel.register(target, operations);
      }
      // The channel is there twice: one key stands for both.
      key.interestOpsOr(operations);
      return key;
    } catch (ClosedChannelException
        | CancelledKeyException
        | IllegalBlockingModeException
        | IllegalSelectorException e) {
      throw unusable(source, e);
    }
  }

  private static RsmException unusable(Source source, Exception cause) {
    return new RsmException(
        RsmError.BAD_ARGS_ERRORS,
        PollWait.WAIT,
        "entry " + source.index + ": the channel cannot be waited for: " + cause,
        0,
        cause);
  }

  @Override
  boolean look() throws IOException {
    Selector opened = opened();
    opened.selectedKeys().clear();
    opened.selectNow();
    return collect();
  }

  @Override
  void block() throws IOException {
    Selector opened = opened();
    opened.selectedKeys().clear();
    while (!isStopping()) {
      opened.select(CLOSED_CHECK_MILLIS);
      if (collect()) {
        return;
      }
    }
  }

  private Selector opened() {
    Selector opened = selector;
    if (opened == null) {
      throw new IllegalStateException("open comes first");
    }
    return opened;
  }

  private boolean collect() {
    boolean any = false;
    for (int i = 0; i < keys.size(); i++) {
      SelectionKey key = keys.get(i);
      Source source = sources.get(i);
      try {
        boolean selected = opened().selectedKeys().contains(key);
        int found = key.readyOps() & entries[source.index].events();
        ready[source.index] = selected ? found : 0;
        any |= ready[source.index] != 0;
      } catch (CancelledKeyException e) {
        throw unusable(source, e);
      }
    }
    return any;
  }

  @Override
  void prepareBlock() {
    // The selector is there.
  }

  @Override
  void wake() {
    opened().wakeup();
  }

  @Override
  void release() {
    Selector opened = selector;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        // Nobody can do anything about it, and the result of the wait stands.
      }
    }
  }
}
