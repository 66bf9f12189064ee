// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.nio.file.Path;

/** The subjects by name; what follows a colon is an argument. */
final class Subjects {

  private Subjects() {}

  static Subject open(String name, Path folder) throws Exception {
    int colon = name.indexOf(':');
    String kind = colon < 0 ? name : name.substring(0, colon);
    String argument = colon < 0 ? "" : name.substring(colon + 1);
    return switch (kind) {
      case "rsm-turns" -> new RsmTurns(argument);
      case "rsm-signals" -> new RsmSignals();
      case "rsm-connect" -> new RsmConnect();
      case "rsm-transfers" -> new RsmTransfers(argument);
      case "rsm-segments" -> new RsmSegments();
      case "mapped" -> new MappedTurns(folder);
      case "agrona" -> new AgronaTurns(folder);
      case "aeron" -> new AeronTurns(folder);
      case "jucx" -> new JucxTransfers();
      default -> throw new IllegalArgumentException("'" + name + "': no subject");
    };
  }
}
