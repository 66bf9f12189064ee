// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;

/**
 * What an operator can have a node do. What is wrong with an argument is told by an {@link
 * IllegalArgumentException}, what cannot be done now by an {@link org.rsmapi.RsmException} or, for
 * the life cycle, by the exception of that. Nothing waits for longer than is said here.
 */
public interface NetworkCommands {

  /** Pulls the cable of a link, or plugs it in again. */
  void setCable(LinkId link, boolean plugged);

  /** Takes a link down until it is enabled again, or enables it. */
  void setEnabled(LinkId link, boolean enabled);

  /** Has a WCI fail, with all its links, or work again. */
  void setWci(int port, boolean up);

  /** Has the link layer find errors, as if it had transmitted so many packets again. */
  void addLinkErrors(LinkId link, long errors);

  /** Has a member lock out the writes of this node. */
  void lockOut(int cnode);

  /** Has the next transfer over a link fail. */
  void failNext(LinkId link);

  /** Has the CMMU of a member refuse the next access of this node. */
  void violate(int cnode);

  /** Has this node die; the process lives on without it. */
  void kill();

  /** Sends a message to a member and awaits the answer, for some seconds at most. */
  long pingNanos(int cnode) throws InterruptedException;

  /** Makes a configuration the next one. */
  void replace(ControllerConfiguration next);

  /** Checks the next configuration and takes it over; routes come with {@link #enable}. */
  void install();

  /** Brings the links of the installed configuration up; it waits some seconds at most. */
  void enable() throws InterruptedException;

  /** Removes the configuration: no member can be reached. */
  void remove();
}
