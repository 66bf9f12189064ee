// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;

/** An exporter at work, with a segment beside that of the bystanders that comes and goes. */
final class BusyExporter implements AutoCloseable {

  private static final AccessPolicy NOBODY = (node, peer, requested) -> RsmError.PERM_DENIED;
  private static final int BURST = 500;

  /** What it can do. */
  enum Deed {
    POST,
    POST_TO_ALL,
    TAKE,
    WAIT,
    WAIT_NO_MORE,
    REBIND,
    WITHDRAW,
    CLOSE_DOOR,
    OPEN_DOOR
  }

  final SegmentId id = SegmentId.of(0x400500L);
  private final Bystanders bystanders;
  private final Arena arena = Arena.ofShared();
  private final FabricExport second;
  private final ExecutorService slow = Executors.newSingleThreadExecutor();
  private final List<CompletableFuture<Void>> pending = new ArrayList<>();

  BusyExporter(Fabric fabric, Bystanders bystanders) {
    this.bystanders = bystanders;
    second = fabric.export(arena.allocate(Sides.PAGE, Sides.PAGE), new ImportProbe());
    second.publish(id, Sides.EVERYBODY);
  }

  void perform(Deed deed) {
    switch (deed) {
      case POST -> {
        for (int i = 0; i < BURST; i++) {
          second.post(i % 2 == 0);
        }
      }
      case POST_TO_ALL -> bystanders.post(BURST);
      case TAKE -> {
        long taken = second.takeArrived(0);
        assertTrue(taken >= 0, () -> "taken=" + taken);
      }
      case WAIT -> second.setWaiting(true);
      case WAIT_NO_MORE -> second.setWaiting(false);
      case REBIND -> begin(bystanders::rebind);
      case WITHDRAW ->
          begin(
              () -> {
                second.unpublish();
                assertEquals(id, second.publish(id, Sides.EVERYBODY));
              });
      case CLOSE_DOOR -> second.republish(NOBODY);
      case OPEN_DOOR -> second.republish(Sides.EVERYBODY);
    }
  }

  /** What waits for importers that may never answer. */
  private void begin(Runnable action) {
    pending.add(CompletableFuture.runAsync(action, slow));
  }

  /** Waits until all is done and as in the beginning; the importers have gone. */
  void settle() {
    for (CompletableFuture<Void> action : pending) {
      Host.await("an action of the exporter", action::isDone);
      action.join();
    }
    pending.clear();
    second.republish(Sides.EVERYBODY);
  }

  @Override
  public void close() {
    slow.shutdownNow();
    second.destroy();
    arena.close();
  }
}
