// SPDX-License-Identifier: Apache-2.0
package com.example.sample;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.SegmentOwner;
import org.rsmapi.spi.SignalListener;

/**
 * The exporter's side, and who is connected to it. Importers work under the read lock; under the
 * write lock nobody is at the memory, so a connection can end and the memory can change.
 */
final class SampleExport extends SignalReceiver implements DriverExport {

  /** Unique on the node: of all controllers, not of one. */
  private static final Map<SegmentId, SampleExport> PUBLISHED = new ConcurrentHashMap<>();

  private static final AtomicLong NEXT_SYSTEM_ID = new AtomicLong(SegmentId.SYSTEM_FIRST.value());

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Set<SampleImport> importers = new HashSet<>();
  private final SegmentOwner owner;
  private final Consumer<SampleExport> onDestroy;
  private final long byteSize;
  private MemorySegment memory;
  private SegmentId publishedId; // null while it is not published
  private volatile AccessPolicy policy;

  SampleExport(
      MemorySegment memory,
      SignalListener listener,
      SegmentOwner owner,
      Consumer<SampleExport> onDestroy) {
    super(listener);
    this.memory = reachable(memory);
    this.byteSize = memory.byteSize();
    this.owner = owner;
    this.onDestroy = onDestroy;
  }

  private static MemorySegment reachable(MemorySegment memory) {
    if (!memory.isAccessibleBy(Thread.ofPlatform().unstarted(() -> {}))) {
      throw new RsmException(
          RsmError.INSUFFICIENT_RESOURCES, "create", "use a shared arena: importers have threads");
    }
    return memory;
  }

  static SampleExport published(SegmentId id) {
    SampleExport export = PUBLISHED.get(id);
    if (export == null) {
      throw new RsmException(RsmError.SEG_NOT_PUBLISHED, "connect", "id=" + id);
    }
    return export;
  }

  @Override
  public SegmentOwner owner() {
    return owner;
  }

  /** Never waits: if something is short, it throws, and the library tries again. */
  @Override
  public SegmentId publish(SegmentId asked, AccessPolicy decider) {
    SegmentId id =
        asked.equals(SegmentId.ANY) ? SegmentId.of(NEXT_SYSTEM_ID.getAndIncrement()) : asked;
    exclusively(
        () -> {
          if (PUBLISHED.putIfAbsent(id, this) != null) {
            throw new RsmException(RsmError.SEGID_IN_USE, "publish", "id=" + id);
          }
          policy = decider;
          publishedId = id;
        });
    return id;
  }

  @Override
  public void republish(AccessPolicy decider) {
    policy = decider;
  }

  /** Lets an importer in, if it is still published under this id and the policy says so. */
  void admit(SampleImport importer, SegmentId id, Permission permission) {
    exclusively(
        () -> {
          if (!id.equals(publishedId)) {
            throw new RsmException(RsmError.SEG_NOT_PUBLISHED, "connect", "id=" + id);
          }
          AccessPolicy decider = policy;
          RsmError decision =
              decider.decide(
                  SampleController.LOCAL_NODE, ProcessOwner.credentials(), permission);
          int limit = decider.maxConnections();
          if (decision == RsmError.SUCCESS && limit > 0 && importers.size() >= limit) {
            decision = RsmError.INSUFFICIENT_RESOURCES;
          }
          if (decision != RsmError.SUCCESS) {
            throw new RsmException(decision, "connect", "id=" + id);
          }
          importers.add(importer);
        });
  }

  void remove(SampleImport importer) {
    exclusively(() -> importers.remove(importer));
  }

  /** Has an importer work with the memory, unless the connection is broken. */
  void whileConnected(SampleImport importer, String operation, Consumer<MemorySegment> work) {
    lock.readLock().lock();
    try {
      if (!importers.contains(importer)) {
        throw new RsmException(RsmError.CONN_ABORTED, operation, "the exporter has left");
      }
      work.accept(memory);
    } catch (IllegalStateException e) {
      throw new RsmException(RsmError.CONN_ABORTED, operation, "memory was freed", 0, e);
    } finally {
      lock.readLock().unlock();
    }
  }

  long byteSize() {
    return byteSize;
  }

  @Override
  public void rebind(MemorySegment replacement) {
    MemorySegment checked = reachable(replacement);
    exclusively(() -> memory = checked);
  }

  /** On return the id is free, and no transfer of an importer reaches the memory. */
  @Override
  public void unpublish() {
    exclusively(
        () -> {
          if (publishedId != null) {
            PUBLISHED.remove(publishedId);
            publishedId = null;
          }
          importers.forEach(SampleImport::broken);
          importers.clear();
        });
  }

  @Override
  public void destroy() {
    unpublish();
    onDestroy.accept(this);
  }

  @Override
  public void post(boolean accumulate) {
    lock.readLock().lock();
    try {
      importers.forEach(importer -> importer.arrive(accumulate));
    } finally {
      lock.readLock().unlock();
    }
  }

  private void exclusively(Runnable action) {
    lock.writeLock().lock();
    try {
      action.run();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
