// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.event;

import org.rsmapi.driver.wci.config.LinkId;

/** Is told what happens to a node. Calls return at once, do not fail, and come from any thread. */
public interface SystemEvents {

  /** A link has come up. */
  void linkUp(int controller, LinkId link);

  /** A link has gone down. */
  void linkDown(int controller, LinkId link, String reason);

  /** A member can be reached. */
  void newNodeRoute(int controller, int cnode);

  /** A member cannot be reached any more. */
  void lostNodeRoute(int controller, int cnode, LostReason reason);

  /** A configuration has been enabled. */
  void newConfiguration(int controller, long version);

  /** Why a route was lost. */
  enum LostReason {
    /** No link is left that leads there. */
    NO_ROUTE("no-route"),
    /** The configuration has it no more. */
    UNCONFIGURED("unconfigured");

    private final String text;

    LostReason(String text) {
      this.text = text;
    }

    /** Returns the word that the events have. */
    public String text() {
      return text;
    }
  }
}
