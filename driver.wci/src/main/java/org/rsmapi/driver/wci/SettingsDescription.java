// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as tools show them to a person; becomes a file in OSGI-INF/metatype. */
@ObjectClassDefinition(
    id = SettingsDescription.PID,
    pid = SettingsDescription.PID,
    name = "Remote Shared Memory API: Sun Fire Link",
    description =
        "Networks of nodes that are processes of this host. Changes hold for nodes that enter their"
            + " network afterwards.")
@interface SettingsDescription {

  /** What Configuration Admin knows the settings by. */
  String PID = "org.rsmapi.driver.wci";

  /** See {@link WciConfiguration#nodes}. */
  @AttributeDefinition(
      name = "Configuration",
      description =
          "File in the language of wrsmconf, with what each node knows; else one network of two nodes.",
      required = false)
  String configuration();

  /** See {@link WciConfiguration#host}. */
  @AttributeDefinition(
      name = "Host",
      description = "Host name in the configuration: this process is one of its nodes.",
      required = false)
  String host();

  /** See {@link WciConfiguration#cnode}. */
  @AttributeDefinition(
      name = "Node",
      description =
          "Cnode id of this process; else the first one in the configuration that no living process is.",
      required = false)
  String node();

  /** See {@link WciConfiguration#cmmuEntries}. */
  @AttributeDefinition(
      name = "CMMU entries",
      description = "Pages of 8 KiB that a node can export; a segment takes two more.",
      min = "1",
      required = false)
  long cmmuEntries() default 0x8_0000;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Poll",
      description = "Milliseconds between two looks at the links.",
      min = "1",
      required = false)
  long pollMillis() default 1_000;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Notice",
      description =
          "Milliseconds until software notices that a link is dead; what goes over it meanwhile is lost.",
      min = "0",
      required = false)
  long noticeMillis() default 0;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Cable",
      description = "Milliseconds that a change of a cable waits for the other end to know it.",
      min = "0",
      required = false)
  long cableMillis() default 500;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Error limit",
      description = "As many link errors in one poll take a link down.",
      min = "1",
      required = false)
  long errorLimit() default 1_000;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Erroneous polls",
      description = "After as many polls with too many errors a link is given up for a while.",
      min = "1",
      required = false)
  int erroneousPolls() default 100;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Give up",
      description = "Milliseconds that a link stays down that was given up.",
      min = "0",
      required = false)
  long giveUpMillis() default 120_000;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Bad configuration",
      description = "Milliseconds that a link stays down whose ends are configured differently.",
      min = "0",
      required = false)
  long badConfigMillis() default 120_000;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Short interval",
      description =
          "Milliseconds that the last, greatest and average figures of statistics are for.",
      min = "1",
      required = false)
  long shortIntervalMillis() default 3_600_000;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Long interval",
      description = "How many short intervals are a long one.",
      min = "1",
      required = false)
  int shortPerLong() default 24;

  /** See {@link org.rsmapi.driver.wci.link.LinkTimes}. */
  @AttributeDefinition(
      name = "Weight",
      description = "How much the past counts in an average.",
      min = "1",
      required = false)
  int averageWeight() default 10;

  /** See {@link org.rsmapi.driver.wci.session.SessionTimes}. */
  @AttributeDefinition(
      name = "Session start",
      description = "Milliseconds that the start of a session may take.",
      min = "1",
      required = false)
  long sessionStartMillis() default 1_000;

  /** See {@link org.rsmapi.driver.wci.session.SessionTimes}. */
  @AttributeDefinition(
      name = "Session repeat",
      description = "Milliseconds after which the start of a session is asked for again.",
      min = "1",
      required = false)
  long sessionRepeatMillis() default 10;

  /** See {@link org.rsmapi.driver.wci.session.SessionTimes}. */
  @AttributeDefinition(
      name = "Call",
      description = "Milliseconds that an answer may take before the session ends.",
      min = "1",
      required = false)
  long callMillis() default 5_000;
}
