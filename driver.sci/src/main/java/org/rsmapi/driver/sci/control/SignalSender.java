// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import org.jspecify.annotations.Nullable;

/** The events of one connection that are on their way to the other side, counted until sent. */
public final class SignalSender {

  private final Mailbox mailbox;
  private final Address to;
  private final int link;
  private final Letter letter = new Pending();

  /** What was posted and is not sent yet. Guarded by the lock of the receiver. */
  private int events;

  /** Whether one that does not accumulate was posted before those. Guarded in the same way. */
  private boolean conditional;

  /**
   * Makes the sender of a connection.
   *
   * @param link the number of the connection at the receiver
   */
  public SignalSender(Mailbox mailbox, Address to, int link) {
    this.mailbox = mailbox;
    this.to = to;
    this.link = link;
  }

  /**
   * Posts an event; never blocks.
   *
   * @param accumulate false if a receiver that has an event pending is to drop it
   * @throws org.rsmapi.driver.sci.sisci.SisciException if the receiver cannot be reached; then
   *     nothing was posted
   */
  public void post(boolean accumulate) {
    mailbox.send(to, letter, accumulate ? new Accumulating() : new Conditional());
  }

  private final class Pending implements Letter {

    @Override
    public @Nullable Message contents() {
      return events == 0 && !conditional ? null : new Message.Signal(link, events, conditional);
    }

    @Override
    public void sent() {
      events = 0;
      conditional = false;
    }
  }

  private final class Accumulating implements Letter.Addition {

    @Override
    public void make() {
      events++;
    }

    @Override
    public void undo() {
      events--;
    }
  }

  /** It would find those that are still to be sent, and be dropped. */
  private final class Conditional implements Letter.Addition {

    private boolean added;

    @Override
    public void make() {
      added = events == 0 && !conditional;
      conditional |= added;
    }

    @Override
    public void undo() {
      conditional &= !added;
    }
  }
}
