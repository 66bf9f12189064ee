// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.Topology;
import org.rsmapi.tck.Endpoint;
import org.rsmapi.tck.fixture.DriverUnderTest;
import org.rsmapi.tck.support.Party;
import org.rsmapi.tck.support.PeerContext;
import org.rsmapi.tck.support.PeerTask;
import org.rsmapi.tck.support.RsmAssertions;
import org.rsmapi.tck.support.TestBed;

/**
 * A party at another endpoint, and what tests have it do.
 *
 * @param party does it
 * @param node where the party is
 */
record OtherNode(Party party, NodeId node) implements AutoCloseable {

  /** Finds an endpoint on another node than that of the bed; there must be one. */
  static OtherNode open(TestBed bed) {
    return open(
        other -> !other.node().equals(bed.node()),
        "multi-node is claimed, but no endpoint of the fixture is on another node than "
            + bed.node());
  }

  /** Finds an endpoint of another byte order than this process has; there must be one. */
  static OtherNode ofOtherByteOrder() {
    String here = ByteOrder.nativeOrder().toString();
    return open(
        other -> !other.party().call(Order.class).equals(here),
        "mixed-endian is claimed, but every endpoint of the fixture is " + here);
  }

  private static OtherNode open(Predicate<OtherNode> wanted, String otherwise) {
    for (Endpoint endpoint : DriverUnderTest.current().endpoints().stream().skip(1).toList()) {
      Party party = Party.at(endpoint);
      boolean found = false;
      try {
        NodeId node = NodeId.of(Long.parseLong(party.call(LocalNode.class)));
        OtherNode other = new OtherNode(party, node);
        found = wanted.test(other);
        if (found) {
          return other;
        }
      } finally {
        if (!found) {
          party.close();
        }
      }
    }
    throw new AssertionError(otherwise + "; name one or declare it absent with the reason");
  }

  /** Has it connect to a segment of a node, and keep the import segment. */
  void connect(String name, NodeId exporter, SegmentId id, String permission) {
    party.call(Connect.class, name, text(exporter), PeerSegments.text(id), permission);
  }

  /** Has it connect and disconnect. */
  RsmError tryConnect(NodeId exporter, SegmentId id, String permission) {
    return RsmError.valueOf(
        party.call(TryConnect.class, text(exporter), PeerSegments.text(id), permission));
  }

  /** Has it create a segment of a page and publish it for a node. */
  SegmentId published(String name, NodeId importer, String permissions) {
    party.call(PeerSegments.Create.class, name);
    return SegmentId.of(
        Long.parseLong(party.call(PublishTo.class, name, text(importer), permissions)));
  }

  private static String text(NodeId node) {
    return Long.toString(node.value());
  }

  private static NodeId node(String text) {
    return NodeId.of(Long.parseLong(text));
  }

  @Override
  public void close() {
    party.close();
  }

  /** Returns the node. */
  static final class LocalNode implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return text(context.bed().node());
    }
  }

  /** Returns the byte order. */
  static final class Order implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return ByteOrder.nativeOrder().toString();
    }
  }

  /** Returns name and hardware address of the controller, as it lists itself. */
  static final class Listed implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      String name = context.bed().controller().name();
      return context.bed().rsm().topology().controllers().stream()
          .filter(local -> local.name().equals(name))
          .map(Listed::text)
          .findFirst()
          .orElseThrow();
    }

    static String text(Topology.LocalController local) {
      return local.name() + " " + local.hardwareAddress();
    }
  }

  /** Connects; arguments: name, node, id, permission. */
  static final class Connect implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      ImportSegment imported = PeerSegments.connect(context.bed(), node(args[1]), args[2], args[3]);
      imported.initBarrier();
      context.keep(args[0], imported);
      return args[0];
    }
  }

  /** Connects and disconnects; arguments: node, id, permission. The result is the code. */
  static final class TryConnect implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return RsmAssertions.codeOf(
              () ->
                  PeerSegments.connect(context.bed(), node(args[0]), args[1], args[2]).disconnect())
          .name();
    }
  }

  /** Publishes; arguments: name of the segment, node, permissions. The result is the id. */
  static final class PublishTo implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      AccessEntry entry = new AccessEntry(node(args[1]), Integer.parseInt(args[2], 8));
      SegmentId id =
          context
              .kept(args[0], ExportSegment.class)
              .publish(context.bed().freshId(), List.of(entry));
      return PeerSegments.text(id);
    }
  }

  private static MemorySegment memory(PeerContext context, String name) {
    return context.kept(name + " memory", MemorySegment.class);
  }

  /** Sets an element of exported memory; arguments: name, offset, width, value. */
  static final class SetElement implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      MemorySegment place = memory(context, args[0]).asSlice(Long.parseLong(args[1]));
      long value = Long.parseLong(args[3]);
      TransferAssertions.setElement(place, 0, Integer.parseInt(args[2]), value);
      return args[0];
    }
  }

  /** Returns an element of exported memory; arguments: name, offset, width. */
  static final class Element implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      long offset = Long.parseLong(args[1]);
      int width = Integer.parseInt(args[2]);
      return Long.toString(TransferAssertions.element(memory(context, args[0]), offset, width));
    }
  }

  /** Returns the start of exported memory; arguments: name, number of bytes. */
  static final class Bytes implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      MemorySegment start = memory(context, args[0]).asSlice(0, Long.parseLong(args[1]));
      return HexFormat.of().formatHex(start.toArray(ValueLayout.JAVA_BYTE));
    }
  }
}
