// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.support.Peer;
import org.rsmapi.tck.support.PeerContext;
import org.rsmapi.tck.support.PeerTask;
import org.rsmapi.tck.support.Posix;
import org.rsmapi.tck.support.RsmAssertions;
import org.rsmapi.tck.support.TestBed;

/** Tasks for peers: segments of one page, which they keep under a name. */
final class PeerSegments {

  /** In place of permissions: a null list. */
  static final String NULL_LIST = "null";

  private PeerSegments() {}

  /** Creates a segment; argument: name. */
  static final class Create implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      TestBed bed = context.bed();
      MemorySegment memory = context.keep(args[0] + " memory", bed.memory(1));
      context.keep(args[0], bed.controller().createExport(memory, memory.byteSize(), 0));
      return args[0];
    }
  }

  /** Publishes a segment; arguments: name, permissions. The result is the id. */
  static final class Publish implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      TestBed bed = context.bed();
      SegmentId id =
          context
              .kept(args[0], ExportSegment.class)
              .publish(
                  bed.freshId(),
                  args[1].equals(NULL_LIST)
                      ? null
                      : List.of(new AccessEntry(bed.node(), Integer.parseInt(args[1], 8))));
      return Long.toString(id.value());
    }
  }

  /** Destroys a segment; argument: name. */
  static final class Destroy implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      context.kept(args[0], ExportSegment.class).destroy();
      return args[0];
    }
  }

  /** Connects; arguments: name, id, permission. */
  static final class Connect implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      ImportSegment imported = connect(context.bed(), context.bed().node(), args[1], args[2]);
      imported.initBarrier();
      context.keep(args[0], imported);
      return args[0];
    }
  }

  /** Connects and disconnects; arguments: id, permission. The result is the code. */
  static final class TryConnect implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      NodeId node = context.bed().node();
      return RsmAssertions.codeOf(() -> connect(context.bed(), node, args[0], args[1]).disconnect())
          .name();
    }
  }

  /** Connects as texts say: an id, a permission in octal. */
  static ImportSegment connect(TestBed bed, NodeId node, String id, String permission) {
    return bed.controller()
        .connect(
            node, SegmentId.of(Long.parseLong(id)), Permission.of(Integer.parseInt(permission, 8)));
  }

  /** Maps all of an import segment; argument: name. */
  static final class MapAll implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      ImportSegment imported = context.kept(args[0], ImportSegment.class);
      return imported.map(imported.permission(), 0, imported.length()).toString();
    }
  }

  /** Takes a poll reference; argument: name. */
  static final class TakePollReference implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return context.kept(args[0], Segment.class).getPollReference().toString();
    }
  }

  /** Posts; argument: name. */
  static final class Post implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      context.kept(args[0], Segment.class).signalPost();
      return args[0];
    }
  }

  /** Waits for a signal; arguments: name, milliseconds. */
  static final class Wait implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      context.kept(args[0], Segment.class).signalWait(Long.parseLong(args[1]));
      return args[0];
    }
  }

  /** Puts a value of 64 bits; arguments: name, offset, value. */
  static final class Put64 implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      context
          .kept(args[0], ImportSegment.class)
          .put64(Long.parseLong(args[1]), Long.parseLong(args[2]));
      return args[0];
    }
  }

  /** Gets a value of 64 bits; arguments: name, offset. */
  static final class Get64 implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return Long.toString(
          context.kept(args[0], ImportSegment.class).get64(Long.parseLong(args[1])));
    }
  }

  /** Reads a value of 64 bits of exported memory; arguments: name of the segment, offset. */
  static final class Memory64 implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      MemorySegment memory = context.kept(args[0] + " memory", MemorySegment.class);
      return Long.toString(memory.get(ValueLayout.JAVA_LONG, Long.parseLong(args[1])));
    }
  }

  /** Breaks the connections of the peer to a segment; argument: id. */
  static final class Break implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      SegmentId id = SegmentId.of(Long.parseLong(args[0]));
      return Integer.toString(context.bed().faults().breakConnections(id));
    }
  }

  /** Sets the file creation mask; argument: octal digits. */
  static final class Mask implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      Posix.umask(Integer.parseInt(args[0], 8));
      return args[0];
    }
  }

  /** Creates and publishes a segment in a peer and returns the id. */
  static SegmentId published(Peer peer, String name, String permissions) {
    String ignored = peer.call(Create.class, name);
    return SegmentId.of(Long.parseLong(peer.call(Publish.class, name, permissions)));
  }

  /** Has a peer try to connect. */
  static RsmError tryConnect(Peer peer, SegmentId id, String permission) {
    return RsmError.valueOf(peer.call(TryConnect.class, text(id), permission));
  }

  /** Returns an id as the tasks take it. */
  static String text(SegmentId id) {
    return Long.toString(id.value());
  }
}
