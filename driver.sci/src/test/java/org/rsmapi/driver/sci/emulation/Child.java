// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciException;

/** What runs in a JVM of its own: does what each line of its input says, until that ends. */
final class Child {

  private final Sisci sisci;
  private final AtomicInteger interrupts = new AtomicInteger();
  private final AtomicReference<CallbackReason> told = new AtomicReference<>();
  private LocalSegment segment;
  private RemoteSegment remote;
  private RemoteMap map;

  private Child(Sisci sisci) {
    this.sisci = sisci;
  }

  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    ClusterSettings settings =
        args[0].equals("any")
            ? ClusterSettings.DEFAULT
            : ClusterSettings.DEFAULT.as(Integer.parseInt(args[0]));
    EmulatedCluster cluster = new EmulatedCluster(settings);
    System.out.println("ready");
    in.readLine();
    try (Sisci sisci = cluster.open()) {
      System.out.println(sisci.localNodeId(0));
      Child child = new Child(sisci);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        try {
          System.out.println(child.execute(line.split(" ", -1)));
        } catch (SisciException e) {
          System.out.println(e.error());
        }
      }
    }
  }

  private String execute(String[] command) {
    switch (command[0]) {
      case "create" -> {
        segment = sisci.createSegment(Pair.ID, Pair.SIZE, (reason, nodeId) -> {});
      }
      case "available" -> {
        segment.prepare(0, false);
        segment.setAvailable(0);
      }
      case "connect" -> {
        remote = sisci.connectSegment(0, Integer.parseInt(command[1]), Pair.ID, told::set);
        map = remote.map(false);
      }
      case "told" -> {
        return String.valueOf(told.get());
      }
      case "put" -> map.window().set(ValueLayout.JAVA_LONG, 0, Long.parseLong(command[1]));
      case "get" -> {
        return Long.toString(segment.memory().get(ValueLayout.JAVA_LONG, 0));
      }
      case "interrupt" -> {
        return Integer.toString(
            sisci.createDataInterrupt(0, data -> interrupts.incrementAndGet()).number());
      }
      case "interrupts" -> {
        return Integer.toString(interrupts.get());
      }
      default -> throw new IllegalArgumentException(command[0]);
    }
    return "ok";
  }
}
