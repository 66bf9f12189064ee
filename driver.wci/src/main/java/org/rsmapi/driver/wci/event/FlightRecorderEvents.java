// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.ValueDescriptor;
import org.rsmapi.driver.wci.config.LinkId;

/**
 * Writes events into recordings of Flight Recorder.
 *
 * <p>The recorder makes the classes of the events: it rewrites those of others so that they need
 * packages of the JDK that a container does not give to a bundle.
 */
final class FlightRecorderEvents implements SystemEvents, AutoCloseable {

  private static final String[] CATEGORY = {"RSMAPI", "Sun Fire Link"};

  private static final Kind LINK_UP =
      new Kind("LinkUp", "Link Up", List.of(Value.PORT, Value.LINK));
  private static final Kind LINK_DOWN =
      new Kind("LinkDown", "Link Down", List.of(Value.PORT, Value.LINK, Value.REASON));
  private static final Kind NEW_NODE_ROUTE =
      new Kind("NewNodeRoute", "New Node Route", List.of(Value.CNODE));
  private static final Kind LOST_NODE_ROUTE =
      new Kind("LostNodeRoute", "Lost Node Route", List.of(Value.CNODE, Value.REASON));
  private static final Kind NEW_CONFIGURATION =
      new Kind("NewConfiguration", "New Configuration", List.of(Value.VERSION));

  /** A kind of event. */
  private record Kind(String text, String label, List<Value> values) {

    EventFactory factory() {
      List<ValueDescriptor> fields = new ArrayList<>();
      fields.add(Value.CONTROLLER.descriptor());
      values.forEach(value -> fields.add(value.descriptor()));
      return EventFactory.create(
          List.of(
              new AnnotationElement(Name.class, "org.rsmapi.wrsm." + text),
              new AnnotationElement(Label.class, label),
              new AnnotationElement(Category.class, CATEGORY),
              new AnnotationElement(StackTrace.class, false)),
          fields);
    }
  }

  /** What events tell. */
  private enum Value {
    CONTROLLER(String.class, "controller", "Controller"),
    PORT(int.class, "port", "WCI"),
    LINK(int.class, "link", "Link"),
    CNODE(int.class, "cnode", "Node"),
    VERSION(long.class, "version", "Version"),
    REASON(String.class, "reason", "Reason");

    private final Class<?> type;
    private final String text;
    private final String label;

    Value(Class<?> type, String text, String label) {
      this.type = type;
      this.text = text;
      this.label = label;
    }

    ValueDescriptor descriptor() {
      return new ValueDescriptor(type, text, List.of(new AnnotationElement(Label.class, label)));
    }
  }

  private final Map<Kind, EventFactory> factories = new ConcurrentHashMap<>();

  private void write(Kind kind, int controller, Object... values) {
    if (!FlightRecorder.isInitialized()) {
      return; // nobody has ever recorded anything
    }
    Event event = factories.computeIfAbsent(kind, Kind::factory).newEvent();
    if (event.shouldCommit()) {
      event.set(0, "wrsm" + controller);
      for (int i = 0; i < values.length; i++) {
        event.set(i + 1, values[i]);
      }
      event.commit();
    }
  }

  @Override
  public void linkUp(int controller, LinkId link) {
    write(LINK_UP, controller, link.port(), link.number());
  }

  @Override
  public void linkDown(int controller, LinkId link, String reason) {
    write(LINK_DOWN, controller, link.port(), link.number(), reason);
  }

  @Override
  public void newNodeRoute(int controller, int cnode) {
    write(NEW_NODE_ROUTE, controller, cnode);
  }

  @Override
  public void lostNodeRoute(int controller, int cnode, LostReason reason) {
    write(LOST_NODE_ROUTE, controller, cnode, reason.text());
  }

  @Override
  public void newConfiguration(int controller, long version) {
    write(NEW_CONFIGURATION, controller, version);
  }

  /** Has the recorder forget the events. */
  @Override
  public void close() {
    factories.values().forEach(EventFactory::unregister);
    factories.clear();
  }
}
