// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.rsmapi.RsmError;
import org.rsmapi.driver.sci.control.Address;
import org.rsmapi.driver.sci.control.Mailbox;
import org.rsmapi.driver.sci.control.Message;
import org.rsmapi.driver.sci.control.SignalSender;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.spi.ImportListener;

/** The connections of a controller in both directions, by number, and what is said over them. */
final class Links implements AutoCloseable {

  /** Long enough for any importer that lives to use what it was granted. */
  private static final long CHECK_MILLIS = 15_000;

  private final Map<Integer, SciExport> published = new ConcurrentHashMap<>();
  private final Map<Integer, ExporterLink> exporterLinks = new ConcurrentHashMap<>();
  private final Map<Integer, ImporterLink> importerLinks = new ConcurrentHashMap<>();
  private final StatedGroups statedGroups = new StatedGroups();
  private final AdapterNodes nodes;
  private final Mailbox mailbox;

  /** Begins somewhere, so that a number of an earlier user of the interrupt means nothing here. */
  private final AtomicInteger numbers = new AtomicInteger(ThreadLocalRandom.current().nextInt());

  Links(SciController controller) {
    this.nodes = controller.nodes();
    this.mailbox =
        new Mailbox(controller.sisci(), controller.adapterNo(), controller.name(), this::received);
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /** From now on requests for an id are those of a segment. */
  void publish(int id, SciExport export) {
    published.put(id, export);
  }

  void unpublish(int id, SciExport export) {
    published.remove(id, export);
  }

  ImporterLink newImporterLink(ImportListener listener) {
    ImporterLink link = new ImporterLink(numbers.incrementAndGet(), listener, mailbox);
    importerLinks.put(link.number(), link);
    return link;
  }

  void forget(ImporterLink link) {
    importerLinks.remove(link.number());
  }

  private void received(Message.Received received) {
    Address from = received.from();
    switch (received.message()) {
      case Message.Groups groups -> statedGroups.add(from, groups);
      case Message.Request request -> requested(from, request);
      case Message.Bye bye -> ended(bye.link(), from);
      case Message.Gone gone -> ended(gone.link(), from);
      case Message.Signal signal -> signalled(from, signal);
      case Message.Ping ping -> {
        if (!importerLinks.containsKey(ping.link())) {
          mailbox.sendIfReachable(from, new Message.Bye(ping.exporterLink()));
        }
      }
      case Message.Accept accept -> {
        ImporterLink link = importerLinks.get(accept.link());
        if (link == null) {
          mailbox.sendIfReachable(from, new Message.Bye(accept.exporterLink()));
        } else {
          link.accepted(from, accept);
        }
      }
      case Message.Refuse refuse -> {
        ImporterLink link = importerLinks.get(refuse.link());
        if (link != null) {
          link.refused(refuse.error());
        }
      }
      case Message.Withdraw withdraw -> {
        ImporterLink link = importerLinks.get(withdraw.link());
        if (link != null) {
          link.exporterLeft();
        }
      }
    }
  }

  private void requested(Address from, Message.Request request) {
    List<Integer> groups = statedGroups.take(from, request.link());
    SciExport export = published.get(request.segment());
    RsmError answer =
        export == null
            ? RsmError.SEG_NOT_PUBLISHED
            : nodes
                .id(from.node())
                .map(node -> export.requested(node, from, request, groups))
                .orElse(RsmError.SEG_NOT_PUBLISHED_TO_NODE);
    if (answer != RsmError.SUCCESS) {
      mailbox.sendIfReachable(from, new Message.Refuse(request.link(), answer.number()));
    }
  }

  /** Makes the exporter's end of a connection; tells the importer, who is connected from now on. */
  ExporterLink connected(SciExport export, Address importer, int importerLink) {
    ExporterLink link =
        new ExporterLink(
            numbers.incrementAndGet(),
            export,
            importer,
            importerLink,
            new SignalSender(mailbox, importer, importerLink));
    exporterLinks.put(link.number(), link);
    // If it dies before it has connected, SISCI has nothing to tell.
    mailbox.executeLater(() -> probe(link), CHECK_MILLIS);
    return link;
  }

  /** Finds out whether an importer is still there; what it answers comes later. */
  void probe(ExporterLink link) {
    if (!exporterLinks.containsKey(link.number())) {
      return;
    }
    try {
      mailbox.send(link.importer(), new Message.Ping(link.importerLink(), link.number()));
    } catch (SisciException e) {
      if (e.error().isOutage()) {
        mailbox.executeLater(() -> probe(link), CHECK_MILLIS);
      } else {
        end(link);
      }
    }
  }

  private void ended(int number, Address from) {
    ExporterLink link = exporterLinks.get(number);
    if (link != null && link.importer().equals(from)) {
      end(link);
    }
  }

  void end(ExporterLink link) {
    if (exporterLinks.remove(link.number()) != null) {
      link.segment().ended(link);
      mailbox.forget(link.importer());
    }
  }

  private void signalled(Address from, Message.Signal signal) {
    ExporterLink exporting = exporterLinks.get(signal.link());
    if (exporting != null && exporting.importer().equals(from)) {
      exporting.segment().arrivals().add(signal);
      return;
    }
    ImporterLink importing = importerLinks.get(signal.link());
    if (importing != null) {
      importing.arrivals().add(signal);
    }
  }

  @Override
  public void close() {
    mailbox.close();
  }
}
