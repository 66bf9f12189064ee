// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;
import static org.rsmapi.fabric.linux.LinuxConstants.EFD_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.EFD_NONBLOCK;
import static org.rsmapi.fabric.linux.LinuxConstants.EPOLLIN;
import static org.rsmapi.fabric.linux.LinuxConstants.EPOLL_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.EPOLL_CTL_ADD;
import static org.rsmapi.fabric.linux.LinuxConstants.EPOLL_CTL_DEL;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.linux.EpollEvent;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;

/**
 * The one thread of a fabric: it takes connections in, reads messages, and keeps time. Handlers and
 * tasks never block; one that fails costs nobody else anything.
 */
final class EventLoop implements AutoCloseable {

  /** What to do when a descriptor is readable or has hung up. */
  interface Handler {
    void ready();
  }

  private record Timer(long deadlineNanos, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return Long.signum(deadlineNanos - other.deadlineNanos);
    }
  }

  private static final Logger LOG = System.getLogger(EventLoop.class.getName());

  private static final int EVENTS_AT_ONCE = 64;
  private static final long WAKE_KEY = 0;

  private final Descriptor epoll;
  private final Descriptor wake;
  private final Map<Long, Handler> handlers = new ConcurrentHashMap<>();
  private final AtomicLong nextKey = new AtomicLong(WAKE_KEY + 1);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  /** Used by the thread alone. */
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();

  /** Makes room where somebody has to be told that the table is full. Used by the thread alone. */
  private @Nullable Descriptor spare;

  private volatile boolean closing;

  /** Guards the descriptors against use after they are closed: their numbers have new owners. */
  private final Object lock = new Object();

  private boolean over;

  EventLoop(String name) {
    Libc libc = Libc.get();
    epoll = new Descriptor(check(libc.epoll_create1(EPOLL_CLOEXEC), "epoll_create1"));
    int fd = libc.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) {
      epoll.close();
    }
    wake = new Descriptor(check(fd, "eventfd"));
    try {
      add(wake.number(), WAKE_KEY);
    } catch (RuntimeException e) {
      wake.close();
      epoll.close();
      throw e;
    }
    spare = Descriptor.duplicate(wake.number());
    thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name("rsm-" + name)
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void add(int fd, long key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = EpollEvent.allocate(arena, 1);
      EpollEvent.set(event, EPOLLIN, key);
      int result = Libc.get().epoll_ctl(epoll.number(), EPOLL_CTL_ADD, fd, event);
      if (result == -Errno.ENOSPC) {
        throw new RsmException(
            RsmError.INSUFFICIENT_RESOURCES,
            "epoll_ctl",
            "the user watches too many descriptors: raise fs.epoll.max_user_watches",
            Errno.ENOSPC,
            null);
      }
      check(result, "epoll_ctl EPOLL_CTL_ADD");
    }
  }

  /** Watches a descriptor; returns the key to end that with. */
  long watch(int fd, Handler handler) {
    long key = nextKey.getAndIncrement();
    handlers.put(key, handler);
    boolean done = false;
    try {
      synchronized (lock) {
        if (over) {
          throw new RsmException(RsmError.CTLR_NOT_PRESENT, "epoll_ctl", "the fabric is closed");
        }
        add(fd, key);
      }
      done = true;
      return key;
    } finally {
      if (!done) {
        handlers.remove(key);
      }
    }
  }

  /** Ends watching, before the descriptor is closed. */
  void unwatch(int fd, long key) {
    if (handlers.remove(key) != null) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment ignored = EpollEvent.allocate(arena, 1);
        synchronized (lock) {
          if (!over) {
            Libc.get().epoll_ctl(epoll.number(), EPOLL_CTL_DEL, fd, ignored);
          }
        }
      }
    }
  }

  /**
   * Has a task run by the thread.
   *
   * @throws RejectedExecutionException if the loop is closing
   */
  void execute(Runnable task) {
    tasks.add(task);
    if (closing && tasks.remove(task)) {
      throw new RejectedExecutionException("the fabric is closed");
    }
    wakeUp();
  }

  /** Has a task run after a while; only from the thread itself. */
  void schedule(long delayMillis, Runnable task) {
    timers.add(new Timer(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis), task));
  }

  /**
   * Does something that needs a descriptor for a moment when the table is full; only from the
   * thread itself.
   *
   * @return false if there is no room for that either, or somebody else has taken it
   */
  boolean withSpare(BooleanSupplier action) {
    Descriptor reserve = spare;
    spare = null;
    if (reserve != null) {
      reserve.close();
    }
    try {
      return action.getAsBoolean();
    } finally {
      spare = Descriptor.duplicate(wake.number());
    }
  }

  boolean isLoopThread() {
    return Thread.currentThread() == thread;
  }

  private void wakeUp() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1L);
      synchronized (lock) {
        if (!over) {
          // EAGAIN means that the counter is full, and so that the thread is being woken anyway.
          Libc.get().write(wake.number(), one, Long.BYTES);
        }
      }
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = EpollEvent.allocate(arena, EVENTS_AT_ONCE);
      MemorySegment counter = arena.allocate(ValueLayout.JAVA_LONG);
      while (!closing || !tasks.isEmpty()) {
        int count = Libc.get().epoll_wait(epoll.number(), events, EVENTS_AT_ONCE, timeoutMillis());
        if (count < 0 && count != -Errno.EINTR) {
          throw Errno.exception(-count, "epoll_wait");
        }
        for (int i = 0; i < count; i++) {
          dispatch(EpollEvent.data(events, i), counter);
        }
        runTasks();
        runTimers();
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "The event loop " + thread.getName() + " has ended", e);
    }
  }

  private void dispatch(long key, MemorySegment counter) {
    if (key == WAKE_KEY) {
      Libc.get().read(wake.number(), counter, Long.BYTES);
      return;
    }
    // Looked up by a key of its own: the descriptor's number may have a new owner by now.
    Handler handler = handlers.get(key);
    if (handler != null) {
      guarded(handler::ready);
    }
  }

  private void runTasks() {
    Runnable task = tasks.poll();
    while (task != null) {
      guarded(task);
      task = tasks.poll();
    }
  }

  private void runTimers() {
    while (!timers.isEmpty() && timers.peek().deadlineNanos() - System.nanoTime() <= 0) {
      guarded(timers.poll().task());
    }
  }

  private int timeoutMillis() {
    if (closing || !tasks.isEmpty()) {
      return 0;
    }
    Timer next = timers.peek();
    if (next == null) {
      return -1;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(next.deadlineNanos() - System.nanoTime()) + 1;
    return Math.clamp(millis, 0, Integer.MAX_VALUE);
  }

  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "An event of the fabric could not be handled", e);
    }
  }

  /** Runs what was given to it so far and ends the thread. */
  @Override
  public void close() {
    closing = true;
    wakeUp();
    boolean interrupted = false;
    while (thread.isAlive() && !isLoopThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (lock) {
      over = true;
      wake.close();
      epoll.close();
      if (spare != null) {
        spare.close();
      }
    }
  }
}
