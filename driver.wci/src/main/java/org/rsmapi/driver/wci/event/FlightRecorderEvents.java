// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.rsmapi.driver.wci.config.LinkId;

/** Writes events into recordings of Flight Recorder. */
@SuppressWarnings("UnusedVariable") // the fields are read by the recorder
final class FlightRecorderEvents implements SystemEvents {

  private static final String CATEGORY = "RSMAPI";
  private static final String NETWORK = "Sun Fire Link";

  @Override
  public void linkUp(int controller, LinkId link) {
    LinkUp event = new LinkUp();
    if (event.isEnabled()) {
      event.controller = name(controller);
      event.port = link.port();
      event.link = link.number();
      event.commit();
    }
  }

  @Override
  public void linkDown(int controller, LinkId link, String reason) {
    LinkDown event = new LinkDown();
    if (event.isEnabled()) {
      event.controller = name(controller);
      event.port = link.port();
      event.link = link.number();
      event.reason = reason;
      event.commit();
    }
  }

  @Override
  public void newNodeRoute(int controller, int cnode) {
    NewNodeRoute event = new NewNodeRoute();
    if (event.isEnabled()) {
      event.controller = name(controller);
      event.cnode = cnode;
      event.commit();
    }
  }

  @Override
  public void lostNodeRoute(int controller, int cnode, LostReason reason) {
    LostNodeRoute event = new LostNodeRoute();
    if (event.isEnabled()) {
      event.controller = name(controller);
      event.cnode = cnode;
      event.reason = reason.text();
      event.commit();
    }
  }

  @Override
  public void newConfiguration(int controller, long version) {
    NewConfiguration event = new NewConfiguration();
    if (event.isEnabled()) {
      event.controller = name(controller);
      event.version = version;
      event.commit();
    }
  }

  private static String name(int controller) {
    return "wrsm" + controller;
  }

  @Name("org.rsmapi.wrsm.LinkUp")
  @Label("Link Up")
  @Description("A link has come up")
  @Category({CATEGORY, NETWORK})
  @StackTrace(false)
  private static final class LinkUp extends Event {
    @Label("Controller")
    String controller = "";

    @Label("WCI")
    @Description("Safari port id")
    int port;

    @Label("Link")
    int link;
  }

  @Name("org.rsmapi.wrsm.LinkDown")
  @Label("Link Down")
  @Description("A link has gone down")
  @Category({CATEGORY, NETWORK})
  @StackTrace(false)
  private static final class LinkDown extends Event {
    @Label("Controller")
    String controller = "";

    @Label("WCI")
    @Description("Safari port id")
    int port;

    @Label("Link")
    int link;

    @Label("Reason")
    String reason = "";
  }

  @Name("org.rsmapi.wrsm.NewNodeRoute")
  @Label("New Node Route")
  @Description("A node can be reached")
  @Category({CATEGORY, NETWORK})
  @StackTrace(false)
  private static final class NewNodeRoute extends Event {
    @Label("Controller")
    String controller = "";

    @Label("Node")
    int cnode;
  }

  @Name("org.rsmapi.wrsm.LostNodeRoute")
  @Label("Lost Node Route")
  @Description("A node cannot be reached any more")
  @Category({CATEGORY, NETWORK})
  @StackTrace(false)
  private static final class LostNodeRoute extends Event {
    @Label("Controller")
    String controller = "";

    @Label("Node")
    int cnode;

    @Label("Reason")
    @Description("no-route or unconfigured")
    String reason = "";
  }

  @Name("org.rsmapi.wrsm.NewConfiguration")
  @Label("New Configuration")
  @Description("A configuration has been enabled")
  @Category({CATEGORY, NETWORK})
  @StackTrace(false)
  private static final class NewConfiguration extends Event {
    @Label("Controller")
    String controller = "";

    @Label("Version")
    long version;
  }
}
