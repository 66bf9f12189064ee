// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;

/** Fails if the error count moved since open, as Sun Fire Link's barriers do. */
final class MemoryBarrier implements DriverBarrier {

  private final MemoryDriver driver;
  private long noted;
  private volatile boolean destroyed;

  MemoryBarrier(MemoryDriver driver) {
    this.driver = driver;
    driver.liveBarriers.incrementAndGet();
  }

  @Override
  public void open() {
    driver.before.accept("barrierOpen");
    noted = driver.errors.get();
  }

  @Override
  public void order() {
    close();
    noted = driver.errors.get();
  }

  @Override
  public void close() {
    driver.before.accept("barrierClose");
    driver.beforeBarrierClose.run();
    if (destroyed) {
      driver.errorsOfTheLibrary.incrementAndGet();
    }
    if (driver.lossAfterTransfers > 0 && --driver.lossAfterTransfers == 0) {
      driver.errors.incrementAndGet();
    }
    if (driver.errors.get() != noted) {
      throw new RsmException(RsmError.BARRIER_FAILURE, "barrier", "errors=" + driver.errors);
    }
  }

  @Override
  public void destroy() {
    if (destroyed) {
      driver.errorsOfTheLibrary.incrementAndGet();
    }
    destroyed = true;
    driver.liveBarriers.decrementAndGet();
    driver.before.accept("barrierDestroy");
  }
}
