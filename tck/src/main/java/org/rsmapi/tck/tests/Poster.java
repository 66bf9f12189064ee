// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Segment;
import org.rsmapi.tck.support.Signals;
import org.rsmapi.tck.support.TestBed;

/** Who posts; the other side receives. */
enum Poster {
  IMPORTER,
  EXPORTER;

  Segment poster(ExportSegment exported, ImportSegment imported) {
    return this == EXPORTER ? exported : imported;
  }

  Segment receiver(ExportSegment exported, ImportSegment imported) {
    return this == EXPORTER ? imported : exported;
  }

  /**
   * Returns what waits until the posts so far have arrived, on a medium that keeps their order: for
   * an event that is posted after them, elsewhere. A receiver that looks before is in the right if
   * it finds the last one of them later, and nothing pending.
   */
  Runnable arrival(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    return () -> {
      poster(exported, imported).signalPost();
      Signals.assertEvents(1, receiver(exported, imported));
    };
  }
}
