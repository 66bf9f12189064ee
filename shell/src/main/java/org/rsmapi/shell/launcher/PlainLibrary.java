// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import org.jspecify.annotations.Nullable;
import org.rsmapi.Rsm;

/** RSMAPI in plain Java, loaded when it is first needed. */
final class PlainLibrary implements AutoCloseable {

  private @Nullable Rsm rsm;
  private boolean closed;

  synchronized Rsm get() {
    if (closed) {
      throw new IllegalStateException("rsm is about to end");
    }
    Rsm loaded = rsm;
    if (loaded == null) {
      loaded = Rsm.load();
      rsm = loaded;
    }
    return loaded;
  }

  @Override
  public synchronized void close() {
    closed = true;
    Rsm loaded = rsm;
    rsm = null;
    if (loaded != null) {
      loaded.close();
    }
  }
}
