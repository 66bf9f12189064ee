// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/**
 * The messages of one open controller: its data interrupt, the thread that handles what arrives,
 * and the way to others.
 */
public final class Mailbox implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Mailbox.class.getName());

  private final Sisci sisci;
  private final int adapterNo;
  private final Consumer<Message.Received> receiver;
  private final ScheduledThreadPoolExecutor thread;
  private final LocalDataInterrupt interrupt;
  private final Address address;
  private final Map<Address, Peer> peers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Begins to receive.
   *
   * @param name of the controller, for the name of the thread
   * @param receiver handles a message, on the thread of this mailbox
   */
  public Mailbox(Sisci sisci, int adapterNo, String name, Consumer<Message.Received> receiver) {
    this.sisci = sisci;
    this.adapterNo = adapterNo;
    this.receiver = receiver;
    int node = sisci.localNodeId(adapterNo);
    this.thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("rsm-" + name + "-control").factory());
    thread.setRemoveOnCancelPolicy(true);
    boolean done = false;
    try {
      this.interrupt = sisci.createDataInterrupt(adapterNo, this::arrived);
      done = true;
    } finally {
      if (!done) {
        thread.shutdownNow();
      }
    }
    this.address = new Address(node, interrupt.number());
  }

  /** Returns where others send to. */
  public Address address() {
    return address;
  }

  /** On a thread of SISCI. */
  private void arrived(byte[] data) {
    execute(
        () -> {
          Message.Received received = Message.decode(data);
          if (received == null) {
            LOG.log(Level.DEBUG, "A data interrupt that is no message of this driver");
          } else {
            receiver.accept(received);
          }
        });
  }

  /** Has the thread of this mailbox do something; nothing once it is closed. */
  public void execute(Runnable task) {
    try {
      thread.execute(() -> contain("a task of the control thread", task));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.TRACE, "The mailbox is closed", e);
    }
  }

  /** Has the thread of this mailbox do something after a while. */
  public void executeLater(Runnable task, long delayMillis) {
    try {
      var unused =
          thread.schedule(
              () -> contain("a task of the control thread", task),
              delayMillis,
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.TRACE, "The mailbox is closed", e);
    }
  }

  void contain(String what, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, what + " failed", e);
    }
  }

  RemoteDataInterrupt connect(Address peer) {
    return sisci.connectDataInterrupt(adapterNo, peer.node(), peer.interrupt());
  }

  void unreachable(Address peer, SisciException e) {
    LOG.log(Level.DEBUG, "Messages to " + peer + " are lost", e);
  }

  private Peer peer(Address to) {
    return peers.computeIfAbsent(to, absent -> new Peer(this, absent));
  }

  /**
   * Sends a message; never blocks.
   *
   * @throws SisciException if the receiver is gone or cannot be reached
   */
  public void send(Address to, Message message) {
    SingleLetter letter = new SingleLetter();
    send(
        to,
        letter,
        new Letter.Addition() {
          @Override
          public void make() {
            letter.message = message;
          }

          @Override
          public void undo() {
            letter.message = null;
          }
        });
  }

  void send(Address to, Letter letter, Letter.Addition addition) {
    boolean sent = false;
    while (!sent) {
      if (closed) {
        throw new SisciException(
            SisciError.NOT_CONNECTED, "SCITriggerDataInterrupt", "the controller is closed");
      }
      sent = peer(to).send(letter, addition);
    }
  }

  /** Sends a message if that is possible; the receiver need not be there any more. */
  public void sendIfReachable(Address to, Message message) {
    try {
      send(to, message);
    } catch (SisciException e) {
      unreachable(to, e);
    }
  }

  /** Forgets a peer with which there is no connection any more. */
  public void forget(Address other) {
    peers.computeIfPresent(other, (_, peer) -> peer.closeIfIdle() ? null : peer);
  }

  @Override
  public void close() {
    closed = true;
    contain("SCIRemoveDataInterrupt", interrupt::remove);
    thread.shutdownNow();
    peers.values().forEach(Peer::close);
    peers.clear();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One message. */
  private static final class SingleLetter implements Letter {

    private @Nullable Message message;

    @Override
    public @Nullable Message contents() {
      return message;
    }

    @Override
    public void sent() {
      message = null;
    }
  }
}
