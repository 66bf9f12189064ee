// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

final class ErrorMeaningTest {

  @ParameterizedTest
  @EnumSource
  void everyErrorMeansSomething(SisciError error) {
    for (ErrorMeaning meaning :
        new ErrorMeaning[] {
          ErrorMeaning.CONNECT,
          ErrorMeaning.EXPORT,
          ErrorMeaning.MAP,
          ErrorMeaning.TRANSFER,
          ErrorMeaning.SIGNAL
        }) {
      assertNotEquals(RsmError.SUCCESS, meaning.of(error));
    }
  }

  @Test
  void sameErrorMeansWhatWasAskedFor() {
    assertEquals(RsmError.SEG_NOT_PUBLISHED, ErrorMeaning.CONNECT.of(SisciError.NO_SUCH_SEGMENT));
    assertEquals(RsmError.CONN_ABORTED, ErrorMeaning.TRANSFER.of(SisciError.NO_SUCH_SEGMENT));
    assertEquals(RsmError.INSUFFICIENT_MEM, ErrorMeaning.EXPORT.of(SisciError.NOSPC));
    assertEquals(RsmError.INSUFFICIENT_RESOURCES, ErrorMeaning.SIGNAL.of(SisciError.NOSPC));
    assertEquals(RsmError.SEGID_IN_USE, ErrorMeaning.EXPORT.of(SisciError.SEGMENTID_USED));
  }

  @Test
  void exceptionTellsTheCallAndItsCode() {
    RsmException e =
        ErrorMeaning.CONNECT.translate(
            "connect", new SisciException(0x4000_0999, "SCIConnectSegment", "node=8"));
    assertEquals(RsmError.REMOTE_NODE_UNREACHABLE, e.error());
    assertEquals(0x4000_0999, e.driverStatus());
    assertEquals("SCIConnectSegment: SCI_ERR_UNKNOWN (0x40000999); node=8", e.detail());
  }
}
