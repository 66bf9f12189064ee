// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.Sisci;

/**
 * What the processes of a cluster say to each other beyond what each control does.
 *
 * <pre>
 *   state                                 is the topic, with the lines
 *     process PID ADAPTERS
 *     link NODE NODE ADAPTER up|down STAMP
 *     segment ID SIZE CONNECTIONS STATE,...      a state for each adapter
 *   link NODE NODE ADAPTER up|down STAMP  is a command
 *   crash                                 is a command
 * </pre>
 *
 * Whatever does not parse is null.
 */
final class ClusterText {

  static final String STATE = "state";
  static final String LINK = "link";
  static final String CRASH = "crash";
  static final String PROCESS = "process";
  static final String SEGMENT = "segment";

  private static final String UP = "up";
  private static final String DOWN = "down";

  private ClusterText() {}

  static String of(LinkTable.Change change) {
    LinkTable.Link link = change.link();
    return String.join(
        " ",
        LINK,
        Integer.toString(link.first()),
        Integer.toString(link.second()),
        Integer.toString(link.adapterNo()),
        change.up() ? UP : DOWN,
        Long.toString(change.stampNanos()));
  }

  /** Reads a change of a link between two nodes of a cluster. */
  static LinkTable.@Nullable Change change(String line, List<Integer> nodeIds) {
    String[] words = line.split(" ", -1);
    if (words.length != 6
        || !words[0].equals(LINK)
        || !(words[4].equals(UP) || words[4].equals(DOWN))) {
      return null;
    }
    try {
      int one = Integer.parseInt(words[1]);
      int other = Integer.parseInt(words[2]);
      int adapterNo = Integer.parseInt(words[3]);
      if (one == other
          || !nodeIds.contains(one)
          || !nodeIds.contains(other)
          || adapterNo < 0
          || adapterNo >= Sisci.MAX_ADAPTERS) {
        return null;
      }
      return new LinkTable.Change(
          LinkTable.Link.between(one, other, adapterNo),
          words[4].equals(UP),
          Long.parseLong(words[5]));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
