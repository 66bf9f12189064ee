// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import java.util.List;
import java.util.Map;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.link.LinkStatus;
import org.rsmapi.driver.wci.route.Route;

/**
 * What a node of a network shows to its operators. Any thread may ask; nobody waits for an answer.
 */
public interface NetworkView {

  /**
   * Returns the configuration that is in force; if it was removed, one with this node as its only
   * member and without WCIs.
   */
  ControllerConfiguration configuration();

  /** Returns the state of the life cycle of the configuration, in lower-case letters. */
  String configurationState();

  /** Returns what is known of the controller as a whole. */
  ControllerFigures controller();

  /** Returns what is known of each WCI of the configuration, in the order of the ports. */
  List<WciFigures> wcis();

  /** Returns what is known of each link of the configuration, in order. */
  List<LinkStatus> links();

  /** Returns the route to each member, also those to this node and to nodes out of reach. */
  Map<Integer, Route> routes();

  /** Returns how often the route to a member has changed. */
  long routeChanges(int cnode);

  /** Returns how often any route has changed. */
  long routeCounter();

  /** Tells whether routes are being changed. */
  boolean isRerouting();

  /** Returns how many bytes this process has put and got over a link. */
  long bytes(LinkId link);

  /** Returns how many transfers of this process have failed on a link. */
  long transferErrors(LinkId link);

  /** Returns the state of the session with each other member, in lower-case letters. */
  Map<Integer, String> sessions();

  /** Returns what an operator can have this node do. */
  NetworkCommands commands();
}
