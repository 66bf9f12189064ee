// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.event;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.rsmapi.driver.wci.config.LinkId;

/**
 * Posts events to the Event Admin of a container, if it has one at that time. A class of its own,
 * since a container may do without the types of Event Admin.
 */
final class EventAdminEvents implements SystemEvents {

  private static final String TOPIC = "org/rsmapi/wrsm/";
  private static final String PORT = "port";
  private static final String LINK = "link";
  private static final String CNODE = "cnode";
  private static final String REASON = "reason";

  private final Consumer<Event> sink;

  /** Makes one that posts to whoever takes events. */
  EventAdminEvents(Consumer<Event> sink) {
    this.sink = sink;
  }

  /** Makes one that posts to the service of a container. */
  static EventAdminEvents of(BundleContext context) {
    return new EventAdminEvents(event -> post(context, event));
  }

  private static void post(BundleContext context, Event event) {
    ServiceReference<EventAdmin> reference = context.getServiceReference(EventAdmin.class);
    EventAdmin admin = reference == null ? null : context.getService(reference);
    if (reference != null && admin != null) {
      try {
        admin.postEvent(event);
      } finally {
        context.ungetService(reference);
      }
    }
  }

  @Override
  public void linkUp(int controller, LinkId link) {
    post("link-up", controller, Map.of(PORT, link.port(), LINK, link.number()));
  }

  @Override
  public void linkDown(int controller, LinkId link, String reason) {
    post("link-down", controller, Map.of(PORT, link.port(), LINK, link.number(), REASON, reason));
  }

  @Override
  public void newNodeRoute(int controller, int cnode) {
    post("new-node-route", controller, Map.of(CNODE, cnode));
  }

  @Override
  public void lostNodeRoute(int controller, int cnode, LostReason reason) {
    post("lost-node-route", controller, Map.of(CNODE, cnode, REASON, reason.text()));
  }

  @Override
  public void newConfiguration(int controller, long version) {
    post("new-config", controller, Map.of("version", version));
  }

  private void post(String subclass, int controller, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("class", "wrsm");
    all.put("subclass", subclass);
    all.put("controller", "wrsm" + controller);
    all.put(EventConstants.TIMESTAMP, System.currentTimeMillis());
    sink.accept(new Event(TOPIC + subclass, all));
  }
}
