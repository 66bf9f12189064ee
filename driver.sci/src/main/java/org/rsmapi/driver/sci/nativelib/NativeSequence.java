// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;

/** A sequence. */
final class NativeSequence implements Sequence {

  private final Library library;
  private final NativeRemoteMap map;
  private final Handle handle;

  NativeSequence(Library library, NativeRemoteMap map, long sequence) {
    this.library = library;
    this.map = map;
    handle = new Handle(sequence);
  }

  @Override
  public SequenceStatus start() {
    return library.sequences.start(handle);
  }

  @Override
  public SequenceStatus check() {
    return library.sequences.check(handle);
  }

  @Override
  public void remove() {
    handle.end("SCIRemoveSequence", () -> library.sequences.remove(handle));
    map.sequenceRemoved();
  }
}
