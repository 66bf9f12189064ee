// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.driver.sci.control.Address;
import org.rsmapi.driver.sci.control.Arrivals;
import org.rsmapi.driver.sci.control.Mailbox;
import org.rsmapi.driver.sci.control.Message;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.fabric.ProcessOwner;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.SegmentOwner;
import org.rsmapi.spi.SignalListener;

/** An exported segment: its memory as a SISCI segment, and who is connected. */
final class SciExport implements DriverExport {

  private static final Logger LOG = System.getLogger(SciExport.class.getName());
  private static final String REBIND = "rebind";
  private static final long ANSWER_LIMIT_MILLIS = 5_000;

  private final SciController controller;
  private final SegmentOwner owner = ProcessOwner.current();
  private final LocalSegment data;
  private final long byteSize;
  private final Arrivals arrivals;
  private final Map<Integer, ExporterLink> links = new ConcurrentHashMap<>();

  /** How it is published; null if it is not. Guarded by this. */
  private @Nullable Publication publication;

  /** Guarded by this. */
  private boolean destroyed;

  SciExport(SciController controller, MemorySegment memory, SignalListener listener) {
    this.controller = controller;
    this.byteSize = memory.byteSize();
    this.arrivals = new Arrivals(listener);
    this.data =
        ErrorMeaning.EXPORT.call(
            "create",
            () ->
                InternalIds.create(
                    id -> controller.sisci().createSegment(id, memory, this::event)));
    boolean done = false;
    try {
      ErrorMeaning.EXPORT.run("create", () -> data.prepare(controller.adapterNo(), false));
      done = true;
    } finally {
      if (!done) {
        data.remove(true);
      }
    }
  }

  Arrivals arrivals() {
    return arrivals;
  }

  @Override
  public SegmentOwner owner() {
    return owner;
  }

  @Override
  public SegmentId publish(SegmentId id, AccessPolicy policy) {
    return ErrorMeaning.EXPORT.call(
        "publish",
        () -> {
          Publication fresh = Publication.make(controller, id, policy);
          boolean done = false;
          try {
            data.setAvailable(controller.adapterNo());
            synchronized (this) {
              publication = fresh;
            }
            controller.links().publish(fresh.id(), this);
            fresh.show();
            done = true;
            return SegmentId.of(Integer.toUnsignedLong(fresh.id()));
          } finally {
            if (!done) {
              withdraw(fresh);
            }
          }
        });
  }

  @Override
  public synchronized void republish(AccessPolicy policy) {
    Publication current = publication;
    if (current != null) {
      publication = current.with(policy);
    }
  }

  @Override
  public void rebind(MemorySegment memory) {
    controller.checkOpen(REBIND);
    try {
      data.rebind(memory);
    } catch (SisciException e) {
      controller.checkOpen(REBIND);
      throw isDestroyed()
          ? new RsmException(RsmError.BAD_SEG_HNDL, REBIND, "destroyed meanwhile", e.code(), e)
          : ErrorMeaning.EXPORT.translate(REBIND, e);
    }
  }

  private synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** On the control thread: a request to connect; tells the importer, if it is granted. */
  RsmError requested(NodeId importer, Address from, Message.Request request, List<Integer> groups) {
    Permission permission;
    try {
      permission = Permission.of(request.permission());
    } catch (RuntimeException e) {
      return RsmError.PERM_DENIED;
    }
    Set<Long> supplementary = new HashSet<>();
    groups.forEach(group -> supplementary.add(Integer.toUnsignedLong(group)));
    PeerCredentials stated =
        new PeerCredentials(
            Integer.toUnsignedLong(request.user()),
            Integer.toUnsignedLong(request.group()),
            supplementary);
    ExporterLink link;
    synchronized (this) {
      Publication current = publication;
      RsmError decision =
          current == null || current.id() != request.segment()
              ? RsmError.SEG_NOT_PUBLISHED
              : decide(current.policy(), importer, stated, permission);
      if (decision != RsmError.SUCCESS) {
        return decision;
      }
      link = controller.links().connected(this, from, request.link());
      links.put(link.number(), link);
    }
    // After it is entered: from now on the importer counts on what is posted to it.
    try {
      mailbox()
          .send(
              from, new Message.Accept(request.link(), link.number(), data.segmentId(), byteSize));
    } catch (SisciException e) {
      controller.links().end(link);
    }
    return RsmError.SUCCESS;
  }

  private RsmError decide(
      AccessPolicy policy, NodeId importer, PeerCredentials stated, Permission permission) {
    if (!permission.isValid()) {
      return RsmError.PERM_DENIED;
    }
    RsmError decision = policy.decide(importer, stated, permission);
    int most = policy.maxConnections();
    return decision == RsmError.SUCCESS && most > 0 && links.size() >= most
        ? RsmError.INSUFFICIENT_RESOURCES
        : decision;
  }

  /** An importer has gone, or the connection to it has ended. */
  synchronized void ended(ExporterLink link) {
    links.remove(link.number());
    notifyAll();
  }

  /**
   * On a thread of SISCI. It names the node alone: who of its importers has gone is to be found.
   */
  private void event(CallbackReason reason, int nodeId) {
    if (reason == CallbackReason.DISCONNECT || reason == CallbackReason.LOST) {
      mailbox().execute(() -> probeImporters(nodeId));
    }
  }

  private void probeImporters(int nodeId) {
    for (ExporterLink link : links.values()) {
      if (link.importer().node() == nodeId) {
        controller.links().probe(link);
      }
    }
  }

  private Mailbox mailbox() {
    return controller.links().mailbox();
  }

  @Override
  public void unpublish() {
    Publication ending;
    synchronized (this) {
      ending = publication;
    }
    if (ending != null) {
      withdraw(ending);
    }
  }

  /** The id is free at once; importers are told, and cut off if they do not answer. */
  private void withdraw(Publication ending) {
    synchronized (this) {
      publication = null;
    }
    controller.links().unpublish(ending.id(), this);
    ending.remove();
    for (ExporterLink link : links.values()) {
      try {
        mailbox().send(link.importer(), new Message.Withdraw(link.importerLink()));
      } catch (SisciException e) {
        controller.links().end(link); // it cannot be reached
      }
    }
    awaitImporters();
    try {
      Retry.whileBusy(() -> data.setUnavailable(controller.adapterNo()));
    } catch (SisciException e) {
      LOG.log(Level.WARNING, "A segment stays available to those who are connected", e);
    }
    new ArrayList<>(links.values()).forEach(controller.links()::end);
  }

  private synchronized void awaitImporters() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_LIMIT_MILLIS);
    boolean interrupted = false;
    while (!links.isEmpty() && deadline - System.nanoTime() > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void destroy() {
    synchronized (this) {
      if (destroyed) {
        return;
      }
      destroyed = true;
    }
    try {
      unpublish();
    } finally {
      controller.forget(this);
      remove();
    }
  }

  private void remove() {
    try {
      Retry.whileBusy(() -> data.remove(false));
    } catch (SisciException e) {
      LOG.log(Level.DEBUG, "A segment is removed by force", e);
      Retry.whileBusy(() -> data.remove(true));
    }
  }

  @Override
  public void post(boolean accumulate) {
    for (ExporterLink link : links.values()) {
      try {
        link.signals().post(accumulate);
      } catch (SisciException e) {
        LOG.log(Level.DEBUG, "An importer is left out, since it cannot be reached", e);
      }
    }
  }

  @Override
  public long takeArrived(long pending) {
    return arrivals.take(pending);
  }

  @Override
  public void setWaiting(boolean waiting) {
    arrivals.setWaiting(waiting);
  }

  @Override
  public boolean mayHaveArrived() {
    return arrivals.isAny();
  }
}
