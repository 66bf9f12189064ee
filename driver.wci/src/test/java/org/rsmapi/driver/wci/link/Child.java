// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.session.SessionTimes;

/** What runs in a JVM of its own: does what each line of its input says, until that ends. */
final class Child {

  private Child() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    System.out.println("ready");
    in.readLine();
    try (Node node =
        new Node(
            Networks.two(Integer.parseInt(args[0])),
            Networks.NO_POLL,
            new SessionTimes(30_000, 10, 30_000))) {
      System.out.println("open");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(execute(node, line.split(" ", -1)));
      }
    }
  }

  private static String execute(Node node, String[] command) throws InterruptedException {
    switch (command[0]) {
      case "up" -> {
        node.awaitAllUp();
        return "up";
      }
      case "pull" -> {
        node.links.setCable(link(command), false);
        return "pulled";
      }
      case "alive" -> {
        return Boolean.toString(node.links.isAlive(link(command)));
      }
      case "session" -> {
        return Boolean.toString(node.sessions.open(1 - node.wires.cnode()));
      }
      default -> throw new IllegalArgumentException(command[0]);
    }
  }

  private static LinkId link(String[] command) {
    return new LinkId(Integer.parseInt(command[1]), Integer.parseInt(command[2]));
  }
}
