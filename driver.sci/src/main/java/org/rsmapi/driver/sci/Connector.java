// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.driver.sci.control.Address;
import org.rsmapi.driver.sci.control.Mailbox;
import org.rsmapi.driver.sci.control.Message;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.fabric.ProcessOwner;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.PeerCredentials;

/**
 * Connects: finds the exporter by what it has published, asks it, and maps the memory that it
 * names.
 */
final class Connector {

  static final String CONNECT = "connect";

  private final SciController controller;
  private final Sisci sisci;
  private final int adapterNo;
  private final Set<ImporterLink> waiting = ConcurrentHashMap.newKeySet();

  Connector(SciController controller) {
    this.controller = controller;
    this.sisci = controller.sisci();
    this.adapterNo = controller.adapterNo();
  }

  SciImport connect(NodeId node, SegmentId id, Permission permission, ImportListener listener) {
    int target =
        controller
            .nodes()
            .sciNode(node)
            .orElseThrow(
                () ->
                    new RsmException(
                        RsmError.REMOTE_NODE_UNREACHABLE,
                        CONNECT,
                        "node=" + node + " is not in the node list of " + controller.name()));
    ImporterLink link = controller.links().newImporterLink(listener);
    boolean done = false;
    waiting.add(link);
    try {
      controller.checkOpen(CONNECT);
      ImporterLink.Granted granted = ask(link, target, (int) id.value(), permission);
      SciImport imported = map(link, granted, permission);
      done = true;
      return imported;
    } catch (SisciException e) {
      throw ErrorMeaning.CONNECT.translate(CONNECT, e);
    } finally {
      waiting.remove(link);
      if (!done) {
        end(link);
      }
    }
  }

  private void end(ImporterLink link) {
    controller.links().forget(link);
    link.giveUp(RsmError.REMOTE_NODE_UNREACHABLE, "given up");
    ImporterLink.Granted granted = link.answerSoFar();
    if (granted != null) {
      controller
          .links()
          .mailbox()
          .sendIfReachable(granted.exporter(), new Message.Bye(granted.terms().exporterLink()));
    }
  }

  /** Ends all waits for an answer. */
  void giveUp() {
    waiting.forEach(
        link -> link.giveUp(RsmError.CTLR_NOT_PRESENT, controller.name() + " is closed"));
  }

  /** What is published stays connected until the answer, so that the exporter's end is noticed. */
  private ImporterLink.Granted ask(
      ImporterLink link, int target, int segment, Permission permission) {
    RemoteSegment published =
        sisci.connectSegment(adapterNo, target, segment, reason -> publisherEvent(link, reason));
    try {
      PublishedSegment found = read(published, segment);
      if (found == null) {
        throw new RsmException(
            RsmError.SEG_NOT_PUBLISHED, CONNECT, "the SISCI segment of that id is not of RSMAPI");
      }
      Address exporter = new Address(target, found.interrupt());
      PeerCredentials we = ProcessOwner.credentials();
      Mailbox mailbox = controller.links().mailbox();
      for (Message.Groups groups : groups(link, we)) {
        mailbox.send(exporter, groups);
      }
      mailbox.send(
          exporter,
          new Message.Request(
              link.number(), segment, permission.bits(), (int) we.uid(), (int) we.gid()));
      return link.await();
    } finally {
      Retry.whileBusy(published::disconnect);
    }
  }

  private static void publisherEvent(ImporterLink link, CallbackReason reason) {
    if (reason == CallbackReason.DISCONNECT || reason == CallbackReason.LOST) {
      link.giveUp(RsmError.SEG_NOT_PUBLISHED, "was withdrawn meanwhile");
    }
  }

  private static @Nullable PublishedSegment read(RemoteSegment published, int segment) {
    if (published.size() < PublishedSegment.SIZE) {
      return null;
    }
    RemoteMap map = published.map(true);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(PublishedSegment.SIZE, Long.BYTES);
      map.load(0, copy, Long.BYTES);
      return PublishedSegment.read(copy, segment);
    } finally {
      Retry.whileBusy(map::unmap);
    }
  }

  private static List<Message.Groups> groups(ImporterLink link, PeerCredentials we) {
    List<Integer> all = we.supplementaryGroups().stream().map(Long::intValue).toList();
    List<Message.Groups> messages = new ArrayList<>();
    for (int i = 0; i < all.size(); i += Message.GROUPS_AT_ONCE) {
      int end = Math.min(i + Message.GROUPS_AT_ONCE, all.size());
      messages.add(new Message.Groups(link.number(), all.subList(i, end)));
    }
    return messages;
  }

  /** Whatever fails, nothing is left behind. */
  private SciImport map(ImporterLink link, ImporterLink.Granted granted, Permission permission) {
    RemoteSegment remote =
        sisci.connectSegment(
            adapterNo, granted.exporter().node(), granted.terms().data(), link::event);
    boolean done = false;
    try {
      if (granted.terms().size() <= 0 || remote.size() < granted.terms().size()) {
        throw new RsmException(
            RsmError.REMOTE_NODE_UNREACHABLE, CONNECT, "the exporter's answer makes no sense");
      }
      RemoteMap map = remote.map(!permission.canWrite());
      SciImport imported = new SciImport(controller, link, granted, remote, map);
      if (!link.attach(imported)) {
        Retry.whileBusy(map::unmap);
        throw new RsmException(RsmError.SEG_NOT_PUBLISHED, CONNECT, "was withdrawn meanwhile");
      }
      done = true;
      return imported;
    } finally {
      if (!done) {
        Retry.whileBusy(remote::disconnect);
      }
    }
  }
}
