// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.Signals.SOON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_memseg_get_pollfd, rsm_memseg_release_pollfd. */
@ExtendWith(TestBedExtension.class)
final class PollReferenceTest {

  private enum Kind {
    EXPORT,
    IMPORT;

    Segment of(ExportSegment exported, ImportSegment imported) {
      return this == EXPORT ? exported : imported;
    }

    void end(ExportSegment exported, ImportSegment imported) {
      if (this == EXPORT) {
        exported.destroy();
      } else {
        imported.disconnect();
      }
    }
  }

  private static PollReference take(Segment segment) {
    PollReference reference = segment.getPollReference();
    assertSame(segment, reference.segment());
    return reference;
  }

  @Rule(RuleId.GET_POLLFD_OK_01)
  @ParameterizedTest
  @EnumSource(Kind.class)
  void eachReferenceCounts(Kind kind, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    Segment segment = kind.of(exported, imported);
    PollReference first = take(segment);
    PollReference second = take(segment);
    assertRsmError(RsmError.POLLFD_IN_USE, () -> kind.end(exported, imported));
    segment.releasePollReference();
    assertRsmError(RsmError.POLLFD_IN_USE, () -> kind.end(exported, imported));
    (kind == Kind.EXPORT ? imported : exported).signalPost();
    PollEntry[] entries = {PollEntry.of(first), PollEntry.of(second)};
    assertTrue(bed.rsm().signalWait(entries, 2, SOON) >= 1);
    segment.releasePollReference();
    kind.end(exported, imported);
  }

  @Rule(RuleId.GET_POLLFD_BAD_SEG_HNDL_01)
  @ParameterizedTest
  @EnumSource(Kind.class)
  void endedSegmentHasNoReference(Kind kind, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    kind.end(exported, imported);
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> kind.of(exported, imported).getPollReference());
    ExportSegment other = bed.published(1);
    assertSame(other, take(other).segment());
  }

  @Rule(RuleId.GET_POLLFD_BAD_SEG_HNDL_02)
  @Test
  void segmentHasToBePublishedOrConnected(TestBed bed) {
    ExportSegment exported = bed.exported(1);
    assertRsmError(RsmError.BAD_SEG_HNDL, exported::getPollReference);
    SegmentId id = exported.publish(bed.freshId(), null);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    assertSame(exported, take(exported).segment());
    assertSame(imported, take(imported).segment());
    exported.unpublish();
    assertRsmError(RsmError.BAD_SEG_HNDL, exported::getPollReference);
    assertRsmError(RsmError.BAD_SEG_HNDL, imported::getPollReference);
    assertEquals(id, exported.publish(id, null));
    assertSame(exported, take(exported).segment());
    assertRsmError(RsmError.BAD_SEG_HNDL, imported::getPollReference);
  }

  @Rule(RuleId.RELEASE_POLLFD_OK_01)
  @ParameterizedTest
  @EnumSource(Kind.class)
  void surplusReleaseHasNoEffect(Kind kind, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    Segment segment = kind.of(exported, imported);
    segment.releasePollReference();
    PollReference first = take(segment);
    assertSame(segment, take(segment).segment());
    segment.releasePollReference();
    segment.releasePollReference();
    segment.releasePollReference();
    PollReference next = take(segment);
    assertRsmError(RsmError.POLLFD_IN_USE, () -> kind.end(exported, imported));
    PollEntry[] stale = {PollEntry.of(first)};
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> bed.rsm().signalWait(stale, 1, 0));
    PollEntry[] live = {PollEntry.of(next)};
    assertRsmError(RsmError.TIMEOUT, () -> bed.rsm().signalWait(live, 1, 0));
    exported.unpublish();
    segment.releasePollReference();
    kind.end(exported, imported);
  }

  @Rule(RuleId.RELEASE_POLLFD_BAD_SEG_HNDL_01)
  @ParameterizedTest
  @EnumSource(Kind.class)
  void endedSegmentTakesNoneBack(Kind kind, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    Segment segment = kind.of(exported, imported);
    assertSame(segment, take(segment).segment());
    segment.releasePollReference();
    kind.end(exported, imported);
    assertRsmError(RsmError.BAD_SEG_HNDL, segment::releasePollReference);
  }
}
