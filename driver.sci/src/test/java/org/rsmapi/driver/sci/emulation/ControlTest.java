// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other processes say is not trusted. */
class ControlTest {

  @Test
  void aRequestThatMakesNoSenseIsRefusedAndChangesNothing() {
    try (Pair pair = new Pair()) {
      String name = new ClusterNames().process(Pair.EXPORTER, 0);
      for (String request :
          List.of(
              "x",
              " ",
              "state",
              "state -1",
              "state 99999999999999999999",
              "link",
              "link 4 8 0 down",
              "link 4 8 0 sideways 1",
              "link 4 8 4 down 1",
              "link 4 8 -1 down 1",
              "link 4 4 0 down 1",
              "link 4 40 0 down 1",
              "link 4 8 0 down now",
              "link 4 8 0 down 1 2")) {
        try (ControlClient client = ControlClient.reach(name)) {
          assertNotNull(client);
          String answer = client.ask(request);
          assertNotNull(answer, request);
          assertTrue(answer.startsWith(ControlText.REFUSED), request + ": " + answer);
        }
      }
      try (ControlClient client = ControlClient.reach(name)) {
        assertNotNull(client);
        assertNull(client.ask("x".repeat(300)), "who talks too much is left");
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

  @Test
  void whatDoesNotFitOneMessageComesInSeveral() {
    List<String> lines = Collections.nCopies(5_000, "segment 1 2 3 AVAILABLE");
    int from = 0;
    int pages = 0;
    int seen = 0;
    while (from >= 0) {
      String page = ControlText.page(lines, from);
      assertTrue(page.length() <= ControlText.MOST_BYTES);
      List<String> parts = List.of(page.split("\n", -1));
      seen += parts.size() - 1;
      pages++;
      from =
          parts.getFirst().equals(ControlText.END)
              ? -1
              : Integer.parseInt(parts.getFirst().substring(ControlText.MORE.length() + 1));
    }
    assertEquals(lines.size(), seen);
    assertTrue(pages > 1);
  }
}
