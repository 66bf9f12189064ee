// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Capability;

/** A further process does what it is told, and leaves nothing. */
class PeerTest {

  static final class Echo implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      System.out.print("what the peer prints is none of its answers");
      return String.join("|", args);
    }
  }

  static final class Keep implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return context.keep("text", args[0]);
    }
  }

  static final class Kept implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return context.kept("text", String.class);
    }
  }

  static final class Refused implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      throw new RsmException(RsmError.MAP_FAILED, "Some.call", "a=1; do\nthis", 7, null);
    }
  }

  static final class Failed implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) throws IOException {
      throw new IOException(args[0]);
    }
  }

  static final class Aborted implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      throw new TestAbortedException(args[0]);
    }
  }

  static final class Block implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) throws InterruptedException {
      new CountDownLatch(1).await();
      return "";
    }
  }

  static final class Property implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return System.getProperty(args[0], "");
    }
  }

  static final class Status implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) throws IOException {
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
        return lines
            .filter(line -> line.startsWith(args[0] + ":"))
            .map(line -> line.substring(args[0].length() + 1).strip().replaceAll("\\s+", " "))
            .collect(Collectors.joining());
      }
    }
  }

  static final class Publish implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return Long.toString(TestBed.idOf(context.bed().published(1)).value());
    }
  }

  @Test
  void answersAndKeeps() {
    try (Peer peer = Peer.start()) {
      assertEquals("a b||ä\n", peer.call(Echo.class, "a b", "", "ä\n"));
      assertEquals("x", peer.call(Keep.class, "x"));
      assertEquals("x", peer.call(Kept.class));
      RsmException thrown = assertThrows(RsmException.class, () -> peer.call(Refused.class));
      assertEquals(RsmError.MAP_FAILED, thrown.error());
      assertEquals("Some.call", thrown.operation());
      assertEquals("a=1; do\nthis", thrown.detail());
      assertEquals(7, thrown.driverStatus());
      AssertionError failed =
          assertThrows(AssertionError.class, () -> peer.call(Failed.class, "no file"));
      assertTrue(String.valueOf(failed.getMessage()).contains("no file"), failed.getMessage());
      assertThrows(TestAbortedException.class, () -> peer.call(Aborted.class, "not here"));
    }
  }

  @Test
  void hasTheConfigurationOfThisProcess() {
    String namespace = "org.rsmapi.fabric.namespace";
    try (Peer peer = Peer.start(Map.of("org.rsmapi.example", "1"));
        TestBed bed = new TestBed()) {
      assertEquals(System.getProperty(namespace), peer.call(Property.class, namespace));
      assertEquals("true", peer.call(Property.class, "org.rsmapi.faults"));
      assertEquals("1", peer.call(Property.class, "org.rsmapi.example"));
      SegmentId id = SegmentId.of(Long.parseLong(peer.call(Publish.class)));
      bed.controller().connect(bed.node(), id, Permission.RDWR).disconnect();
    }
  }

  @Test
  void blockedCallEndsWithThePeer() {
    try (Peer peer = Peer.start()) {
      CompletableFuture<String> blocked = peer.begin(Block.class);
      assertEquals("still there", peer.call(Echo.class, "still there"));
      peer.kill();
      assertFalse(peer.isAlive());
      assertThrows(AssertionError.class, () -> peer.call(Echo.class));
      Threads.await("end of the call", blocked::isCompletedExceptionally);
    }
  }

  @Test
  void exitsNormally() {
    Peer peer = Peer.start();
    peer.exit();
    assertFalse(peer.isAlive());
    peer.close();
    assertFalse(Files.exists(Path.of("/proc/" + peer.pid())));
  }

  static final class Grandchild implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      return Long.toString(context.keep("peer", Peer.start()).pid());
    }
  }

  @Test
  void endsWithItsParent() {
    try (Peer peer = Peer.start()) {
      long grandchild = Long.parseLong(peer.call(Grandchild.class));
      assertTrue(ProcessHandle.of(grandchild).isPresent());
      peer.kill();
      Threads.await(
          "end of the grandchild",
          () -> ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void isAnotherUser() {
    TestBed.assumeOffered(Capability.SECOND_USER);
    Path copied;
    try (Peer peer = Peer.startAs(54_321, 54_322, 54_323, 54_324);
        Peer alone = Peer.startAs(54_321, 54_322)) {
      assertEquals("54321 54321 54321 54321", peer.call(Status.class, "Uid"));
      assertEquals("54322 54322 54322 54322", peer.call(Status.class, "Gid"));
      assertEquals("54323 54324", peer.call(Status.class, "Groups"));
      assertEquals("", alone.call(Status.class, "Groups"));
      String classPath = peer.call(Property.class, "java.class.path");
      copied = Path.of(classPath.substring(0, classPath.indexOf(':')));
      assertTrue(Files.exists(copied));
    }
    assertFalse(Files.exists(copied));
  }

  @Test
  void hasTheMask() {
    TestBed.assumeOffered(Capability.CREATION_MASK);
    try (Peer peer = Peer.startWithMask(0027)) {
      assertEquals("0027", peer.call(Status.class, "Umask"));
    }
  }
}
