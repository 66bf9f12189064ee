// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.rsmapi.SegmentId;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.spi.AccessPolicy;

/**
 * A segment that is published.
 *
 * @param controller of the segment
 * @param segment what everybody may read, see {@link PublishedSegment}
 * @param policy decides on requests
 */
record Publication(SciController controller, LocalSegment segment, AccessPolicy policy) {

  private static final Logger LOG = System.getLogger(Publication.class.getName());
  private static final int TRIES = 64;

  /** Begins somewhere, since an id that was handed out is not handed out again. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt());

  /**
   * Takes the id.
   *
   * @param id {@link SegmentId#ANY} for one that the system picks
   */
  static Publication make(SciController controller, SegmentId id, AccessPolicy policy) {
    LocalSegment segment =
        id.equals(SegmentId.ANY) ? ofAnyId(controller) : ofId(controller, (int) id.value());
    Publication made = new Publication(controller, segment, policy);
    boolean done = false;
    try {
      new PublishedSegment(made.id(), controller.links().mailbox().address().interrupt())
          .write(segment.memory());
      segment.prepare(controller.adapterNo(), false);
      done = true;
      return made;
    } finally {
      if (!done) {
        made.remove();
      }
    }
  }

  private static LocalSegment ofAnyId(SciController controller) {
    for (int i = 1; ; i++) {
      try {
        return ofId(controller, NEXT.getAndIncrement() | (int) SegmentId.SYSTEM_FIRST.value());
      } catch (SisciException e) {
        if (e.error() != SisciError.SEGMENTID_USED || i == TRIES) {
          throw e;
        }
      }
    }
  }

  private static LocalSegment ofId(SciController controller, int id) {
    Sisci sisci = controller.sisci();
    return sisci.createSegment(id, sisci.pageSize(), (_, _) -> {});
  }

  int id() {
    return segment.segmentId();
  }

  Publication with(AccessPolicy other) {
    return new Publication(controller, segment, other);
  }

  /** From now on importers find it. */
  void show() {
    segment.setAvailable(controller.adapterNo());
  }

  /** Frees the id. */
  void remove() {
    try {
      Retry.whileBusy(() -> segment.remove(true));
    } catch (SisciException e) {
      LOG.log(Level.WARNING, "A segment id stays in use: " + Integer.toUnsignedString(id()), e);
    }
  }
}
