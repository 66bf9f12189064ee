// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The process of a {@link DefectWorker}: an id on a line, an answer on a line. */
final class DefectWorkerMain {

  /** Begins the line with an answer, since tests may print, too. */
  static final String RESULT = "result ";

  private DefectWorkerMain() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String id = in.readLine(); id != null; id = in.readLine()) {
      String message = DefectRun.check(Defects.named(id));
      String encoded = Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
      out.print("\n" + RESULT + encoded + "\n");
      out.flush();
    }
    // Broken implementations may have left threads behind.
    Runtime.getRuntime().halt(0);
  }
}
