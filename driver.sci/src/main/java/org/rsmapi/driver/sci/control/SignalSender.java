// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import org.jspecify.annotations.Nullable;

/** The events of one connection that are on their way to the other side, counted until sent. */
public final class SignalSender {

  private final Mailbox mailbox;
  private final Address to;
  private final int link;
  private final Letter letter = new Pending();

  private int events;
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
   * @throws org.rsmapi.driver.sci.sisci.SisciException if the receiver cannot be reached
   */
  public void post(boolean accumulate) {
    synchronized (letter) {
      if (accumulate) {
        events++;
      } else if (events == 0) {
        conditional = true;
      } else {
        return; // it would find those that are still to be sent
      }
    }
    mailbox.send(to, letter);
  }

  /** What was posted and is not sent yet. */
  private final class Pending implements Letter {

    private int eventsInFlight;
    private boolean conditionalInFlight;

    /** What was posted since is a matter of its own once this is sent. */
    @Override
    public synchronized @Nullable Message contents() {
      conditionalInFlight |= conditional && eventsInFlight == 0;
      eventsInFlight += events;
      events = 0;
      conditional = false;
      return eventsInFlight == 0 && !conditionalInFlight
          ? null
          : new Message.Signal(link, eventsInFlight, conditionalInFlight);
    }

    @Override
    public synchronized void sent() {
      eventsInFlight = 0;
      conditionalInFlight = false;
    }
  }
}
