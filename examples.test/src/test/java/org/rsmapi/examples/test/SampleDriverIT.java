// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.examples.test;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample driver: from its sources to a jar that conforms. */
class SampleDriverIT {

  private static Path project = Path.of("");

  @BeforeAll
  static void build() throws Exception {
    project = VendorMaven.emptyFolder("sample-driver");
    Folders.copy(VendorMaven.CHECKOUT.resolve("examples/sample-driver"), project);
    VendorMaven.succeed(project, "package");
  }

  @Test
  void itsOwnBuildRunsEveryRule() throws Exception {
    ConformanceReport.assertConformant(project.resolve("target/tck"));
  }

  @Test
  void theStandaloneTestsFindItsJarConformant() throws Exception {
    Path report = project.resolve("target/standalone");
    Program.succeed(
        project,
        List.of(
            Program.JAVA_HOME.resolve("bin/java").toString(),
            "-jar",
            VendorMaven.standaloneTck().toString(),
            "--driver",
            "target/sample-driver-1.0.0-SNAPSHOT.jar",
            "--report",
            report.toString()));
    ConformanceReport.assertConformant(report);
  }
}
