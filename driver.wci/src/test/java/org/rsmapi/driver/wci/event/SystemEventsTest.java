// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;

/** Who is told of events, and how. */
final class SystemEventsTest {

  @Test
  void everyListenerIsToldUntilItIsRemoved() {
    Announcer announcer = new Announcer();
    Noted first = new Noted();
    Noted second = new Noted();
    announcer.add(first);
    announcer.add(second);
    Noted.each(announcer);
    announcer.remove(first);
    announcer.newNodeRoute(3, 9);
    assertEquals(
        List.of(
            "up 3 4.1",
            "down 3 5.2 link-errors",
            "new 3 6",
            "lost 3 7 no-route",
            "configuration 3 8"),
        first.events());
    assertEquals("new 3 9", second.events().getLast());
  }

  @Test
  void listenerThatFailsKeepsNobodyFromListening() {
    Announcer announcer = new Announcer();
    Noted noted = new Noted();
    announcer.add(
        new EventAdminEvents(
            event -> {
              throw new IllegalStateException("the bundle has stopped");
            }));
    announcer.add(noted);
    Noted.each(announcer);
    assertEquals(5, noted.events().size());
  }

  @Test
  void eventAdminGetsTopicsWithTheirProperties() {
    List<String> events = new ArrayList<>();
    Noted.each(new EventAdminEvents(event -> events.add(text(event))));
    assertEquals(
        List.of(
            "org/rsmapi/wrsm/link-up {class=wrsm, controller=wrsm3, link=1, port=4,"
                + " subclass=link-up}",
            "org/rsmapi/wrsm/link-down {class=wrsm, controller=wrsm3, link=2, port=5,"
                + " reason=link-errors, subclass=link-down}",
            "org/rsmapi/wrsm/new-node-route {class=wrsm, cnode=6, controller=wrsm3,"
                + " subclass=new-node-route}",
            "org/rsmapi/wrsm/lost-node-route {class=wrsm, cnode=7, controller=wrsm3,"
                + " reason=no-route, subclass=lost-node-route}",
            "org/rsmapi/wrsm/new-config {class=wrsm, controller=wrsm3, subclass=new-config,"
                + " version=8}"),
        events);
  }

  private static String text(Event event) {
    assertNotNull(event.getProperty("timestamp"));
    TreeMap<String, Object> properties = new TreeMap<>();
    for (String name : event.getPropertyNames()) {
      if (!name.equals("timestamp") && !name.equals("event.topics")) {
        properties.put(name, event.getProperty(name));
      }
    }
    return event.getTopic() + " " + properties;
  }

  @Test
  void flightRecorderRecordsThem(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      Noted.each(Announcer.OF_PROCESS);
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> recorded =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().startsWith("org.rsmapi.wrsm."))
            .toList();
    assertEquals(
        List.of("LinkUp", "LinkDown", "NewNodeRoute", "LostNodeRoute", "NewConfiguration"),
        recorded.stream()
            .map(event -> event.getEventType().getName().substring("org.rsmapi.wrsm.".length()))
            .toList());
    assertEquals("wrsm3", recorded.get(1).getString("controller"));
    assertEquals(5, recorded.get(1).getInt("port"));
    assertEquals("link-errors", recorded.get(1).getString("reason"));
    assertEquals("no-route", recorded.get(3).getString("reason"));
    assertEquals(8, recorded.get(4).getLong("version"));
  }
}
