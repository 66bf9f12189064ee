// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * One attempt to connect: who waits for the answer, and who may give up.
 *
 * @param <T> the answer
 */
final class Attempt<T> {

  static final String CONNECT = "connect";
  static final long ANSWER_LIMIT_SECONDS = Fabric.ANSWER_LIMIT_SECONDS;

  private final String target;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  private final Runnable whenGivenUp;

  /**
   * Begins.
   *
   * @param whenGivenUp is called once if it ends without an answer, by whoever has it end
   */
  Attempt(String target, Runnable whenGivenUp) {
    this.target = target;
    this.whenGivenUp = whenGivenUp;
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
    if (answer.completeExceptionally(why)) {
      whenGivenUp.run();
    }
  }

  /** Whether there is an answer, or will be none. */
  boolean isOver() {
    return answer.isDone();
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

  /**
   * Waits for the end in Java: an interrupt reaches it, and a virtual thread gives its carrier
   * away.
   */
  T await() {
    try {
      return answer.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (TimeoutException e) {
      throw silent();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RsmException cause) {
        throw new RsmException(cause.error(), CONNECT, cause.detail(), cause.driverStatus(), cause);
      }
      throw new IllegalStateException(e);
    }
  }

  RsmException interrupted(Exception cause) {
    return new RsmException(RsmError.INTERRUPTED, CONNECT, "waiting for " + target, 0, cause);
  }

  RsmException silent() {
    return unreachable("no answer in " + ANSWER_LIMIT_SECONDS + " s");
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
