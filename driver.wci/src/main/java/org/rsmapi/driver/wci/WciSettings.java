// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.config.ConfigurationText;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.DefaultConfiguration;
import org.rsmapi.driver.wci.config.InstallChecks;
import org.rsmapi.driver.wci.config.LifeCycleException;
import org.rsmapi.driver.wci.config.Member;
import org.rsmapi.driver.wci.link.LinkTimes;
import org.rsmapi.driver.wci.session.SessionTimes;
import org.rsmapi.fabric.SettingTexts;

/**
 * The settings of the driver: names, what is allowed, defaults.
 *
 * @param source finds the text of a setting, null if it is not set
 */
record WciSettings(Function<String, @Nullable String> source) {

  /** In front of the names of the settings as system properties. */
  static final String PREFIX = "org.rsmapi.wci.";

  static final String CONFIGURATION = "configuration";
  static final String HOST = "host";
  static final String NODE = "node";
  static final String CMMU_ENTRIES = "cmmuEntries";
  static final String POLL = "pollMillis";
  static final String NOTICE = "noticeMillis";
  static final String CABLE = "cableMillis";
  static final String ERROR_LIMIT = "errorLimit";
  static final String ERRONEOUS_POLLS = "erroneousPolls";
  static final String GIVE_UP = "giveUpMillis";
  static final String BAD_CONFIG = "badConfigMillis";
  static final String SHORT_INTERVAL = "shortIntervalMillis";
  static final String SHORT_PER_LONG = "shortPerLong";
  static final String AVERAGE_WEIGHT = "averageWeight";
  static final String SESSION_START = "sessionStartMillis";
  static final String SESSION_REPEAT = "sessionRepeatMillis";
  static final String CALL = "callMillis";

  /** Every setting. */
  static final List<String> NAMES =
      List.of(
          CONFIGURATION,
          HOST,
          NODE,
          CMMU_ENTRIES,
          POLL,
          NOTICE,
          CABLE,
          ERROR_LIMIT,
          ERRONEOUS_POLLS,
          GIVE_UP,
          BAD_CONFIG,
          SHORT_INTERVAL,
          SHORT_PER_LONG,
          AVERAGE_WEIGHT,
          SESSION_START,
          SESSION_REPEAT,
          CALL);

  private static final int MAX_CNODE = 255;

  /** A day, so that a slip does not mean for ever. */
  private static final long MAX_MILLIS = 86_400_000;

  /** Returns the settings that the system properties make. */
  static WciSettings ofSystem() {
    return new WciSettings(name -> System.getProperty(PREFIX + name));
  }

  private SettingTexts checked() {
    return new SettingTexts(PREFIX, source);
  }

  /** Returns the text of a setting; null if it is not set. */
  @Nullable String text(String name) {
    return source.apply(name);
  }

  /**
   * Reads all.
   *
   * @throws IllegalArgumentException with the setting, its value and what is allowed
   */
  WciConfiguration read() {
    List<ControllerConfiguration> nodes = nodes();
    return new WciConfiguration(
        nodes,
        host(nodes),
        cnode(nodes),
        checked().number(CMMU_ENTRIES, Cmmu.ENTRIES, 1, Cmmu.ENTRIES),
        linkTimes(LinkTimes.DEFAULT),
        sessionTimes(SessionTimes.DEFAULT));
  }

  private LinkTimes linkTimes(LinkTimes otherwise) {
    return new LinkTimes(
        millis(POLL, otherwise.pollMillis(), 1),
        millis(NOTICE, otherwise.noticeMillis(), 0),
        millis(CABLE, otherwise.cableMillis(), 0),
        checked().number(ERROR_LIMIT, otherwise.errorLimit(), 1, Long.MAX_VALUE),
        (int) checked().number(ERRONEOUS_POLLS, otherwise.erroneousPolls(), 1, Integer.MAX_VALUE),
        millis(GIVE_UP, otherwise.giveUpMillis(), 0),
        millis(BAD_CONFIG, otherwise.badConfigMillis(), 0),
        millis(SHORT_INTERVAL, otherwise.shortIntervalMillis(), 1),
        (int) checked().number(SHORT_PER_LONG, otherwise.shortPerLong(), 1, Integer.MAX_VALUE),
        (int) checked().number(AVERAGE_WEIGHT, otherwise.averageWeight(), 1, Integer.MAX_VALUE));
  }

  private SessionTimes sessionTimes(SessionTimes otherwise) {
    return new SessionTimes(
        millis(SESSION_START, otherwise.startMillis(), 1),
        millis(SESSION_REPEAT, otherwise.repeatMillis(), 1),
        millis(CALL, otherwise.callMillis(), 1));
  }

  /** Reads the file, or makes the network of two nodes that there is without one. */
  private List<ControllerConfiguration> nodes() {
    String text = source.apply(CONFIGURATION);
    if (text == null) {
      ControllerConfiguration first = DefaultConfiguration.of(0, 0);
      return first.members().stream()
          .map(Member::cnode)
          .map(cnode -> DefaultConfiguration.of(0, cnode))
          .toList();
    }
    Path path = Path.of(text);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw checked()
          .refusal(CONFIGURATION, text, "a file that can be read, such as rsm wrsm conf writes");
    }
    List<ControllerConfiguration> nodes = ConfigurationText.read(path);
    nodes.forEach(node -> check(node, text));
    return nodes;
  }

  private static void check(ControllerConfiguration node, String file) {
    try {
      InstallChecks.check(node);
    } catch (LifeCycleException e) {
      throw new IllegalArgumentException(
          PREFIX
              + CONFIGURATION
              + ": "
              + file
              + ": controller "
              + node.controller()
              + " of "
              + node.hostName()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private Optional<String> host(List<ControllerConfiguration> nodes) {
    String text = source.apply(HOST);
    List<String> known = nodes.stream().map(ControllerConfiguration::hostName).distinct().toList();
    if (text != null && !known.contains(text)) {
      throw checked().refusal(HOST, text, "one of the configuration: " + known);
    }
    return Optional.ofNullable(text);
  }

  private OptionalInt cnode(List<ControllerConfiguration> nodes) {
    String text = source.apply(NODE);
    if (text == null) {
      return OptionalInt.empty();
    }
    int cnode = (int) checked().number(NODE, 0, 0, MAX_CNODE);
    List<Integer> known =
        nodes.stream().map(ControllerConfiguration::localCnode).distinct().sorted().toList();
    if (!known.contains(cnode)) {
      throw checked().refusal(NODE, text, "one of the configuration: " + known);
    }
    return OptionalInt.of(cnode);
  }

  private long millis(String name, long otherwise, long least) {
    return checked().number(name, otherwise, least, MAX_MILLIS);
  }
}
