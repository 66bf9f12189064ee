// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.control.Address;
import org.rsmapi.driver.sci.control.Arrivals;
import org.rsmapi.driver.sci.control.Mailbox;
import org.rsmapi.driver.sci.control.Message;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.spi.ImportListener;

/** The importer's end of a connection, from the moment that it asks for one. */
final class ImporterLink {

  private static final long ANSWER_LIMIT_SECONDS = 10;

  /** The exporter's yes, and where it came from. */
  record Granted(Address exporter, Message.Accept terms) {}

  private final int number;
  private final ImportListener listener;
  private final Mailbox mailbox;
  private final Arrivals arrivals;
  private final CompletableFuture<Granted> answer = new CompletableFuture<>();

  /** Guarded by this, as is the next one. */
  private boolean broken;

  /** What uses the connection, once it is made. */
  private @Nullable SciImport user;

  ImporterLink(int number, ImportListener listener, Mailbox mailbox) {
    this.number = number;
    this.listener = listener;
    this.mailbox = mailbox;
    this.arrivals = new Arrivals(listener);
  }

  int number() {
    return number;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  void accepted(Address from, Message.Accept accept) {
    answer.complete(new Granted(from, accept));
  }

  void refused(int error) {
    giveUp(refusal(error), "refused by the exporter");
  }

  /** The exporter names the error; only those of connect are believed. */
  private static RsmError refusal(int number) {
    for (RsmError error :
        new RsmError[] {
          RsmError.PERM_DENIED,
          RsmError.SEG_NOT_PUBLISHED,
          RsmError.SEG_NOT_PUBLISHED_TO_NODE,
          RsmError.INSUFFICIENT_RESOURCES
        }) {
      if (error.number() == number) {
        return error;
      }
    }
    return RsmError.REMOTE_NODE_UNREACHABLE;
  }

  /** From any thread: ends the wait for an answer. */
  void giveUp(RsmError error, String why) {
    answer.completeExceptionally(new RsmException(error, Connector.CONNECT, why));
  }

  /** Waits for the answer of the exporter. */
  Granted await() {
    try {
      return answer.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RsmException(
          RsmError.INTERRUPTED, Connector.CONNECT, "waiting for the exporter", 0, e);
    } catch (TimeoutException e) {
      throw new RsmException(
          RsmError.REMOTE_NODE_UNREACHABLE,
          Connector.CONNECT,
          "no answer in " + ANSWER_LIMIT_SECONDS + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RsmException cause) {
        throw new RsmException(cause.error(), Connector.CONNECT, cause.detail(), 0, cause);
      }
      throw new IllegalStateException(e);
    }
  }

  /** Returns the answer, if there is one. */
  @Nullable Granted answerSoFar() {
    return answer.isDone() && !answer.isCompletedExceptionally() ? answer.join() : null;
  }

  /** The connection is made; false if the exporter has ended it meanwhile. */
  synchronized boolean attach(SciImport imported) {
    user = imported;
    return !broken;
  }

  synchronized boolean isBroken() {
    return broken;
  }

  /** On a thread of SISCI: something has happened to the memory. */
  void event(CallbackReason reason) {
    switch (reason) {
      case DISCONNECT, LOST -> exporterLeft();
      // What was lost meanwhile the sequences tell; the connection goes on when the link is back.
      case NOT_OPERATIONAL, OPERATIONAL, CONNECT -> {}
    }
  }

  /** The exporter has ended the connection, or is gone; on any thread. */
  void exporterLeft() {
    SciImport imported;
    synchronized (this) {
      if (broken) {
        return;
      }
      broken = true;
      imported = user;
    }
    giveUp(RsmError.SEG_NOT_PUBLISHED, "was withdrawn meanwhile");
    if (imported != null && !imported.isEnded()) {
      listener.broken();
      mailbox.execute(imported::exporterLeft);
      listener.signalsArrived();
    }
  }
}
