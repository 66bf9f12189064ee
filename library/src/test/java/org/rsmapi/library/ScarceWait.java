// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rsmapi.PollEntry;
import org.rsmapi.Rsm;
import org.rsmapi.RsmException;

/**
 * A process of its own that waits when the system has nothing left, or denies native access; prints
 * the outcomes of the waits, a word each.
 */
final class ScarceWait {

  private ScarceWait() {}

  /** Waits as the argument says: {@code descriptors} or {@code native}. */
  public static void main(String[] arguments) throws IOException {
    LibraryFixture.Source source = new LibraryFixture.Source();
    try (Rsm rsm = new Library(source, new Quotas(Configuration.DEFAULT));
        Pipe.SourceChannel channel = Pipe.open().source()) {
      channel.configureBlocking(false);
      PollEntry[] channels = {PollEntry.of(channel, SelectionKey.OP_READ)};
      PollEntry[] descriptors = {PollEntry.ofDescriptor(0, PollEntry.POLLOUT)};
      System.out.println(outcome(rsm, channels));
      System.out.println(outcome(rsm, descriptors));
      if (arguments[0].equals("descriptors")) {
        exhaust(rsm, channels, descriptors);
      }
    }
  }

  private static void exhaust(Rsm rsm, PollEntry[] channels, PollEntry[] descriptors) {
    Deque<Integer> taken = new ArrayDeque<>();
    for (int next = OsPipe.eventfd(0); next >= 0; next = OsPipe.eventfd(0)) {
      taken.push(next);
    }
    String withoutSelector = outcome(rsm, channels);
    // The last one was an eventfd that is not readable.
    PollEntry[] quiet = {PollEntry.ofDescriptor(taken.peek(), PollEntry.POLLIN)};
    String withoutAlarm = outcome(rsm, quiet);
    taken.forEach(OsPipe::closeDescriptor);
    System.out.println(withoutSelector);
    System.out.println(withoutAlarm);
    System.out.println(outcome(rsm, channels));
    System.out.println(outcome(rsm, descriptors));
  }

  private static String outcome(Rsm rsm, PollEntry[] entries) {
    try {
      return "ready=" + rsm.signalWait(entries, entries.length, 1);
    } catch (RsmException e) {
      return e.error().toString();
    }
  }
}
