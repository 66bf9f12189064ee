// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import static org.rsmapi.shell.demo.Narration.Actor.EXPORTER;
import static org.rsmapi.shell.demo.Narration.Actor.IMPORTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rsmapi.NodeId;
import org.rsmapi.Rsm;
import org.rsmapi.RsmError;
import org.rsmapi.spi.DriverConsole;

/** The story of a transfer whose link is pulled, told by the exporter of two nodes of a cluster. */
public final class ClusterExporter extends Story {

  private static final String TYPE = "sci";
  private static final int SIZE = 64 * 1024;
  private static final int HALF = SIZE / 2;

  private static final int FIRST_ROUND = 1;
  private static final int ANSWER = 2;
  private static final int SECOND_ROUND = 3;

  private final Function<String, Optional<DriverConsole>> consoles;

  /**
   * Creates the part.
   *
   * @param rsm RSMAPI
   * @param slot where to drop the driver
   * @param consoles finds what the driver of a type offers operators
   */
  public ClusterExporter(
      Rsm rsm, DriverSlot slot, Function<String, Optional<DriverConsole>> consoles) {
    super(rsm, slot);
    this.consoles = consoles;
  }

  @Override
  void tell() throws InterruptedException {
    ClusterNode.EXPORTER.settings().forEach(System::setProperty);
    narration()
        .title(
            "RSMAPI demo: two JVMs, each with an OSGi container of its own, as the nodes "
                + ClusterNode.EXPORTER.sciNode()
                + " and "
                + ClusterNode.IMPORTER.sciNode()
                + " of an emulated SCI cluster");
    try (Arena arena = Arena.ofShared();
        ImporterProcess importer =
            ImporterProcess.start(slot().home(), ClusterNode.IMPORTER.settings())) {
      boot(importer);
      try (ExportedBuffer buffer = createBuffer(SIZE, arena)) {
        NodeId other = join(buffer, importer);
        connect(buffer, other, importer);
        exchange(buffer, importer);
        interrupt(buffer, importer);
        repeat(buffer, importer);
        tearDown(buffer, importer);
      }
      end(importer);
    }
    narration().chapter("Every step did what it says.");
  }

  /** Returns the importer's node. */
  private NodeId join(ExportedBuffer buffer, ImporterProcess importer) throws InterruptedException {
    narration().chapter("The processes are nodes, with a link between them");
    String[] far = importer.ask("node").split(" ", 2);
    NodeId own = buffer.controller().localNode();
    long address = hardwareAddress(rsm(), slot().controller());
    requireNode(ClusterNode.EXPORTER, String.valueOf(address));
    requireNode(ClusterNode.IMPORTER, far[1]);
    narration().step(EXPORTER, "look at the topology", "node " + own + ", SCI node " + address);
    narration().step(IMPORTER, "look at the topology", "node " + far[0] + ", SCI node " + far[1]);
    awaitConsole();
    showLink("up");
    return NodeId.of(Long.parseLong(far[0]));
  }

  private static void requireNode(ClusterNode expected, String found) {
    require(
        found.equals(expected.sciNode()),
        "the SCI node is " + found + ", not " + expected.sciNode());
  }

  /** The driver's service may come a moment after its controller. */
  private void awaitConsole() throws InterruptedException {
    Duration unused =
        DriverSlot.await(
            () -> consoles.apply(TYPE).isPresent(), "the driver offers operators nothing");
  }

  private void connect(ExportedBuffer buffer, NodeId other, ImporterProcess importer)
      throws InterruptedException {
    narration().chapter("Data are exchanged; a barrier tells whether they have arrived");
    narration().step(EXPORTER, "create segment", SIZE + " bytes of its own memory");
    boolean ignored = buffer.publish(other, 0600, ExportedBuffer.FIRST_ID);
    narration()
        .step(
            EXPORTER,
            "publish " + buffer.id() + " with access 0600",
            "to node " + other + ", for reading and writing");
    importer.ask("connect " + address(buffer) + " 0600");
    narration()
        .step(
            IMPORTER,
            "connect to " + buffer.id() + " of node " + buffer.controller().localNode(),
            "connected, " + SIZE + " bytes");
    importer.ask("explicit");
    importer.ask("init-barrier");
    narration().step(IMPORTER, "initialise a barrier", "in explicit mode, the importer uses it");
  }

  private void exchange(ExportedBuffer buffer, ImporterProcess importer)
      throws InterruptedException {
    openBarrier(importer);
    put(importer, FIRST_ROUND, 0, SIZE, "stored");
    closeBarrier(importer);
    signal(buffer, importer);
    requireWhole(FIRST_ROUND, buffer);
    MemorySegment.copy(
        MemorySegment.ofArray(Payload.part(ANSWER, 0, SIZE)), 0, buffer.memory(), 0, SIZE);
    buffer.segment().signalPost();
    narration().step(EXPORTER, "put an answer there, post a signal", "posted");
    importer.ask("wait");
    importer.ask("open-barrier");
    String count = importer.ask("check-payload " + ANSWER + " " + SIZE);
    importer.ask("close-barrier");
    require(count.equals(String.valueOf(SIZE)), "the importer finds " + count + " bytes right");
    narration()
        .step(IMPORTER, "wait, get " + SIZE + " bytes over the barrier", "the answer is whole");
  }

  private void interrupt(ExportedBuffer buffer, ImporterProcess importer)
      throws InterruptedException {
    narration().chapter("The link is pulled in the middle of a transfer");
    openBarrier(importer);
    put(importer, SECOND_ROUND, 0, HALF, "stored");
    operate("link down", ClusterNode.EXPORTER.sciNode(), ClusterNode.IMPORTER.sciNode());
    showLink("down");
    put(importer, SECOND_ROUND, HALF, HALF, "no error: stores are not answered");
    Reply.Refused refused = importer.askInVain("close-barrier", RsmError.BARRIER_FAILURE);
    narration().refused(IMPORTER, "close the barrier", refused.error());
    narration().note(refused.detail());
    long arrived = Payload.count(SECOND_ROUND, buffer.memory());
    require(arrived < SIZE, "all data have arrived without a link");
    narration()
        .step(
            EXPORTER,
            "look at its own memory",
            arrived + " of " + SIZE + " bytes are new, the others those of before");
  }

  private void repeat(ExportedBuffer buffer, ImporterProcess importer) throws InterruptedException {
    narration().chapter("The link is back, and the transfer is repeated");
    operate("link up", ClusterNode.EXPORTER.sciNode(), ClusterNode.IMPORTER.sciNode());
    showLink("up");
    openBarrier(importer);
    put(importer, SECOND_ROUND, 0, HALF, "stored");
    put(importer, SECOND_ROUND, HALF, HALF, "stored");
    closeBarrier(importer);
    signal(buffer, importer);
    requireWhole(SECOND_ROUND, buffer);
  }

  private void openBarrier(ImporterProcess importer) throws InterruptedException {
    importer.ask("open-barrier");
    narration().step(IMPORTER, "open the barrier", "open");
  }

  private void closeBarrier(ImporterProcess importer) throws InterruptedException {
    importer.ask("close-barrier");
    narration().step(IMPORTER, "close the barrier", "everything has arrived");
  }

  private void put(ImporterProcess importer, int round, int offset, int size, String outcome)
      throws InterruptedException {
    importer.ask("put-payload " + round + " " + offset + " " + size);
    narration().step(IMPORTER, "put " + size + " bytes at offset " + offset, outcome);
  }

  private void signal(ExportedBuffer buffer, ImporterProcess importer) throws InterruptedException {
    ExportedBuffer.Waiting waiting = buffer.startWaiting();
    importer.ask("post");
    narration().step(IMPORTER, "post a signal", "posted");
    Duration unused = waiting.awaitSignal();
    narration().step(EXPORTER, "wait for a signal", "woke");
  }

  private void requireWhole(int round, ExportedBuffer buffer) {
    long right = Payload.count(round, buffer.memory());
    require(right == SIZE, "the exporter finds " + right + " of " + SIZE + " bytes right");
    narration().step(EXPORTER, "look at its own memory", "all " + SIZE + " bytes are right");
  }

  /** Has the driver do what an operator would have it do by {@code rsm sci}. */
  private void operate(String operation, String... arguments) {
    narration()
        .step(
            EXPORTER,
            "rsm " + TYPE + " " + operation + " " + String.join(" ", arguments),
            run(operation, arguments).remark());
  }

  private void showLink(String state) {
    List<String> row =
        List.of(ClusterNode.EXPORTER.sciNode(), ClusterNode.IMPORTER.sciNode(), "0", state);
    DriverConsole.Answer links = run("links");
    require(links.rows().contains(row), "the links are " + links.rows() + ", without " + row);
    narration()
        .step(
            EXPORTER,
            "rsm " + TYPE + " links",
            "between nodes " + row.get(0) + " and " + row.get(1) + ": " + state);
  }

  private DriverConsole.Answer run(String operation, String... arguments) {
    DriverConsole console =
        consoles.apply(TYPE).orElseThrow(() -> new DemoFailure("the driver has gone"));
    int expected =
        console.operations().stream()
            .filter(offered -> offered.name().equals(operation))
            .mapToInt(offered -> offered.parameters().size())
            .findFirst()
            .orElseThrow(() -> new DemoFailure("the driver has no operation " + operation));
    List<String> all = new ArrayList<>(List.of(arguments));
    while (all.size() < expected) {
      all.add(""); // left out
    }
    return console.run(operation, all);
  }
}
