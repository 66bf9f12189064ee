// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines: what they print, and how they refuse. */
@Timeout(120)
final class CommandLineIT {

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "version",
        "help export",
        "demo --help",
        "shell --help",
        "export --help",
        "import --help",
        "controllers",
        "attributes",
        "topology"
      })
  void prints(String line) throws Exception {
    RsmProcess rsm = RsmProcess.run(temporary, "", line.split(" ", -1));
    rsm.assertExit(0);
    rsm.assertQuiet();
    assertEquals(false, rsm.out().isBlank());
    RsmProcess.assertEmpty(temporary);
  }

  @Test
  void printsJson() throws Exception {
    RsmProcess controllers = RsmProcess.run(temporary, "", "controllers", "--json");
    controllers.assertExit(0);
    controllers.assertOut("\"type\" : \"loopback\"");
    controllers.assertOut("\"type\" : \"sci\"");
    controllers.assertOut("\"type\" : \"wrsm\"");
    RsmProcess attributes = RsmProcess.run(temporary, "", "attributes", "--json");
    attributes.assertExit(0);
    attributes.assertOut("\"pageSize\" : ");
    RsmProcess topology = RsmProcess.run(temporary, "", "topology", "--json");
    topology.assertExit(0);
    topology.assertOut("\"name\" : \"sci0\"");
    topology.assertOut("\"name\" : \"wrsm0\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'', which command",
    "bogus, 'bogus'",
    "export, --size",
    "export --size 12q, '12q'",
    "export --size 5000, page size",
    "export --size 64k --segment-id zzz, 'zzz'",
    "export --size 64k --segment-id 0x100, RSMERR_RESERVED_SEGID",
    "export --size 64k --allow 0700, '0700'",
    "export --size 64k --unknown, --unknown",
    "import, --segment-id",
    "import --segment-id 0x400000 --permission x, rw",
    "import --segment-id 0x400000 --node -1, '-1'",
    "attributes loopback extra, 'extra'",
    "demo --controller sciX, 'sciX'",
    "demo --controller foo0, 'foo0'",
    "shell --deploy no/such/folder, does not exist",
    "shell --deploy /dev/null, not a folder"
  })
  void refuses(String line, String reason) throws Exception {
    RsmProcess rsm =
        RsmProcess.run(temporary, "", line.isEmpty() ? new String[0] : line.split(" ", -1));
    rsm.assertExit(2);
    rsm.assertError(reason);
    assertEquals("", rsm.out());
    RsmProcess.assertEmpty(temporary);
  }

  @ParameterizedTest
  @CsvSource({
    "attributes rdma0, RSMERR_CTLR_NOT_PRESENT (4): ",
    "export --controller rdma0 --size 64k, RSMERR_CTLR_NOT_PRESENT (4): ",
    "export --size 64k --allow 7777=0600, RSMERR_BAD_ACL (21): ",
    "import --segment-id 0x300, RSMERR_SEG_NOT_PUBLISHED (7): ",
    "import --segment-id 0x300 --node 7777, RSMERR_CTLR_NOT_PRESENT (4): "
  })
  void reportsErrors(String line, String error) throws Exception {
    RsmProcess rsm = RsmProcess.run(temporary, "", line.split(" ", -1));
    rsm.assertExit(1);
    rsm.assertError("rsm " + line.substring(0, line.indexOf(' ')) + ": " + error);
    RsmProcess.assertEmpty(temporary);
  }
}
