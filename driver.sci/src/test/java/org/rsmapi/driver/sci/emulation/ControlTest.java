// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rsmapi.fabric.control.ControlClient;

/** What other processes say is not trusted. */
class ControlTest {

  @Test
  void aCommandThatMakesNoSenseIsRefusedAndChangesNothing() {
    try (Pair pair = new Pair()) {
      String name = new ClusterNames().process(Pair.EXPORTER, 0);
      for (String command :
          List.of(
              "x",
              "link",
              "link 4 8 0 sideways 1",
              "link 4 8 4 down 1",
              "link 4 8 -1 down 1",
              "link 4 4 0 down 1",
              "link 4 40 0 down 1",
              "link 4 8 0 down now",
              "link 4 8 0 down 1 2")) {
        try (ControlClient client = ControlClient.reach(name)) {
          assertNotNull(client);
          assertEquals("refused no such link", client.command(command), command);
          assertNull(client.lines(command));
        }
      }
      assertEquals(List.of(new ClusterControl.Link(4, 8, 0, true)), pair.control.links());
    }
  }

  @Test
  void thoseWhoNeverAskKeepNobodyOut() {
    List<ControlClient> mute = new ArrayList<>();
    try (Pair pair = new Pair()) {
      String name = new ClusterNames().process(Pair.EXPORTER, 0);
      for (int i = 0; i < 200; i++) {
        mute.add(ControlClient.reach(name));
      }
      pair.link(false);
      assertEquals(List.of(new ClusterControl.Link(4, 8, 0, false)), pair.control.links());
    } finally {
      mute.forEach(ControlClient::close);
    }
  }
}
