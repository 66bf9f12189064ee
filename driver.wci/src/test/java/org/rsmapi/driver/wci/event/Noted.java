// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.event;

import java.util.ArrayList;
import java.util.List;
import org.rsmapi.driver.wci.config.LinkId;

/** Notes what it is told. */
final class Noted implements SystemEvents {

  private final List<String> events = new ArrayList<>();

  List<String> events() {
    return events;
  }

  /** Tells one of each. */
  static void each(SystemEvents events) {
    events.linkUp(3, new LinkId(4, 1));
    events.linkDown(3, new LinkId(5, 2), "link-errors");
    events.newNodeRoute(3, 6);
    events.lostNodeRoute(3, 7, SystemEvents.LostReason.NO_ROUTE);
    events.newConfiguration(3, 8);
  }

  @Override
  public void linkUp(int controller, LinkId link) {
    events.add("up " + controller + " " + link);
  }

  @Override
  public void linkDown(int controller, LinkId link, String reason) {
    events.add("down " + controller + " " + link + " " + reason);
  }

  @Override
  public void newNodeRoute(int controller, int cnode) {
    events.add("new " + controller + " " + cnode);
  }

  @Override
  public void lostNodeRoute(int controller, int cnode, LostReason reason) {
    events.add("lost " + controller + " " + cnode + " " + reason.text());
  }

  @Override
  public void newConfiguration(int controller, long version) {
    events.add("configuration " + controller + " " + version);
  }
}
