// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.RsmDriver;
import org.rsmapi.spi.SegmentOwner;

/**
 * A driver whose interconnect is this process's own memory, so that the library can be tested
 * alone: with mapping or as an engine without, with a medium that keeps or loses accesses.
 */
final class MemoryDriver implements RsmDriver {

  static final long PAGE = 4096;
  static final NodeId NODE = NodeId.of(3);

  final String type;
  boolean mapping = true;
  boolean lossy;

  /** Longer transfers are the driver's, though it maps. */
  volatile long directLimit = Long.MAX_VALUE;

  /** So many entries of a vector are taken in one call, and so many of them moved at most. */
  volatile int vectorLimit = 1;

  volatile int vectorReach = Integer.MAX_VALUE;

  /** What calls for several entries have been asked to move. */
  final List<Integer> vectorCalls = new CopyOnWriteArrayList<>();

  Set<String> aliases = Set.of();
  int version = SPI_VERSION;
  Availability availability = Availability.available();
  List<Integer> units = List.of(0, 1);
  PeerCredentials peer = new PeerCredentials(100, 100, Set.of());
  SegmentOwner owner = new SegmentOwner(100, 100, 0022);

  ControllerAttributes attributes =
      new ControllerAttributes(15, 15, PAGE, 64 * PAGE, 0, 0, 0, 0, 0);
  boolean canRebind = true;
  boolean canLock;

  /** So many segments can be published at once. */
  volatile int publications = Integer.MAX_VALUE;

  /** Is told the name of a call before it does anything; may throw, or hold the call back. */
  volatile Consumer<String> before = call -> {};

  final Map<SegmentId, MemoryExport> published = new ConcurrentHashMap<>();
  final List<MemoryController> open = new CopyOnWriteArrayList<>();
  final AtomicLong errors = new AtomicLong();
  final AtomicLong liveBarriers = new AtomicLong();

  /** The barrier that was made last. */
  volatile WeakReference<DriverBarrier> lastBarrier = new WeakReference<>(null);

  /** Whether local memory is prepared, and so counted. */
  boolean registering;

  final AtomicLong liveLocalMemories = new AtomicLong();
  final AtomicLong liveMappings = new AtomicLong();

  /** What the next calls answer; null for success. */
  volatile RuntimeException registerFailure;

  /** What imports have for a window; their export's memory if null. */
  volatile MemorySegment window;

  volatile RuntimeException mapFailure;
  volatile RuntimeException transferFailure;
  volatile RuntimeException postFailure;
  volatile RuntimeException barrierFailure;

  /** What importers have posted. */
  final AtomicLong accumulatingPosts = new AtomicLong();

  final AtomicLong otherPosts = new AtomicLong();

  /** A lossy medium loses the transfer that brings this to 0; judged when a barrier closes. */
  int lossAfterTransfers;

  /** Runs before the driver of an engine moves data, and before it maps. */
  volatile Runnable beforeTransfer = () -> {};

  volatile Runnable beforeMap = () -> {};
  volatile Runnable beforeUnmap = () -> {};
  volatile Runnable beforeBarrierClose = () -> {};

  /** Runs before a device closes. */
  volatile Runnable beforeClose = () -> {};

  /** Uses of barriers after their end. */
  final AtomicLong errorsOfTheLibrary = new AtomicLong();

  final AtomicLong nextSystemId = new AtomicLong(SegmentId.SYSTEM_FIRST.value());

  MemoryDriver(String type) {
    this.type = type;
  }

  @Override
  public String type() {
    before.accept("type");
    return type;
  }

  @Override
  public Set<String> aliases() {
    before.accept("aliases");
    return aliases;
  }

  @Override
  public int spiVersion() {
    before.accept("spiVersion");
    return version;
  }

  @Override
  public Availability availability() {
    before.accept("availability");
    return availability;
  }

  @Override
  public List<Integer> units() {
    before.accept("units");
    return units;
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    MemoryController controller = new MemoryController(this, unit, listener);
    open.add(controller);
    try {
      before.accept("open");
    } catch (RuntimeException | Error e) {
      open.remove(controller);
      throw e;
    }
    return controller;
  }

  /** Has calls of one name fail. */
  void failIn(String name, Throwable failure) {
    before =
        call -> {
          if (call.equals(name) && failure instanceof Error error) {
            throw error;
          }
          if (call.equals(name)) {
            throw (RuntimeException) failure;
          }
        };
  }

  static void failIfAsked(RuntimeException failure, String call) {
    if (failure instanceof RsmException e) {
      throw new RsmException(e.error(), call, e.detail());
    }
    if (failure != null) {
      throw failure;
    }
  }
}
