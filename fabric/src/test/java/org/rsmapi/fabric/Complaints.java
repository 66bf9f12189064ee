// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the fabric logs as a warning or worse, as what fails on the event loop is. */
final class Complaints extends Handler implements AutoCloseable {

  private static final Logger FABRIC = Logger.getLogger("org.rsmapi.fabric");

  private final Set<String> expected;
  private final Queue<String> records = new ConcurrentLinkedQueue<>();

  /** Listens from now on; these messages are as it should be. */
  Complaints(String... expected) {
    this.expected = Set.of(expected);
    FABRIC.setUseParentHandlers(false);
    FABRIC.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    if (record.getLevel().intValue() < Level.WARNING.intValue()
        || expected.contains(record.getMessage())) {
      return;
    }
    StringWriter text = new StringWriter();
    text.append(record.getMessage()).append('\n');
    if (record.getThrown() != null) {
      record.getThrown().printStackTrace(new PrintWriter(text));
    }
    records.add(text.toString());
  }

  /** Forgets them as well, so that each is told once. */
  void assertNone() {
    String first = records.peek();
    if (first != null) {
      int count = records.size();
      records.clear();
      fail(count + " complaints, the first: " + first);
    }
  }

  @Override
  public void flush() {
    // Nothing is kept back.
  }

  @Override
  public void close() {
    FABRIC.removeHandler(this);
    FABRIC.setUseParentHandlers(true);
  }
}
