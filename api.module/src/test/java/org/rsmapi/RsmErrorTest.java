// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule ALL-DATA-01. */
class RsmErrorTest {

  @Test
  void everyAssignedNumberExistsOnceInOrder() {
    List<Integer> assigned =
        IntStream.concat(IntStream.rangeClosed(0, 45), IntStream.rangeClosed(100, 134))
            .boxed()
            .toList();
    assertEquals(assigned, Arrays.stream(RsmError.values()).map(RsmError::number).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0, RSM_SUCCESS",
    "1, RSMERR_BAD_LIBRARY_VERSION",
    "5, RSMERR_BAD_SEG_HNDL",
    "8, RSMERR_SEG_NOT_PUBLISHED_TO_NODE",
    "17, RSMERR_BAD_MEM_ALIGNMENT",
    "24, RSMERR_SEGID_IN_USE",
    "27, RSMERR_PERM_DENIED",
    "35, RSMERR_BARRIER_UNINITIALIZED",
    "40, RSMERR_CONN_ABORTED",
    "45, RSMERR_SEG_NOT_CONNECTED",
    "100, RSMERR_INTERNAL_ERROR",
    "117, RSMERR_BAD_ARGS_ERRORS",
    "134, RSMERR_QUEUE_FULL"
  })
  void numbersHaveTheNamesOfTheHeader(int number, String name) {
    assertEquals(name, RsmError.of(number).headerName());
  }

  @ParameterizedTest
  @EnumSource
  void numberLeadsBackToTheConstant(RsmError error) {
    assertSame(error, RsmError.of(error.number()));
    assertFalse(error.meaning().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 46, 99, 135, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void unknownNumbersAreRefused(int number) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> RsmError.of(number));
    assertTrue(thrown.getMessage().contains("number=" + number));
  }

  @Test
  void messageNamesOperationCodeAndValues() {
    RsmException exception =
        new RsmException(RsmError.SEGID_IN_USE, "ExportSegment.publish", "id=0x400000", 98, null);
    assertEquals(
        "ExportSegment.publish: RSMERR_SEGID_IN_USE (24), the segment id is in use on this node;"
            + " id=0x400000; driverStatus=98",
        exception.getMessage());
    assertEquals("id=0x400000", exception.detail());
    assertEquals(98, exception.driverStatus());
    assertEquals("ExportSegment.publish", exception.operation());
  }

  @Test
  void successIsNoException() {
    assertThrows(
        IllegalArgumentException.class, () -> new RsmException(RsmError.SUCCESS, "call", ""));
  }
}
