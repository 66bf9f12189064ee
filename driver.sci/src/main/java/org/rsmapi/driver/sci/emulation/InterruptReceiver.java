// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.rsmapi.fabric.linux.Errno.check;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.DataInterruptCallback;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;

/**
 * An interrupt of this process: a socket that takes messages. The event loop reads them at once,
 * since the kernel may keep ten only; when too many wait for the callback, it stops, and senders
 * notice.
 */
final class InterruptReceiver implements LocalDataInterrupt {

  private static final Logger LOG = System.getLogger(InterruptReceiver.class.getName());

  static final int MOST_WAITING = 1024;

  static final String CREATE = "SCICreateDataInterrupt";
  private static final int NUMBERS = 1 << 16;
  private static final int ATTEMPTS = 1_000;

  /** So many at once, so that one sender does not keep the loop. */
  private static final int READ_AT_ONCE = 64;

  private final EmulatedSisci sisci;
  private final Fabric fabric;
  private final UnixSocket socket;
  private final int number;
  private final DataInterruptCallback callback;

  /** Guarded by itself, as is whether the loop reads. */
  private final Deque<byte[]> waiting = new ArrayDeque<>();

  private @Nullable Long watched;
  private volatile boolean removed;

  private InterruptReceiver(
      EmulatedSisci sisci,
      Fabric fabric,
      UnixSocket socket,
      int number,
      DataInterruptCallback callback) {
    this.sisci = sisci;
    this.fabric = fabric;
    this.socket = socket;
    this.number = number;
    this.callback = callback;
  }

  static InterruptReceiver create(
      EmulatedSisci sisci, int adapterNo, DataInterruptCallback callback) {
    UnixSocket socket = ClusterNames.socket(CREATE);
    boolean done = false;
    try {
      int number = bind(sisci, adapterNo, socket);
      Fabric fabric = sisci.fabric(adapterNo);
      InterruptReceiver receiver = new InterruptReceiver(sisci, fabric, socket, number, callback);
      receiver.watch();
      done = true;
      return receiver;
    } catch (RsmException e) {
      throw Failure.of(e, CREATE);
    } finally {
      if (!done) {
        socket.close();
      }
    }
  }

  private static int bind(EmulatedSisci sisci, int adapterNo, UnixSocket socket) {
    int first = ThreadLocalRandom.current().nextInt(NUMBERS); // old numbers are not met soon
    for (int i = 0; i < ATTEMPTS; i++) {
      int number = (first + i) % NUMBERS;
      int result = socket.bind(sisci.names().interrupt(adapterNo, sisci.nodeId(), number));
      if (result != -Errno.EADDRINUSE) {
        check(result, "bind");
        return number;
      }
    }
    throw Failure.of(SisciError.HW_NOSPC, CREATE, "no number is free");
  }

  private void watch() {
    synchronized (waiting) {
      if (!removed && watched == null) {
        watched = fabric.watch(socket, this::read);
      }
    }
  }

  /** The caller holds the lock. */
  private void unwatch() {
    Long key = watched;
    if (key != null) {
      watched = null;
      fabric.unwatch(socket, key);
    }
  }

  @Override
  public int number() {
    return number;
  }

  /** On the event loop. */
  private void read() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Sisci.MAX_INTERRUPT_DATA);
      for (int i = 0; i < READ_AT_ONCE; i++) {
        synchronized (waiting) {
          if (removed || !take(buffer)) {
            return;
          }
        }
      }
    }
  }

  private boolean take(MemorySegment buffer) {
    if (waiting.size() >= MOST_WAITING) {
      unwatch();
      return false;
    }
    long length = socket.receive(buffer);
    if (length < 0) {
      return false;
    }
    if (length <= buffer.byteSize()) { // else it is no interrupt of ours
      waiting.add(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
      sisci.callbacks().execute(this::deliver);
    }
    return true;
  }

  /** On the thread of the callbacks. */
  private void deliver() {
    byte[] data;
    boolean resume;
    synchronized (waiting) {
      data = waiting.poll();
      resume = watched == null && waiting.size() <= MOST_WAITING / 2;
    }
    if (resume) {
      resume();
    }
    if (data != null && !removed) {
      callback.arrived(data);
    }
  }

  private void resume() {
    try {
      watch();
    } catch (RsmException e) {
      // The fabric is closed, or short of resources: tried again after the next.
      LOG.log(Level.WARNING, "An interrupt cannot be watched", e);
    }
  }

  @Override
  public void remove() {
    synchronized (waiting) {
      if (removed) {
        return;
      }
      removed = true;
      unwatch();
      socket.close();
      waiting.clear();
    }
    sisci.forget(this);
  }
}
