// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/** The codes of rsm_common.h, and arguments that are missing. */
@ExtendWith(TestBedExtension.class)
final class ErrorCodesTest {

  private static final String CODES =
      """
      0 RSM_SUCCESS
      1 RSMERR_BAD_LIBRARY_VERSION
      2 RSMERR_BAD_TOPOLOGY_PTR
      3 RSMERR_BAD_CTLR_HNDL
      4 RSMERR_CTLR_NOT_PRESENT
      5 RSMERR_BAD_SEG_HNDL
      6 RSMERR_SEG_ALREADY_PUBLISHED
      7 RSMERR_SEG_NOT_PUBLISHED
      8 RSMERR_SEG_NOT_PUBLISHED_TO_NODE
      9 RSMERR_SEG_ALREADY_MAPPED
      10 RSMERR_SEG_STILL_MAPPED
      11 RSMERR_SEG_NOT_MAPPED
      12 RSMERR_NOT_CREATOR
      13 RSMERR_BAD_BARRIER_PTR
      14 RSMERR_BAD_SGIO
      15 RSMERR_BAD_LOCALMEM_HNDL
      16 RSMERR_BAD_ADDR
      17 RSMERR_BAD_MEM_ALIGNMENT
      18 RSMERR_BAD_OFFSET
      19 RSMERR_MISALIGNED_OFFSET
      20 RSMERR_BAD_LENGTH
      21 RSMERR_BAD_ACL
      22 RSMERR_BAD_SEGID
      23 RSMERR_RESERVED_SEGID
      24 RSMERR_SEGID_IN_USE
      25 RSMERR_BAD_MODE
      26 RSMERR_BAD_PERMS
      27 RSMERR_PERM_DENIED
      28 RSMERR_LOCKS_NOT_SUPPORTED
      29 RSMERR_LOCKS_NOT_ENABLED
      30 RSMERR_REBIND_NOT_ALLOWED
      31 RSMERR_INSUFFICIENT_RESOURCES
      32 RSMERR_INSUFFICIENT_MEM
      33 RSMERR_MAP_FAILED
      34 RSMERR_POLLFD_IN_USE
      35 RSMERR_BARRIER_UNINITIALIZED
      36 RSMERR_BARRIER_OPEN_FAILED
      37 RSMERR_BARRIER_NOT_OPENED
      38 RSMERR_BARRIER_FAILURE
      39 RSMERR_REMOTE_NODE_UNREACHABLE
      40 RSMERR_CONN_ABORTED
      41 RSMERR_INTERRUPTED
      42 RSMERR_TIMEOUT
      43 RSMERR_BAD_APPID
      44 RSMERR_BAD_CONF
      45 RSMERR_SEG_NOT_CONNECTED
      100 RSMERR_INTERNAL_ERROR
      101 RSMERR_BAD_DRIVER_VERSION
      102 RSMERR_UNSUPPORTED_VERSION
      103 RSMERR_DRIVER_NAME_IN_USE
      104 RSMERR_DRIVER_NOT_REGISTERED
      105 RSMERR_DRIVER_THREAD_RUNNING
      106 RSMERR_NEED_THREAD_INIT
      107 RSMERR_THREAD_NOT_INITED
      108 RSMERR_CTLRS_REGISTERED
      109 RSMERR_CTLR_NOT_REGISTERED
      110 RSMERR_CTLR_ALREADY_REGISTERED
      111 RSMERR_CTLR_IN_USE
      112 RSMERR_NAME_TOO_LONG
      113 RSMERR_SEG_PUBLISHED
      114 RSMERR_SEG_NOT_PUBLISHED_TO_RSM_ADDR
      115 RSMERR_SEG_IN_USE
      116 RSMERR_BAD_SENDQ_HNDL
      117 RSMERR_BAD_ARGS_ERRORS
      118 RSMERR_BAD_MSTYPE
      119 RSMERR_NO_BACKING_MEM
      120 RSMERR_NOT_MEM
      121 RSMERR_MEM_ALREADY_BOUND
      122 RSMERR_MEM_NOT_BOUND
      123 RSMERR_HANDLER_NOT_REGISTERED
      124 RSMERR_NO_HANDLER
      125 RSMERR_UNBIND_REBIND_NOT_ALLOWED
      126 RSMERR_CALLBACKS_NOT_SUPPORTED
      127 RSMERR_UNSUPPORTED_OPERATION
      128 RSMERR_RSM_ADDR_UNREACHABLE
      129 RSMERR_UNKNOWN_RSM_ADDR
      130 RSMERR_BAD_BARRIER_HNDL
      131 RSMERR_COMM_ERR_MAYBE_DELIVERED
      132 RSMERR_COMM_ERR_NOT_DELIVERED
      133 RSMERR_QUEUE_FENCE_UP
      134 RSMERR_QUEUE_FULL
      """;

  private static final int FIRST_UNASSIGNED = 46;
  private static final int LAST_UNASSIGNED = 99;

  @Rule(RuleId.ALL_DATA_01)
  @Test
  void everyCodeHasTheNumberOfTheHeader() {
    Map<Integer, String> expected = new HashMap<>();
    CODES
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(code -> expected.put(Integer.valueOf(code[0]), code[1]));
    Map<Integer, String> actual = new HashMap<>();
    for (RsmError error : RsmError.values()) {
      actual.put(error.number(), error.headerName());
      assertSame(error, RsmError.of(error.number()));
      assertSame(error, RsmError.valueOf(error.headerName().replaceAll("^RSM(ERR)?_", "")));
    }
    assertEquals(RsmError.values().length, actual.size(), "each number once");
    assertEquals(expected, actual);
    for (int unassigned = FIRST_UNASSIGNED; unassigned <= LAST_UNASSIGNED; unassigned++) {
      assertRefused(unassigned);
    }
    for (int unknown : new int[] {-1, 135, 1_000, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertRefused(unknown);
    }
  }

  private static void assertRefused(int number) {
    assertThrows(IllegalArgumentException.class, () -> RsmError.of(number), () -> "" + number);
  }

  /** What a call with a missing argument has to work on. */
  private record Stage(
      TestBed bed, ExportSegment bound, ExportSegment published, ImportSegment imported) {

    static Stage of(TestBed bed) {
      ExportSegment published = bed.published(1);
      return new Stage(
          bed, bed.exported(1, ExportSegment.ALLOW_REBIND), published, bed.ready(published));
    }
  }

  private interface Call {
    void on(Stage stage) throws Throwable;
  }

  private static Arguments call(String name, RsmError expected, Call call) {
    return Arguments.argumentSet(name, expected, call);
  }

  static Stream<Arguments> callsWithoutArgument() {
    Stream<Arguments> transfers =
        Stream.of(Transfer.values())
            .map(
                transfer ->
                    call(
                        transfer.name(),
                        RsmError.BAD_ADDR,
                        stage -> transfer.run(stage.imported(), 0, null, 1)));
    return Stream.concat(Stream.concat(handles(), segments()), transfers);
  }

  private static Stream<Arguments> handles() {
    MemorySegment none = null;
    return Stream.of(
        call("segmentIdRange", RsmError.BAD_ADDR, s -> s.bed().rsm().segmentIdRange(null)),
        call("signalWait", RsmError.BAD_ADDR, s -> s.bed().rsm().signalWait(null, 1, 0)),
        call("createExport", RsmError.BAD_ADDR, s -> controller(s).createExport(none, 4096)),
        call(
            "createExport with flags",
            RsmError.BAD_ADDR,
            s -> controller(s).createExport(none, 4096, 0)),
        call(
            "createLocalMemory",
            RsmError.BAD_ADDR,
            s -> controller(s).createLocalMemory(none, 4096)),
        call(
            "freeLocalMemory",
            RsmError.BAD_LOCALMEM_HNDL,
            s -> controller(s).freeLocalMemory(null)),
        call(
            "connect without permission",
            RsmError.PERM_DENIED,
            s -> controller(s).connect(s.bed().node(), TestBed.idOf(s.published()), null)),
        call(
            "connect without id",
            RsmError.SEG_NOT_PUBLISHED,
            s -> controller(s).connect(s.bed().node(), null, Permission.RDWR)));
  }

  private static RsmController controller(Stage stage) {
    return stage.bed().controller();
  }

  private static Stream<Arguments> segments() {
    return Stream.of(
        call("publish", RsmError.BAD_SEGID, s -> s.bound().publish(null, null)),
        call("republish", RsmError.SEG_NOT_PUBLISHED, s -> s.bound().republish(null)),
        call("republish for everybody", RsmError.SUCCESS, s -> s.published().republish(null)),
        call("rebind", RsmError.BAD_ADDR, s -> s.bound().rebind(null, s.bed().page())),
        call("putv", RsmError.BAD_SGIO, s -> s.imported().putv(null)),
        call("getv", RsmError.BAD_SGIO, s -> s.imported().getv(null)),
        call("map", RsmError.BAD_PERMS, s -> s.imported().map(null, 0, s.bed().page())),
        call(
            "mapFixed", RsmError.BAD_PERMS, s -> s.imported().mapFixed(0, null, 0, s.bed().page())),
        call("initBarrier", RsmError.SUCCESS, s -> s.imported().initBarrier(null)),
        call("setMode", RsmError.BAD_MODE, s -> s.imported().setMode(null)));
  }

  @Rule(RuleId.ALL_ERROR_01)
  @ParameterizedTest
  @MethodSource("callsWithoutArgument")
  void missingArgumentGivesItsCode(RsmError expected, Call call, TestBed bed) {
    Stage stage = Stage.of(bed);
    // Anything but a return or an RsmException would be an AssertionError.
    assertEquals(expected, codeOf(() -> call.on(stage)));
    stage.imported().put64(0, 1);
    assertEquals(1, stage.imported().get64(0));
    SegmentId id = bed.freshId();
    assertEquals(id, stage.bound().publish(id, null));
  }
}
