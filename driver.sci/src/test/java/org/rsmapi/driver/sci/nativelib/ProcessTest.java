// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.ID;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.assertError;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.SisciError;

/** Nodes in processes of their own, which may be killed. */
final class ProcessTest {

  private static final int OTHER = 12;

  private final TwoNodes nodes = new TwoNodes();
  private final Child child = new Child();

  @AfterEach
  void close() {
    child.end();
    nodes.close();
  }

  /** A JVM with {@link ChildNode}, which finds its node in the environment. */
  private final class Child {

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    Child() {
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      ProcessBuilder builder =
          new ProcessBuilder(
              java.toString(),
              "-Xmx64m",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              ChildNode.class.getName(),
              StubLibrary.path().toString());
      builder.environment().putAll(nodes.cluster.environment(OTHER, 1));
      try {
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out = process.inputReader(StandardCharsets.US_ASCII);
      in = process.outputWriter(StandardCharsets.US_ASCII);
      assertEquals("ready " + OTHER, line());
    }

    String tell(String command) {
      try {
        in.write(command + "\n");
        in.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return line();
    }

    String line() {
      try {
        return out.readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void kill() {
      process.destroyForcibly();
      await();
    }

    /** The end of its input ends it. */
    void end() {
      try {
        in.close();
        await();
      } catch (IOException e) {
        kill();
      }
    }

    private void await() {
      try {
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the process does not end");
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void processesShareMemory() {
    assertEquals("ok", child.tell("export"));
    try (TwoNodes.Connected connected = nodes.connected(OTHER)) {
      connected.map().store(0, MemorySegment.ofArray(new long[] {42}), 8);
      assertEquals("42", child.tell("read"));
    }
    LocalSegment segment = nodes.export();
    assertEquals("ok", child.tell("connect"));
    assertEquals("exporter CONNECT 12", nodes.event());
    child.tell("store");
    assertEquals(77, segment.memory().get(ValueLayout.JAVA_LONG, 0));
    segment.setUnavailable(0);
    segment.memory().set(ValueLayout.JAVA_LONG, 0, 1);
    child.tell("store");
    assertEquals(1, segment.memory().get(ValueLayout.JAVA_LONG, 0));
    child.tell("disconnect");
    assertEquals("NO_SUCH_SEGMENT", child.tell("connect"));
    segment.remove(false);
  }

  @Test
  void interruptsReachOtherProcesses() {
    int number = Integer.parseInt(child.tell("interrupt"));
    RemoteDataInterrupt remote = nodes.importer.connectDataInterrupt(0, OTHER, number);
    remote.trigger(new byte[] {5});
    assertEquals("data 5", child.line());
    child.kill();
    remote.disconnect();
  }

  @Test
  void exporterThatIsKilledIsLost() {
    child.tell("export");
    try (TwoNodes.Connected connected = nodes.connected(OTHER)) {
      RemoteMap map = connected.map();
      Sequence sequence = map.createSequence();
      assertEquals(SequenceStatus.OK, sequence.start());
      map.store(0, MemorySegment.ofArray(new long[] {42}), 8);
      child.kill();
      assertEquals("importer LOST", nodes.event());
      assertEquals(SequenceStatus.NOT_RETRIABLE, sequence.check());
      MemorySegment read = MemorySegment.ofArray(new long[1]);
      map.load(0, read, 8);
      assertEquals(42, read.get(ValueLayout.JAVA_LONG, 0));
      sequence.remove();
    }
    assertError(
        SisciError.NODE_NOT_RESPONDING,
        () -> nodes.importer.connectSegment(0, OTHER, ID, TwoNodes.UNHEARD));
  }

  @Test
  void importerThatIsKilledLeavesNoConnection() {
    LocalSegment segment = nodes.export();
    child.tell("connect");
    assertEquals("exporter CONNECT 12", nodes.event());
    assertError(SisciError.BUSY, () -> segment.remove(false));
    child.kill();
    assertEquals("exporter LOST 12", nodes.event());
    segment.remove(false);
  }

  @Test
  void nodeThatWasKilledComesBack() {
    child.tell("export");
    RemoteSegment lost = nodes.importer.connectSegment(0, OTHER, ID, TwoNodes.UNHEARD);
    child.kill();
    Child again = new Child();
    assertEquals("ok", again.tell("export"));
    try (TwoNodes.Connected connected = nodes.connected(OTHER)) {
      connected.map().store(0, MemorySegment.ofArray(new long[] {43}), 8);
      assertEquals("43", again.tell("read"));
    }
    again.end();
    lost.disconnect();
  }

  @Test
  void processThatEndsWithoutRemovingLeavesNothing() {
    child.tell("export");
    child.end();
    assertError(
        SisciError.NODE_NOT_RESPONDING,
        () -> nodes.importer.connectSegment(0, OTHER, ID, TwoNodes.UNHEARD));
    assertEquals(List.of("alive", "cluster", "links"), nodes.cluster.files());
  }
}
