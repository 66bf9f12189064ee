// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * One attempt to connect. The calling thread waits in Java, so that it can be interrupted and a
 * virtual thread gives its carrier away.
 *
 * @param <T> the answer
 */
final class Attempt<T> {

  static final String CONNECT = "connect";
  static final long ANSWER_LIMIT_SECONDS = Fabric.ANSWER_LIMIT_SECONDS;

  private final String target;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  Attempt(String target) {
    this.target = target;
  }

  String target() {
    return target;
  }

  /** Returns false if it has ended already, with an answer or without. */
  boolean answer(T value) {
    return answer.complete(value);
  }

  /** From any thread: ends the wait. */
  void giveUp(RuntimeException why) {
    answer.completeExceptionally(why);
  }

  boolean isGivenUp() {
    return answer.isCompletedExceptionally();
  }

  /** Ends it, if it has not ended; returns whether there was an answer. */
  boolean end() {
    giveUp(unreachable("given up"));
    return !isGivenUp();
  }

  /** The answer that has come. */
  T value() {
    return answer.join();
  }

  T await() {
    try {
      return answer.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RsmException(RsmError.INTERRUPTED, CONNECT, "waiting for " + target, 0, e);
    } catch (TimeoutException e) {
      throw unreachable("no answer in " + ANSWER_LIMIT_SECONDS + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RsmException cause) {
        throw new RsmException(cause.error(), CONNECT, cause.detail(), cause.driverStatus(), cause);
      }
      throw new IllegalStateException(e);
    }
  }

  RsmException unreachable(String why) {
    return new RsmException(RsmError.REMOTE_NODE_UNREACHABLE, CONNECT, target + ": " + why);
  }

  /** It was published when we came, and is no more: unpublished, or the exporter has ended. */
  RsmException withdrawn() {
    return new RsmException(
        RsmError.SEG_NOT_PUBLISHED, CONNECT, target + ": was withdrawn meanwhile");
  }
}
