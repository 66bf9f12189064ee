// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.FabricName;
import org.rsmapi.fabric.UnixSocket;

/** What other processes say is not trusted. */
class ControlTest {

  private static final long LIMIT_MILLIS = 30_000;

  private final String name = "org.rsmapi/control-test/" + ProcessHandle.current().pid();
  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
  private final List<String> numbers =
      Collections.nCopies(5_000, "a line of a topic that is \u00e4 bit long");
  private Fabric fabric;
  private UnixSocket listening;
  private ControlServer server;

  private final class Host implements ControlServer.Host {

    @Override
    public List<String> lines(String topic) {
      return switch (topic) {
        case "numbers" -> numbers;
        case "nothing" -> List.of();
        default -> null;
      };
    }

    @Override
    public void command(String command, ControlServer.Answer answer) {
      commands.add(command);
      if (command.equals("later")) {
        fabric.executeLater(5, answer::done);
      } else if (command.equals("now please")) {
        answer.done();
      } else {
        answer.refused("cannot");
      }
    }
  }

  @BeforeEach
  void open() {
    fabric = Fabric.open(new FabricName("control-test", 0));
    listening = UnixSocket.create();
    assertEquals(0, listening.listen(name));
    server = new ControlServer(fabric, listening, new Host());
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
    listening.close();
    fabric.close();
  }

  @Test
  void linesThatDoNotFitOneMessageComeInSeveral() {
    try (ControlClient client = ControlClient.reach(name)) {
      assertNotNull(client);
      assertEquals(numbers, client.lines("numbers"));
      assertEquals(List.of(), client.lines("nothing"));
      assertNull(client.lines("something"));
    }
  }

  @Test
  void commandIsAnsweredWhenItIsDone() {
    try (ControlClient client = ControlClient.reach(name)) {
      assertNotNull(client);
      assertNull(client.command("later"));
      assertNull(client.command("now please"));
      assertEquals("refused cannot", client.command("x"));
      assertEquals(List.of("later", "now please", "x"), commands);
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    for (String request :
        List.of("x", " ", "get", "get 0", "get -1 numbers", "get 99999999999999999999 numbers")) {
      try (ControlClient client = ControlClient.reach(name)) {
        assertNotNull(client);
        String answer = client.ask(request, LIMIT_MILLIS);
        assertNotNull(answer, request);
        assertTrue(answer.startsWith(ControlText.REFUSED), request + ": " + answer);
      }
    }
    try (ControlClient client = ControlClient.reach(name)) {
      assertNotNull(client);
      String tooLong = "x".repeat(ControlText.MOST_REQUEST_BYTES + 1);
      assertNull(client.ask(tooLong, LIMIT_MILLIS), "who talks too much is left");
    }
    assertEquals(List.of(), commands);
  }

  @Test
  void thoseWhoNeverAskKeepNobodyOut() {
    List<ControlClient> mute = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        mute.add(ControlClient.reach(name));
      }
      try (ControlClient client = ControlClient.reach(name)) {
        assertNotNull(client);
        assertNull(client.command("now please"));
      }
    } finally {
      mute.forEach(ControlClient::close);
    }
  }

  @Test
  void nobodyAnswersAfterTheEnd() {
    server.close();
    listening.close();
    assertNull(ControlClient.reach(name));
  }
}
