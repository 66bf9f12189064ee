// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import org.rsmapi.Segment;

/** A segment that a session holds under a name. */
sealed interface SessionSegment extends AutoCloseable permits SessionExport, SessionImport {

  /** Its name in the session, for example {@code exp1}. */
  String name();

  /** The handle, for what both kinds have. */
  Segment segment();

  /** The name of its controller. */
  String controller();

  /** One line about it, without the name. */
  String description();

  /** Copies bytes out of the segment. */
  void read(long offset, byte[] target, boolean mapped);

  /** Copies bytes into the segment. */
  void write(long offset, byte[] source, boolean mapped);

  /** Reads one value. */
  long read(long offset, Width width, boolean mapped);

  /** Writes one value. */
  void write(long offset, Width width, long value, boolean mapped);

  /** Ends the segment and gives its controller back; may be repeated. */
  @Override
  void close();
}
