// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two terminals: one exports, the other imports. */
@Timeout(120)
final class TwoProcessesIT {

  /** One that another run on this machine hardly has. */
  private static final String ID =
      "0x" + Long.toHexString(0x6000_0000L + ProcessHandle.current().pid() % 0x100_0000);

  private static final List<String> OTHER_USER =
      List.of("setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups");

  @TempDir Path temporary;
  private RsmProcess exporter;

  @BeforeEach
  void publish() throws Exception {
    exporter =
        RsmProcess.start(
            temporary,
            "export",
            "--controller",
            "loopback",
            "--size",
            "64k",
            "--segment-id",
            ID,
            "--allow",
            "0600");
    exporter.awaitOut("65536 bytes  published as " + ID);
  }

  @AfterEach
  void end() {
    exporter.close();
  }

  private RsmProcess importer(String commands) throws Exception {
    return RsmProcess.run(temporary, commands, "import", "--segment-id", ID);
  }

  @Test
  void putGetMapPostAndWait() throws Exception {
    exporter.type("wait\nget 0 --text 16\nget 4096 --width 64\nput 100 'and back'\npost\n");
    RsmProcess importer =
        importer(
            """
            put 0 hello
            map
            put 4096 --width 64 --mapped 0x1122334455667788
            post
            wait 20000
            get 100 --text
            get 100 --hex 3
            unmap
            """);
    importer.assertExit(0);
    importer.assertQuiet();
    importer.assertOut("mapped 65536 bytes from offset 0");
    importer.assertOut("took a signal of imp1\nand back\n616e64\nunmapped imp1\n");
    exporter.awaitOut("hello\n00001000  0x1122334455667788");
    exporter.awaitOut("posted a signal");
  }

  @Test
  void commandsOfTheCommandLine() throws Exception {
    RsmProcess importer =
        RsmProcess.run(
            temporary,
            "",
            "import",
            "--segment-id",
            ID,
            "--permission",
            "r",
            "-e",
            "get 0 4",
            "-e",
            "put 0 x",
            "-e",
            "get 0 4");
    importer.assertExit(1);
    importer.assertOut("00000000  00 00 00 00 ");
    importer.assertError("rsm put: RSMERR_PERM_DENIED (27): ");
  }

  @Test
  void wrongCommandEndsTheImporterWithTwo() throws Exception {
    RsmProcess importer = importer("put 0 --hex zz\nget 0\n");
    importer.assertExit(2);
    importer.assertError("'zz'");
  }

  @Test
  void secondExporterIsTold() throws Exception {
    RsmProcess second =
        RsmProcess.run(temporary, "", "export", "--size", "64k", "--segment-id", ID);
    second.assertExit(1);
    second.assertError("rsm export: RSMERR_SEGID_IN_USE (24): ");
  }

  @Test
  void secondUserIsRefused() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root to become another user");
    try (RsmProcess probe = RsmProcess.start(temporary, OTHER_USER, "version")) {
      assumeTrue(probe.await() == 0, "the other user cannot read distribution or Java: " + probe);
    }
    RsmProcess importer = RsmProcess.start(temporary, OTHER_USER, "import", "--segment-id", ID);
    importer.endInput();
    importer.assertExit(1);
    importer.assertError("rsm import: RSMERR_PERM_DENIED (27): ");
  }

  @Test
  void killedExporterBreaksTheImporter() throws Exception {
    try (RsmProcess importer = RsmProcess.start(temporary, "import", "--segment-id", ID)) {
      importer.type("put 0 alive\n");
      importer.awaitOut("put 5 bytes");
      exporter.signal("KILL");
      exporter.assertExit(RsmProcess.SIGNAL_EXIT + 9);
      importer.type("get 0\n");
      importer.awaitErr("rsm get: RSMERR_CONN_ABORTED (40): ");
      importer.assertExit(1);
    }
    RsmProcess.assertEmpty(temporary);
    importer("").assertExit(1);
    publishAgain();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void signalEndsTheExporterQuietly(String signal, int code) throws Exception {
    exporter.endInput();
    exporter.signal(signal);
    exporter.assertExit(code);
    exporter.assertQuiet();
    RsmProcess.assertEmpty(temporary);
    publishAgain();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void signalEndsAWaitQuietly(String signal, int code) throws Exception {
    try (RsmProcess importer = RsmProcess.start(temporary, "import", "--segment-id", ID)) {
      importer.awaitOut("imp1");
      importer.type("topology\nwait imp1\n");
      importer.awaitOut("local node");
      importer.signal(signal);
      importer.assertExit(code);
      importer.assertQuiet();
    }
    RsmProcess.assertEmpty(temporary);
  }

  private void publishAgain() throws Exception {
    RsmProcess again =
        RsmProcess.run(
            temporary, "", "export", "--size", "4k", "--segment-id", ID, "-e", "segments");
    again.assertExit(0);
    again.assertOut("exp1  export  loopback  4096 bytes  published as " + ID);
  }
}
