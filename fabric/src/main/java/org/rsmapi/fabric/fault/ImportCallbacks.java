// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.util.concurrent.atomic.AtomicBoolean;
import org.rsmapi.spi.ImportListener;

/** Passes on what happens to an import; that it is broken once, whoever has broken it. */
final class ImportCallbacks implements ImportListener {

  private final ImportListener listener;
  private final AtomicBoolean over = new AtomicBoolean();

  ImportCallbacks(ImportListener listener) {
    this.listener = listener;
  }

  /** The import is neither broken nor ended until now, and is from now on; false if it was. */
  boolean end() {
    return over.compareAndSet(false, true);
  }

  /** Breaks the connection; false if it was broken or ended before. */
  boolean breakOnce() {
    boolean first = end();
    if (first) {
      listener.broken();
    }
    return first;
  }

  @Override
  public void broken() {
    breakOnce();
  }

  @Override
  public void accessChanged() {
    listener.accessChanged();
  }

  @Override
  public void signalsArrived() {
    listener.signalsArrived();
  }
}
