// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.driver.sci.control.Address;
import org.rsmapi.driver.sci.control.Message;

/**
 * The groups that importers have stated ahead of their requests. Used by the control thread alone.
 */
final class StatedGroups {

  /** What was stated without a request after it is dropped, the oldest first. */
  private static final int MAX_REQUESTS = 256;

  /** Linux knows no more groups for a process. */
  private static final int MAX_GROUPS = 65_536;

  /** By who has stated them, and the link. */
  private final Map<List<Integer>, List<Integer>> stated =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Integer>, List<Integer>> eldest) {
          return size() > MAX_REQUESTS;
        }
      };

  void add(Address from, Message.Groups groups) {
    List<Integer> all = stated.computeIfAbsent(key(from, groups.link()), _ -> new ArrayList<>());
    if (all.size() < MAX_GROUPS) {
      all.addAll(groups.groups());
    }
  }

  List<Integer> take(Address from, int link) {
    List<Integer> all = stated.remove(key(from, link));
    return all == null ? List.of() : all;
  }

  private static List<Integer> key(Address from, int link) {
    return List.of(from.node(), from.interrupt(), link);
  }
}
