// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is printed is read as the same; what is no configuration is refused in one way only. */
class ConfigurationTextPropertyTest {

  private static final String INSERTED = "{}(),#/.=-_ \n\0x9aé\uD83D";

  @Provide
  Arbitrary<List<ControllerConfiguration>> configurations() {
    return Arbitraries.randomValue(RandomConfiguration::from).list().ofMinSize(1).ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> mutations() {
    return Arbitraries.randomValue(
        random -> {
          String text = ConfigurationText.print(List.of(RandomConfiguration.from(random)));
          return mutated(text, random);
        });
  }

  @Provide
  Arbitrary<String> netlistMutations() {
    return Arbitraries.randomValue(
        random ->
            mutated(
                """
                # three hosts
                -host alpha -controller 3 -ncslice 0x20 -gnid 2 -switch sw
                alpha.4.0=beta.4.0
                alpha.4.1=gamma.4.0 -multihop
                beta.5.2=sw.0.7 gamma.5.2=sw.0.6 -passthrough
                """,
                random));
  }

  /** Some characters less, more or others, or some words elsewhere. */
  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(mutated.length());
      char inserted = INSERTED.charAt(random.nextInt(INSERTED.length()));
      switch (random.nextInt(5)) {
        case 0 -> mutated.deleteCharAt(at).append(' ');
        case 1 -> mutated.insert(at, inserted);
        case 2 -> mutated.setCharAt(at, inserted);
        case 3 -> mutated.setLength(Math.max(1, at));
        default -> {
          List<String> words = new ArrayList<>(Arrays.asList(mutated.toString().split(" ", -1)));
          words.add(random.nextInt(words.size()), words.remove(random.nextInt(words.size())));
          mutated = new StringBuilder(String.join(" ", words)).append(' ');
        }
      }
    }
    return mutated.toString();
  }

  /** Reads a text, or checks that it is refused with a place in it. */
  private static void readOrRefused(BiConsumer<String, String> reader, String text) {
    try {
      reader.accept(text, "fuzz");
    } catch (ConfigurationException e) {
      assertEquals("fuzz", e.file());
      assertTrue(e.line() >= 1 && e.line() <= text.split("\n", -1).length, e.getMessage());
      assertTrue(e.column() >= 1 && e.column() <= text.length() + 1, e.getMessage());
      assertTrue(
          e.getMessage().startsWith("fuzz:" + e.line() + ":" + e.column() + ": "), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
  }

  @Property
  void whatIsPrintedIsReadAsTheSame(
      @ForAll("configurations") List<ControllerConfiguration> configurations) {
    String text = ConfigurationText.print(configurations);
    assertEquals(configurations, ConfigurationText.parse(text, "printed"));
  }

  @Property
  void whatIsPrintedIsTheSameOnOneLine(
      @ForAll("configurations") List<ControllerConfiguration> configurations) {
    String text = ConfigurationText.print(configurations).replaceAll("\\s+", " ");
    assertEquals(configurations, ConfigurationText.parse(text, "printed"));
  }

  @Property
  void whatIsMadeCanBeInstalled(
      @ForAll("configurations") List<ControllerConfiguration> configurations) {
    assertDoesNotThrow(() -> configurations.forEach(InstallChecks::check));
  }

  @Property(tries = 2000)
  void changedTextsAreReadOrRefused(@ForAll("mutations") String text) {
    readOrRefused(ConfigurationText::parse, text);
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String text) {
    readOrRefused(ConfigurationText::parse, text);
    readOrRefused(Netlist::read, text);
  }

  @Property(tries = 2000)
  void changedNetlistsAreReadOrRefused(@ForAll("netlistMutations") String text) {
    readOrRefused((t, file) -> Netlist.read(t, file).configurations(), text);
  }
}
