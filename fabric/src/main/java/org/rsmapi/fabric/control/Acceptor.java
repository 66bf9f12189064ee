// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.control;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;

/** Takes in who connects to a socket, on the event loop of a fabric. */
public final class Acceptor implements AutoCloseable {

  private static final long RETRY_MILLIS = 100;

  private final Fabric fabric;
  private final UnixSocket listening;
  private final Consumer<UnixSocket> receiver;

  /** Guarded by this, as is whether this is closed. */
  private @Nullable Long key;

  private boolean closed;

  /**
   * Makes it; nobody is taken in yet.
   *
   * @param listening stays the caller's, who closes it after this
   * @param receiver owns what it gets, which can be even after the close of this
   */
  public Acceptor(Fabric fabric, UnixSocket listening, Consumer<UnixSocket> receiver) {
    this.fabric = fabric;
    this.listening = listening;
    this.receiver = receiver;
  }

  /**
   * Begins.
   *
   * @throws RsmException if the fabric is closed or resources are short
   */
  public synchronized void start() {
    if (!closed && key == null) {
      key = fabric.watch(listening, this::ready);
    }
  }

  private void ready() {
    int fd = accept();
    if (fd >= 0) {
      receiver.accept(UnixSocket.accepted(fd));
    }
  }

  private synchronized int accept() {
    if (closed) {
      return -Errno.EAGAIN;
    }
    int fd = listening.accept();
    if (fd < 0 && fd != -Errno.EAGAIN && fd != -Errno.EINTR) {
      // Without descriptors the socket would stay readable and keep the loop busy.
      stop();
      fabric.executeLater(RETRY_MILLIS, this::retry);
    }
    return fd;
  }

  private void retry() {
    try {
      start();
    } catch (RsmException e) {
      fabric.executeLater(RETRY_MILLIS, this::retry);
    }
  }

  private synchronized void stop() {
    Long watched = key;
    if (watched != null) {
      key = null;
      fabric.unwatch(listening, watched);
    }
  }

  /** Ends it. */
  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }
}
