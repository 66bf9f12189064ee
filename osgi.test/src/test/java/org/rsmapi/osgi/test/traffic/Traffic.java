// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test.traffic;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;
import org.rsmapi.SegmentId;

/** Threads that use a segment in every way until it is taken from them. */
final class Traffic {

  private static final long LENGTH = 1 << 16;
  private static final int FLOWING = 200;
  private static final long LIMIT_SECONDS = 30;

  private final Arena arena = Arena.ofShared();
  private final Rsm rsm;
  private final RsmController controller;
  private final NodeId node;
  private final MemorySegment memory;
  private final ExportSegment exported;
  private final ImportSegment imported;
  private final MemorySegment mapped;

  private final Map<String, String> ends = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch flowing;
  private volatile boolean over;

  /**
   * Begins.
   *
   * @param rebinds whether segments of the controller can change their memory
   */
  Traffic(Rsm rsm, String name, boolean rebinds) {
    this.rsm = rsm;
    controller = rsm.controller(name);
    node = controller.localNode();
    flowing = new CountDownLatch(rebinds ? 11 : 10);
    memory = controller.allocate(LENGTH, arena);
    exported = controller.createExport(memory, LENGTH);
    SegmentId id = exported.publish(SegmentId.ANY, null);
    imported = controller.connect(node, id, Permission.RDWR);
    imported.initBarrier();
    mapped = imported.map(Permission.RDWR, 0, LENGTH);
    MemorySegment block = arena.allocate(4096, 8);
    run("put64", () -> imported.put64(8, 1));
    run("put", () -> imported.put(4096, block, 4096));
    run("get64", () -> imported.get64(24));
    run("post", imported::signalPost);
    run("wait", () -> exported.signalWait(-1));
    run(
        "mapped",
        () -> {
          mapped.set(ValueLayout.JAVA_LONG, 16, 3);
          if (over) {
            throw new IllegalStateException("told to end");
          }
        });
    runNewer();
    if (rebinds) {
      runRebind();
    }
    await(flowing);
  }

  /** The calls that hold something of the driver for longer than a load or store. */
  private void runNewer() {
    long page = controller.attributes().pageSize();
    MemorySegment block = arena.allocate(page, page);
    LocalMemory local = controller.createLocalMemory(block, page);
    ScatterGather list =
        new ScatterGather(IoVector.of(local, 0, 8192, 4096), IoVector.of(block, 0, 12288, 100));
    run("putv", () -> imported.putv(list));
    run("local", () -> controller.createLocalMemory(block, page).close());
    run("republish", () -> exported.republish(null));
    PollEntry[] entries = {PollEntry.of(exported.getPollReference())};
    run("poll", () -> rsm.signalWait(entries, 1, -1));
  }

  private void runRebind() {
    MemorySegment[] memories = {arena.allocate(4096, 4096), controller.allocate(4096, arena)};
    ExportSegment moving = controller.createExport(memories[0], 4096, ExportSegment.ALLOW_REBIND);
    SegmentId id = moving.publish(SegmentId.ANY, null);
    ImportSegment following = controller.connect(node, id, Permission.READ);
    if (following.length() != 4096) {
      throw new IllegalStateException("length=" + following.length());
    }
    int[] bound = {0};
    run(
        "rebind",
        () -> {
          bound[0] = 1 - bound[0];
          moving.rebind(memories[bound[0]], 4096);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the traffic does not flow");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(String name, Runnable step) {
    Runnable traffic = () -> repeat(name, step);
    threads.add(
        Thread.ofPlatform().daemon().name("traffic-" + name).start(new ForgetfulTask(traffic)));
  }

  private void repeat(String name, Runnable step) {
    try {
      for (long i = 0; ; i++) {
        step.run();
        if (i == FLOWING) {
          flowing.countDown();
        }
      }
    } catch (RuntimeException e) {
      ends.put(name, code(e));
    }
  }

  /**
   * Lets go of its task when it runs: Felix may keep a thread that has ended, as the owner of a
   * lock for loading a class, and the thread its task.
   */
  private static final class ForgetfulTask implements Runnable {

    private Runnable task;

    ForgetfulTask(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      Runnable running = task;
      task = null;
      running.run();
    }
  }

  private static String code(RuntimeException e) {
    return e instanceof RsmException rsm ? rsm.error().name() : e.toString();
  }

  /** Waits for all threads, tries what is left, and ends what can be ended. */
  String outcome() {
    over = true;
    try {
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    attempt("create", () -> controller.createExport(memory, LENGTH));
    attempt("connect", () -> controller.connect(node, SegmentId.ANY, Permission.READ));
    attempt("controller", () -> rsm.controller(controller.name()));
    attempt("destroy", exported::destroy);
    attempt("unmap", imported::unmap);
    attempt("disconnect", imported::disconnect);
    attempt("release", controller::release);
    arena.close();
    return new TreeMap<>(ends).toString();
  }

  private void attempt(String name, Runnable call) {
    try {
      call.run();
      ends.put(name, "SUCCESS");
    } catch (RuntimeException e) {
      ends.put(name, code(e));
    }
  }
}
