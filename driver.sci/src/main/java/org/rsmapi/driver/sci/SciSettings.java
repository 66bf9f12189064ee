// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.SciConfiguration.Emulation;
import org.rsmapi.driver.sci.SciConfiguration.Implementation;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.fabric.SettingTexts;

/**
 * The settings of the driver: names, what is allowed, defaults.
 *
 * @param source finds the text of a setting, null if it is not set
 */
record SciSettings(Function<String, @Nullable String> source) {

  /** In front of the names of the settings as system properties. */
  static final String PREFIX = "org.rsmapi.sci.";

  /** What Dolphin's software has on each host. */
  static final Path INSTALLED_LIST = Path.of("/etc/dis/dishosts.conf");

  static final String IMPLEMENTATION = "implementation";
  static final String LIBRARY = "library";
  static final String NODES = "nodes";
  static final String NODE = "node";
  static final String ADAPTERS = "adapters";
  static final String VISIBILITY = "visibility";
  static final String COST = "cost";
  static final String MEM_CPY_PUT = "memCpyPut";
  static final String DMA_PUT = "dmaPut";
  static final String DMA_GET = "dmaGet";
  static final String MAX_SEGMENT_SIZE = "maxExportSegmentSize";
  static final String MAX_SEGMENTS = "maxExportSegments";
  static final String MAX_MAP_SIZE = "maxImportMapSize";
  static final String MAX_IMPORTS = "maxImportSegments";

  /** Every setting. */
  static final List<String> NAMES =
      List.of(
          IMPLEMENTATION,
          LIBRARY,
          NODES,
          NODE,
          ADAPTERS,
          VISIBILITY,
          COST,
          MEM_CPY_PUT,
          DMA_PUT,
          DMA_GET,
          MAX_SEGMENT_SIZE,
          MAX_SEGMENTS,
          MAX_MAP_SIZE,
          MAX_IMPORTS);

  /** Of an emulated cluster for which no list is given: 4 to 32. */
  private static final int DEFAULT_NODES = 8;

  private static final int NODE_STEP = 4;

  /** Below it, the loop of stores is faster than a call of the library. */
  private static final long DEFAULT_MEM_CPY_PUT = 4096;

  /** Stores beat the engine of the adapter up to a size between 1 and 2 MiB. */
  private static final long DEFAULT_DMA_PUT = 1 << 20;

  /** A load waits for the other side, so that the engine is faster very soon. */
  private static final long DEFAULT_DMA_GET = 256;

  /** Returns the settings that the system properties make. */
  static SciSettings ofSystem() {
    return new SciSettings(name -> System.getProperty(PREFIX + name));
  }

  /** Returns the text of a setting; null if it is not set. */
  @Nullable String text(String name) {
    return source.apply(name);
  }

  /** Returns the texts of those that are set. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    for (String name : NAMES) {
      String text = source.apply(name);
      if (text != null) {
        texts.put(name, text);
      }
    }
    return texts;
  }

  /**
   * Reads all.
   *
   * @throws IllegalArgumentException with the setting, its value and what is allowed
   */
  SciConfiguration read() {
    Implementation implementation = choice(IMPLEMENTATION, Implementation.values());
    int adapters = (int) checked().number(ADAPTERS, 1, 1, Sisci.MAX_ADAPTERS);
    boolean delayed = choice(VISIBILITY, Visibility.values()) == Visibility.FLUSH;
    boolean cost = choice(COST, Cost.values()) == Cost.HARDWARE;
    NodeList nodes = nodes(implementation, adapters);
    return new SciConfiguration(
        implementation,
        Optional.ofNullable(path(LIBRARY)),
        nodes,
        new Emulation(node(nodes), adapters, delayed, cost),
        new BulkThresholds(
            bytes(MEM_CPY_PUT, DEFAULT_MEM_CPY_PUT),
            bytes(DMA_PUT, DEFAULT_DMA_PUT),
            bytes(DMA_GET, DEFAULT_DMA_GET)),
        new SciLimits(
            bytes(MAX_SEGMENT_SIZE, 0),
            bytes(MAX_SEGMENTS, 0),
            bytes(MAX_MAP_SIZE, 0),
            bytes(MAX_IMPORTS, 0)));
  }

  private enum Visibility {
    IMMEDIATE,
    FLUSH
  }

  private enum Cost {
    NONE,
    HARDWARE
  }

  private NodeList nodes(Implementation implementation, int adapters) {
    Path file = path(NODES);
    if (file != null) {
      return NodeList.read(file);
    }
    if (implementation != Implementation.EMULATED && Files.isReadable(INSTALLED_LIST)) {
      return NodeList.read(INSTALLED_LIST);
    }
    List<Integer> ids =
        IntStream.rangeClosed(1, DEFAULT_NODES).map(i -> i * NODE_STEP).boxed().toList();
    return NodeList.of(ids, adapters);
  }

  private OptionalInt node(NodeList nodes) {
    String text = source.apply(NODE);
    if (text == null) {
      return OptionalInt.empty();
    }
    int node = (int) checked().number(NODE, 0, NODE_STEP, Integer.MAX_VALUE);
    List<Integer> known = nodes.sciNodes(0);
    if (!known.contains(node)) {
      throw checked().refusal(NODE, text, "one of the node list: " + known);
    }
    return OptionalInt.of(node);
  }

  private @Nullable Path path(String name) {
    String text = source.apply(name);
    if (text == null) {
      return null;
    }
    Path path = Path.of(text);
    if (!path.isAbsolute() || !Files.isReadable(path) || Files.isDirectory(path)) {
      throw checked().refusal(name, text, "the absolute path of a file that can be read");
    }
    return path;
  }

  private <E extends Enum<E>> E choice(String name, E[] choices) {
    String text = source.apply(name);
    if (text == null) {
      return choices[0];
    }
    for (E choice : choices) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
        return choice;
      }
    }
    List<String> allowed =
        List.of(choices).stream().map(choice -> choice.name().toLowerCase(Locale.ROOT)).toList();
    throw checked().refusal(name, text, "one of " + allowed);
  }

  private long bytes(String name, long otherwise) {
    return checked().number(name, otherwise, 0, Long.MAX_VALUE);
  }

  private SettingTexts checked() {
    return new SettingTexts(PREFIX, source);
  }
}
