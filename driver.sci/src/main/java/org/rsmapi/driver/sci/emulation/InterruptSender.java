// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;

/** The way to an interrupt of another process: a socket that is connected to its socket. */
final class InterruptSender implements RemoteDataInterrupt {

  private static final String TRIGGER = "SCITriggerDataInterrupt";
  static final String CONNECT = "SCIConnectDataInterrupt";

  private final EmulatedSisci sisci;
  private final Path path;
  private final UnixSocket socket;
  private final CostModel costs;

  /** Guarded by this. */
  private boolean disconnected;

  private InterruptSender(EmulatedSisci sisci, Path path, UnixSocket socket) {
    this.sisci = sisci;
    this.path = path;
    this.socket = socket;
    this.costs = sisci.settings().costs();
  }

  static InterruptSender connect(EmulatedSisci sisci, Path path, int number) {
    boolean done = false;
    UnixSocket socket = ClusterNames.socket(CONNECT);
    try {
      String name = sisci.names().interrupt(path.adapterNo(), path.nodeId(), number);
      int result = socket.connect(name);
      if (result == -Errno.ECONNREFUSED || result == -Errno.ENOENT) {
        throw sisci.adapters().absent(path, CONNECT, "interrupt " + number);
      }
      if (result < 0) {
        throw Failure.of(SisciError.SYSTEM, CONNECT, "errno=" + -result);
      }
      done = true;
      return new InterruptSender(sisci, path, socket);
    } finally {
      if (!done) {
        socket.close();
      }
    }
  }

  @Override
  public void trigger(byte[] data) {
    if (data.length > Sisci.MAX_INTERRUPT_DATA) {
      throw Failure.of(
          SisciError.OUT_OF_RANGE,
          TRIGGER,
          "length=" + data.length + "; at most " + Sisci.MAX_INTERRUPT_DATA);
    }
    sisci.checkOpen(TRIGGER);
    sisci.adapters().checkLink(path, TRIGGER);
    long begun = costs.begin();
    long result = send(data);
    if (result == -Errno.EAGAIN || result == -Errno.ENOBUFS) {
      throw Failure.of(
          SisciError.NOSPC, TRIGGER, "the receiver has too many waiting; nothing was sent");
    }
    if (result < 0) {
      throw Failure.of(
          SisciError.NOT_CONNECTED, TRIGGER, "the interrupt is gone; errno=" + -result);
    }
    costs.spend(begun, costs.triggerNanos());
  }

  private synchronized long send(byte[] data) {
    if (disconnected) {
      throw Failure.of(SisciError.NOT_CONNECTED, TRIGGER, "disconnected");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment message = arena.allocate(Sisci.MAX_INTERRUPT_DATA);
      MemorySegment.copy(data, 0, message, ValueLayout.JAVA_BYTE, 0, data.length);
      return socket.send(message.asSlice(0, data.length));
    }
  }

  @Override
  public void disconnect() {
    synchronized (this) {
      if (disconnected) {
        return;
      }
      disconnected = true;
      socket.close();
    }
    sisci.forget(this);
  }
}
