// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.assertError;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.spi.Availability;

/** How the library is found, and which are taken. */
final class LibSisciTest {

  private final StubCluster cluster = StubCluster.create();

  @AfterEach
  void deleteCluster() {
    cluster.close();
  }

  private static LibSisci configured(Path path) {
    return new LibSisci(Optional.of(path));
  }

  private static void assertAbsent(String reason, LibSisci provider) {
    Availability availability = provider.availability();
    assertFalse(availability.present());
    assertTrue(availability.reason().contains(reason), availability.reason());
  }

  @Test
  void libraryThatIsConfiguredIsTaken() {
    Path path = cluster.library(4);
    LibSisci provider = configured(path);
    assertEquals(Availability.available(), provider.availability());
    assertEquals(List.of(0), provider.adapters());
    try (Sisci sisci = provider.open()) {
      assertEquals(path + ", SISCI API version 2.0.0, driver stub 1.0", sisci.description());
      assertEquals(4, sisci.localNodeId(0));
    }
  }

  @Test
  void wrongConfiguredPathIsNamedAndNoOtherLibraryTaken() {
    Path missing = cluster.directory().resolve("none.so");
    LibSisci provider = new LibSisci(Optional.of(missing), List.of(cluster.library(4)));
    assertAbsent("the configured library " + missing + " is no file", provider);
    SisciException e = assertThrows(SisciException.class, provider::open);
    assertEquals(SisciError.NOT_INITIALIZED, e.error());
    assertTrue(e.getMessage().contains(missing.toString()), e.getMessage());
  }

  @Test
  void fileThatIsNoLibraryIsNamed(@TempDir Path directory) throws IOException {
    Path text = Files.writeString(directory.resolve("libsisci.so"), "text");
    assertAbsent(text + " cannot be loaded", configured(text));
  }

  @Test
  void usualPlacesAreSearchedInOrder() {
    Path missing = cluster.directory().resolve("none.so");
    Path first = cluster.library(4);
    Path second = cluster.library(8);
    LibSisci provider = new LibSisci(Optional.empty(), List.of(missing, first, second));
    try (Sisci sisci = provider.open()) {
      assertEquals(4, sisci.localNodeId(0));
    }
  }

  @Test
  void reasonTellsWhereItWasSearchedAndWhatToInstall() {
    LibSisci provider = new LibSisci(Optional.empty(), List.of(Path.of("/none/libsisci.so")));
    assertAbsent("there is no libsisci.so, neither /none/libsisci.so nor", provider);
    assertAbsent("install Dolphin eXpressWare", provider);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STUB_FUNCTION=_SISCI_PUBLIC_FUNC_ST_", "STUB_FUNCTION="})
  void functionsAreFoundByOtherNames(String macro) {
    assertEquals(Availability.available(), configured(cluster.library(4, macro)).availability());
  }

  @Test
  void missingFunctionIsNamed() {
    LibSisci provider = configured(cluster.library(4, "STUB_WITHOUT_MEMCPY"));
    assertEquals(List.of(), provider.adapters());
    assertAbsent("lacks SCIMemCpy; needed is the library of SISCI API 2", provider);
  }

  @Test
  void libraryThatCannotDropConnectionsIsRefused() {
    LibSisci provider = configured(cluster.library(4, "STUB_WITHOUT_FORCE_DISCONNECT"));
    assertAbsent("lacks SCI_FLAG_FORCE_DISCONNECT", provider);
  }

  @Test
  void earlierApiIsRefused() {
    LibSisci provider = configured(cluster.library(4, "STUB_API=\"1.10.5\""));
    assertAbsent("\"SISCI API version 1.10.5\", but API 2 is needed", provider);
    assertError(SisciError.INCONSISTENT_VERSIONS, provider::open);
  }

  @Test
  void errorOfInitializingIsPassedOn() {
    LibSisci provider = configured(cluster.library(4, "STUB_INITIALIZE=0x4000091D"));
    assertAbsent("SCI_ERR_INCONSISTENT_VERSIONS", provider);
    SisciException e = assertThrows(SisciException.class, provider::open);
    assertEquals(SisciError.INCONSISTENT_VERSIONS, e.error());
    assertTrue(e.getMessage().contains("error 0x4000091D of the stub"), e.getMessage());
  }

  @Test
  void adaptersAreNumbered() {
    assertEquals(
        List.of(0, 1, 2), configured(StubLibrary.node(cluster.directory(), 4, 3)).adapters());
  }

  @Test
  void deniedNativeAccessIsTheReason() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--illegal-native-access=deny",
                "-cp",
                System.getProperty("java.class.path"),
                AvailabilityProbe.class.getName(),
                cluster.library(4).toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      String line = out.readLine();
      assertTrue(line.contains("--enable-native-access"), line);
    }
    assertEquals(0, process.waitFor());
  }

  @Test
  void hostWithoutAdapterIsAbsent() {
    LibSisci provider = configured(StubLibrary.node(cluster.directory(), 4, 0));
    assertAbsent("finds no adapter", provider);
    assertEquals(List.of(), provider.adapters());
  }

  @Test
  void severalUseItAndTheLastTerminatesIt() {
    Path path = cluster.library(4);
    LibSisci provider = configured(path);
    Sisci first = provider.open();
    Sisci second = configured(path).open();
    first.close();
    first.close();
    assertEquals(4, second.localNodeId(0));
    assertError(SisciError.NOT_INITIALIZED, () -> first.localNodeId(0));
    second.close();
    try (Sisci again = provider.open()) {
      assertEquals(4, again.localNodeId(0));
    }
  }

  @Test
  void flagsAreReadFromTheLibrary() {
    assertForcedRemoval("VALUE_FORCE_REMOVE=0x800000", "VALUE_EMPTY=0x400000");
  }

  @Test
  void flagsThatTheLibraryLacksAreThoseOfEarlierOnes() {
    assertForcedRemoval("STUB_WITHOUT_CONSTANTS");
  }

  private static void assertForcedRemoval(String... macros) {
    try (TwoNodes nodes = new TwoNodes(macros)) {
      LocalSegment segment = nodes.export();
      RemoteSegment remote = nodes.connect();
      assertTrue(nodes.exporter.isLinkOperational(0));
      assertError(SisciError.BUSY, () -> segment.remove(false));
      segment.remove(true);
      remote.disconnect();
    }
  }

  @Test
  void nodesAndLinksAreProbed() {
    try (TwoNodes nodes = new TwoNodes()) {
      assertTrue(nodes.exporter.probeNode(0, TwoNodes.EXPORTER));
      assertTrue(nodes.exporter.probeNode(0, TwoNodes.IMPORTER));
      assertFalse(nodes.exporter.probeNode(0, 12));
      assertError(SisciError.NO_SUCH_ADAPTERNO, () -> nodes.exporter.localNodeId(1));
      assertError(SisciError.ILLEGAL_ADAPTERNO, () -> nodes.exporter.localNodeId(4));
      nodes.cluster.link(0, TwoNodes.EXPORTER, TwoNodes.IMPORTER, false);
      assertFalse(nodes.exporter.probeNode(0, TwoNodes.IMPORTER));
      assertTrue(nodes.exporter.isLinkOperational(0));
      nodes.cluster.adapter(0, TwoNodes.EXPORTER, false);
      assertFalse(nodes.exporter.isLinkOperational(0));
      assertTrue(nodes.importer.isLinkOperational(0));
      assertTrue(nodes.exporter.probeNode(0, TwoNodes.EXPORTER));
    }
  }
}
