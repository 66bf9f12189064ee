// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.security.SecureRandom;
import java.util.function.IntFunction;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/**
 * Ids for SISCI segments of the driver itself: by chance, since whoever knows one may connect, and
 * from the range that RSMAPI sets aside for drivers, so that they are nobody's in RSMAPI.
 */
final class InternalIds {

  private static final int FIRST = 0x1000;
  private static final int END = 0x10_0000;
  private static final int TRIES = 64;

  private static final SecureRandom RANDOM = new SecureRandom();

  private InternalIds() {}

  /** Creates a segment with an id that is free. */
  static <T> T create(IntFunction<T> creation) {
    for (int i = 1; ; i++) {
      try {
        return creation.apply(RANDOM.nextInt(FIRST, END));
      } catch (SisciException e) {
        if (e.error() != SisciError.SEGMENTID_USED || i == TRIES) {
          throw e;
        }
      }
    }
  }
}
