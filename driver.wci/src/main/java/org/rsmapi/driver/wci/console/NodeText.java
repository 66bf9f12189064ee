// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

/**
 * What a console and a node say to each other. Topics are lines, words apart by spaces, but for
 * statistics and configurations, which have a language of their own.
 *
 * <pre>
 *   node                       pid N | state WORD | version N | reroutings N | session CNODE WORD
 *   kstat                      the statistics
 *   configuration              the configuration that is in force
 *   result TOKEN               what came of a check
 *
 *   cable PORT LINK on|off     link PORT LINK on|off       errors PORT LINK COUNT
 *   wci PORT on|off            fail PORT LINK              lockout CNODE
 *   violate CNODE              kill                        check CNODE TOKEN
 *   text OFFSET TEXT           a part of a configuration, which begins at 0
 *   replace | install | enable | remove
 * </pre>
 *
 * What is refused is told in words of people, for a value or a moment that is wrong; {@code failed
 * ERROR WORDS} is an error of RSMAPI.
 */
final class NodeText {

  static final String NODE = "node";
  static final String KSTAT = "kstat";
  static final String CONFIGURATION = "configuration";
  static final String RESULT = "result";

  static final String PID = "pid";
  static final String STATE = "state";
  static final String VERSION = "version";
  static final String REROUTINGS = "reroutings";
  static final String SESSION = "session";

  static final String CABLE = "cable";
  static final String LINK = "link";
  static final String ERRORS = "errors";
  static final String WCI = "wci";
  static final String FAIL = "fail";
  static final String LOCKOUT = "lockout";
  static final String VIOLATE = "violate";
  static final String KILL = "kill";
  static final String CHECK = "check";
  static final String TEXT = "text";
  static final String REPLACE = "replace";
  static final String INSTALL = "install";
  static final String ENABLE = "enable";
  static final String REMOVE = "remove";

  static final String FAILED = "failed";

  static final String ON = "on";
  static final String OFF = "off";

  private NodeText() {}
}
