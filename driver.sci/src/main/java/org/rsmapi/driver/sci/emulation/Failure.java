// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.Map;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/** What failures of the fabric are in SISCI's words. */
final class Failure {

  private static final Map<RsmError, SisciError> ERRORS =
      Map.ofEntries(
          Map.entry(RsmError.INSUFFICIENT_MEM, SisciError.NOSPC),
          Map.entry(RsmError.INSUFFICIENT_RESOURCES, SisciError.HW_NOSPC),
          Map.entry(RsmError.BAD_ADDR, SisciError.ILLEGAL_ADDRESS),
          Map.entry(RsmError.MAP_FAILED, SisciError.ILLEGAL_ADDRESS),
          Map.entry(RsmError.BAD_SEG_HNDL, SisciError.ILLEGAL_OPERATION),
          Map.entry(RsmError.SEGID_IN_USE, SisciError.SEGMENTID_USED),
          Map.entry(RsmError.SEG_NOT_PUBLISHED, SisciError.NO_SUCH_SEGMENT),
          Map.entry(RsmError.SEG_NOT_PUBLISHED_TO_NODE, SisciError.CONNECTION_REFUSED),
          Map.entry(RsmError.PERM_DENIED, SisciError.CONNECTION_REFUSED),
          Map.entry(RsmError.REMOTE_NODE_UNREACHABLE, SisciError.TIMEOUT),
          Map.entry(RsmError.CONN_ABORTED, SisciError.NOT_CONNECTED),
          Map.entry(RsmError.INTERRUPTED, SisciError.CANCELLED),
          Map.entry(RsmError.CTLR_NOT_PRESENT, SisciError.NOT_INITIALIZED));

  private Failure() {}

  static SisciException of(RsmException e, String call) {
    SisciError error = ERRORS.getOrDefault(e.error(), SisciError.SYSTEM);
    SisciException failure = new SisciException(error, call, String.valueOf(e.getMessage()));
    failure.initCause(e);
    return failure;
  }

  static SisciException of(SisciError error, String call, String detail) {
    return new SisciException(error, call, detail);
  }
}
