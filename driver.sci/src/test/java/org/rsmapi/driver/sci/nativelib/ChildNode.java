// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.rsmapi.driver.sci.sisci.DataInterruptCallback;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciException;

/** What runs in a JVM of its own: does what each line of its input says, until that ends. */
final class ChildNode {

  private final Sisci sisci;
  private LocalSegment exported;
  private RemoteSegment remote;
  private RemoteMap map;

  private ChildNode(Sisci sisci) {
    this.sisci = sisci;
  }

  /** The argument is the library; the environment says which node it is. */
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    try (Sisci sisci = new LibSisci(Optional.of(Path.of(args[0]))).open()) {
      ChildNode child = new ChildNode(sisci);
      System.out.println("ready " + sisci.localNodeId(0));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        try {
          System.out.println(child.execute(line));
        } catch (SisciException e) {
          System.out.println(e.error());
        }
      }
    }
  }

  private String execute(String command) {
    return switch (command) {
      case "export" -> {
        exported = sisci.createSegment(TwoNodes.ID, TwoNodes.SIZE, TwoNodes.IGNORED);
        exported.prepare(0, false);
        exported.setAvailable(0);
        yield "ok";
      }
      case "read" -> Long.toString(exported.memory().get(ValueLayout.JAVA_LONG, 0));
      case "connect" -> {
        remote = sisci.connectSegment(0, TwoNodes.EXPORTER, TwoNodes.ID, TwoNodes.UNHEARD);
        map = remote.map(false);
        yield "ok";
      }
      case "store" -> {
        map.store(0, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, 77), 8);
        yield "ok";
      }
      case "disconnect" -> {
        map.unmap();
        remote.disconnect();
        yield "ok";
      }
      case "interrupt" -> {
        DataInterruptCallback printing = data -> System.out.println("data " + data[0]);
        LocalDataInterrupt interrupt = sisci.createDataInterrupt(0, printing);
        yield Integer.toString(interrupt.number());
      }
      default -> throw new IllegalArgumentException(command);
    };
  }
}
