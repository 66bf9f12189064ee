// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.rsmapi.ImportSegment;

/**
 * A transfer through a buffer.
 *
 * @param name of the call
 * @param get whether it reads
 * @param width bytes of an element
 * @param call makes it
 */
record Transfer(String name, boolean get, int width, Call call) {

  /** The call behind a {@link Transfer}. */
  interface Call {
    void on(ImportSegment segment, long offset, MemorySegment buffer, long count);
  }

  private static final List<Transfer> ALL =
      List.of(
          new Transfer("get", true, 1, ImportSegment::get),
          new Transfer("get8", true, 1, ImportSegment::get8),
          new Transfer("get16", true, 2, ImportSegment::get16),
          new Transfer("get32", true, 4, ImportSegment::get32),
          new Transfer("get64", true, 8, ImportSegment::get64),
          new Transfer("put", false, 1, ImportSegment::put),
          new Transfer("put8", false, 1, ImportSegment::put8),
          new Transfer("put16", false, 2, ImportSegment::put16),
          new Transfer("put32", false, 4, ImportSegment::put32),
          new Transfer("put64", false, 8, ImportSegment::put64));

  /** Every transfer on every medium: arguments of a test. */
  static Stream<Object[]> onMedia() {
    return on(Medium.values());
  }

  /** Every transfer on media whose driver moves the data. */
  static Stream<Object[]> onEngines() {
    return on(Medium.ENGINE, Medium.LOSSY_ENGINE);
  }

  private static Stream<Object[]> on(Medium... media) {
    return Stream.of(media)
        .flatMap(medium -> ALL.stream().map(transfer -> new Object[] {medium, transfer}));
  }

  @Override
  public String toString() {
    return name;
  }
}
