// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rsmapi.fabric.Fabric;

/** A cnode that has nothing but wires. */
final class Peer implements Wires.Receiver, AutoCloseable {

  static final int CONTROLLER = 5;

  final List<String> events = new CopyOnWriteArrayList<>();
  final Wires wires;
  private final Fabric fabric;

  Peer(int cnode) {
    fabric = Fabric.open(CnodeNames.fabric(CONTROLLER, cnode));
    boolean done = false;
    try {
      wires = Wires.open(fabric, CONTROLLER, cnode, this);
      done = true;
    } finally {
      if (!done) {
        fabric.close();
      }
    }
    wires.start();
  }

  @Override
  public void arrived(int cnode, Packet packet) {
    events.add("arrived " + cnode + " " + packet.messageId());
  }

  @Override
  public void reached(int cnode) {
    events.add("reached " + cnode);
  }

  @Override
  public void gone(int cnode) {
    events.add("gone " + cnode);
  }

  @Override
  public void close() {
    wires.close();
    fabric.close();
  }
}
