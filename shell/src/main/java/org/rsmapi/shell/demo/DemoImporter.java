// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
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
  private final Function<String, DriverSlot> slots;
  private final PrintStream out = System.out;

  private @Nullable RsmController controller;
  private @Nullable ImportSegment segment;
  private @Nullable Barrier barrier;

  /**
   * Creates the part.
   *
   * @param rsm RSMAPI
   * @param slots where to drop the driver of a controller
   */
  public DemoImporter(Rsm rsm, Function<String, DriverSlot> slots) {
    this.rsm = rsm;
    this.slots = slots;
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
      return new Reply.Done(carryOut(order.split(" ", -1)));
    } catch (RsmException e) {
      return new Reply.Refused(e.error(), e.detail());
    } catch (RuntimeException e) {
      return new Reply.Failed(e.toString());
    }
  }

  private String carryOut(String[] words) throws InterruptedException {
    return switch (words[0]) {
      case "drop" -> drop(words[1]);
      case "node" -> node();
      case "connect" -> connect(words);
      case "probe" -> probe(words);
      case "init-barrier" -> initBarrier();
      case "explicit" -> explicit();
      case "open-barrier" -> openBarrier();
      case "close-barrier" -> closeBarrier();
      case "put-payload" -> putPayload(words);
      case "check-payload" -> checkPayload(words);
      case "put" -> put(Long.parseLong(words[1]), text(words));
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

  /** The rest of an order, with its blanks. */
  private static String text(String[] words) {
    return String.join(" ", Arrays.asList(words).subList(2, words.length));
  }

  private String drop(String name) throws InterruptedException {
    Duration taken = slots.apply(name).drop(rsm);
    controller = rsm.controller(name);
    return String.valueOf(taken.toMillis());
  }

  /** Answers with this node: its id in RSMAPI, and the address of the adapter. */
  private String node() {
    RsmController own = held(controller, "controller");
    return own.localNode() + " " + Story.hardwareAddress(rsm, own.name());
  }

  private String connect(String[] words) {
    ImportSegment connected = connectTo(words);
    segment = connected;
    return String.valueOf(connected.length());
  }

  /** Connects and disconnects at once. */
  private String probe(String[] words) {
    connectTo(words).disconnect();
    return "connected";
  }

  /** Words: the order, node, id, permission. */
  private ImportSegment connectTo(String[] words) {
    return held(controller, "controller")
        .connect(
            NodeId.of(Long.parseLong(words[1])),
            SegmentId.of(Long.decode(words[2])),
            Permission.of(Integer.parseInt(words[3], 8)));
  }

  private String explicit() {
    connected().setMode(BarrierMode.EXPLICIT);
    return "explicit";
  }

  private String openBarrier() {
    var unused = held(barrier, "barrier").open();
    return "open";
  }

  private String closeBarrier() {
    held(barrier, "barrier").closeBarrier();
    return "closed";
  }

  /** Words: the order, round, offset, size. */
  private String putPayload(String[] words) {
    int size = Integer.parseInt(words[3]);
    byte[] bytes = Payload.part(Integer.parseInt(words[1]), Integer.parseInt(words[2]), size);
    connected().put(Long.parseLong(words[2]), MemorySegment.ofArray(bytes), size);
    return "stored";
  }

  /** Words: the order, round, size; answers with the number of bytes that are right. */
  private String checkPayload(String[] words) {
    byte[] bytes = new byte[Integer.parseInt(words[2])];
    connected().get(0, MemorySegment.ofArray(bytes), bytes.length);
    return String.valueOf(Payload.count(Integer.parseInt(words[1]), MemorySegment.ofArray(bytes)));
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
