// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.examples.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The archetype: what it makes, and that this is built and conforms at once. */
class ArchetypeIT {

  private static final String PLUGIN =
      "org.apache.maven.plugins:maven-archetype-plugin:"
          + System.getProperty("org.rsmapi.archetype.plugin");

  @Test
  void withTheNamesOfTheSampleItMakesTheSample() throws Exception {
    Path folder = VendorMaven.emptyFolder("same");
    generate(folder, "com.example", "sample-driver", "com.example.sample", "sample");
    assertEquals(
        Folders.texts(VendorMaven.CHECKOUT.resolve("examples/sample-driver")),
        Folders.texts(folder.resolve("sample-driver")));
  }

  @Test
  void aDriverOfAnotherNameIsBuiltAndConforms() throws Exception {
    Path folder = VendorMaven.emptyFolder("generated");
    generate(folder, "com.acme", "acme-driver", "com.acme.rsm", "acme");
    Path project = folder.resolve("acme-driver");
    Folders.texts(project)
        .forEach(
            (name, text) -> assertTrue(!text.contains("ample") && !text.contains("$driver"), name));
    VendorMaven.succeed(project, "package");
    assertTrue(Files.isRegularFile(project.resolve("target/acme-driver-1.0.0-SNAPSHOT.jar")));
    ConformanceReport.assertConformant(project.resolve("target/tck"));
  }

  private static void generate(
      Path folder, String group, String artifact, String packageName, String type)
      throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add(PLUGIN + ":generate");
    arguments.add("-DarchetypeCatalog=internal");
    arguments.add("-DarchetypeGroupId=org.rsmapi");
    arguments.add("-DarchetypeArtifactId=driver-archetype");
    arguments.add("-DarchetypeVersion=" + VendorMaven.VERSION);
    arguments.add("-DgroupId=" + group);
    arguments.add("-DartifactId=" + artifact);
    arguments.add("-Dpackage=" + packageName);
    arguments.add("-DdriverType=" + type);
    VendorMaven.succeed(folder, arguments.toArray(String[]::new));
  }
}
