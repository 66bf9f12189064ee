// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Everything that a driver can throw, and nothing of it in the log of the tests. */
abstract class DefectFixture extends LibraryFixture {

  private static final Logger LOG = Logger.getLogger(DriverFailure.class.getName());

  /** Every code, and what is no code at all. */
  static List<Throwable> failures() {
    List<Throwable> failures = new ArrayList<>();
    for (RsmError code : EnumSet.complementOf(EnumSet.of(RsmError.SUCCESS))) {
      failures.add(new RsmException(code, "driver", "said by the driver"));
    }
    failures.add(new IllegalStateException("a defect"));
    failures.add(new NoClassDefFoundError("a defect"));
    failures.add(new AssertionError("a defect"));
    failures.add(new StackOverflowError("a defect"));
    failures.add(new OutOfMemoryError("a defect"));
    return failures;
  }

  @BeforeEach
  void silent() {
    LOG.setLevel(Level.OFF); // hundreds of defects, each of which is logged
  }

  @AfterEach
  void wellAgain() {
    LOG.setLevel(null);
    driver.before = call -> {};
    Thread.interrupted();
  }
}
