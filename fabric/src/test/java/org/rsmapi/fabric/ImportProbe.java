// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.concurrent.atomic.AtomicInteger;
import org.rsmapi.spi.ImportListener;

/** Counts what an import or an export is told. */
final class ImportProbe implements ImportListener {

  final AtomicInteger broken = new AtomicInteger();
  final AtomicInteger arrived = new AtomicInteger();

  @Override
  public void broken() {
    broken.incrementAndGet();
  }

  @Override
  public void signalsArrived() {
    arrived.incrementAndGet();
  }
}
