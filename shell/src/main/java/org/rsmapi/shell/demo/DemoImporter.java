// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Barrier;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/**
 * The importer's part: reads orders from standard input, one a line, and answers each with a {@link
 * Reply}. Ends with its input, and so with the exporter.
 */
public final class DemoImporter implements Callable<Integer> {

  private static final long WAIT_MILLIS = 5_000;

  private final Rsm rsm;
  private final DriverSlot slot;
  private final PrintStream out = System.out;

  private @Nullable RsmController controller;
  private @Nullable ImportSegment segment;
  private @Nullable Barrier barrier;

  /**
   * Creates the part.
   *
   * @param rsm RSMAPI
   * @param slot where to drop the driver
   */
  public DemoImporter(Rsm rsm, DriverSlot slot) {
    this.rsm = rsm;
    this.slot = slot;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    say(new Reply.Done("process " + ProcessHandle.current().pid()));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      say(answer(order));
    }
    return 0;
  }

  private void say(Reply reply) {
    out.println(reply.line());
    out.flush();
  }

  private Reply answer(String order) throws InterruptedException {
    try {
      return new Reply.Done(carryOut(order.split(" ", 3)));
    } catch (RsmException e) {
      return new Reply.Refused(e.error());
    } catch (RuntimeException e) {
      return new Reply.Failed(e.toString());
    }
  }

  private String carryOut(String[] words) throws InterruptedException {
    return switch (words[0]) {
      case "drop" -> drop();
      case "connect" -> connect(words[1], words[2]);
      case "probe" -> probe(words[1], words[2]);
      case "init-barrier" -> initBarrier();
      case "put" -> put(Long.parseLong(words[1]), words[2]);
      case "put64" -> put64(Long.parseLong(words[1]), Long.decode(words[2]));
      case "get64" -> "0x" + Long.toHexString(connected().get64(Long.parseLong(words[1])));
      case "post" -> post();
      case "wait" -> await();
      case "destroy-barrier" -> destroyBarrier();
      case "disconnect" -> disconnect();
      case "release" -> release();
      default -> throw new IllegalArgumentException("unknown order " + words[0]);
    };
  }

  private String drop() throws InterruptedException {
    Duration taken = slot.drop(rsm);
    controller = rsm.controller(DriverSlot.CONTROLLER);
    return String.valueOf(taken.toMillis());
  }

  private String connect(String id, String octal) {
    ImportSegment connected = connectTo(id, octal);
    segment = connected;
    return String.valueOf(connected.length());
  }

  /** Connects and disconnects at once. */
  private String probe(String id, String octal) {
    connectTo(id, octal).disconnect();
    return "connected";
  }

  private ImportSegment connectTo(String id, String octal) {
    NodeId node = rsm.topology().localNode();
    return held(controller, "controller")
        .connect(node, SegmentId.of(Long.decode(id)), Permission.of(Integer.parseInt(octal, 8)));
  }

  private String initBarrier() {
    barrier = connected().initBarrier();
    return "closed";
  }

  private String put(long offset, String text) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
    connected().put(offset, MemorySegment.ofArray(bytes), bytes.length);
    return String.valueOf(bytes.length);
  }

  private String put64(long offset, long value) {
    connected().put64(offset, value);
    return "stored";
  }

  private String post() {
    connected().signalPost();
    return "posted";
  }

  private String await() {
    connected().signalWait(WAIT_MILLIS);
    return "woke";
  }

  private String destroyBarrier() {
    held(barrier, "barrier").destroy();
    return "destroyed";
  }

  private String disconnect() {
    connected().disconnect();
    return "disconnected";
  }

  private String release() {
    held(controller, "controller").release();
    return "released";
  }

  private ImportSegment connected() {
    return held(segment, "import segment");
  }

  private static <T> T held(@Nullable T handle, String what) {
    if (handle == null) {
      throw new IllegalStateException("no " + what + " yet");
    }
    return handle;
  }
}
