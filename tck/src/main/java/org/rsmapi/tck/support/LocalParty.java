// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.opentest4j.TestAbortedException;
import org.rsmapi.RsmException;
import org.rsmapi.tck.Endpoint;

/** A party in this process, with a library of its own. */
final class LocalParty implements Party {

  private final PeerContext context;

  LocalParty(Endpoint endpoint) {
    context = new PeerContext(new TestBed(endpoint.controller()));
  }

  @Override
  public String call(Class<? extends PeerTask> task, String... args) {
    try {
      return PeerTask.run(task, context, args);
    } catch (RsmException | TestAbortedException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public CompletableFuture<String> begin(Class<? extends PeerTask> task, String... args) {
    CompletableFuture<String> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("task")
        .start(
            () -> {
              try {
                result.complete(call(task, args));
              } catch (RuntimeException | AssertionError e) {
                result.completeExceptionally(new CompletionException(e));
              }
            });
    return result;
  }

  @Override
  public void close() {
    context.bed().close();
  }
}
