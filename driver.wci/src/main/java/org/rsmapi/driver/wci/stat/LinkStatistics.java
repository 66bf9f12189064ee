// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.link.LinkStatus;

/** What the list of a WCI has of its links: each name with the number of the link behind it. */
final class LinkStatistics {

  /** As many links as a WCI has. */
  static final int LINKS = 3;

  /** A name and where its number comes from. */
  private record Field(String name, ToLongFunction<LinkStatus> number) {}

  @SuppressWarnings("EnumOrdinal") // the order of the states is that of the numbers
  private static final List<Field> FIELDS =
      List.of(
          new Field("valid_link", link -> bit(link.valid())),
          new Field("remote_cnode_id", LinkStatus::remoteCnode),
          new Field("remote_wnode_id", LinkStatus::remoteWnode),
          new Field("remote_wci_portid", LinkStatus::remotePort),
          new Field("remote_linknum", LinkStatus::remoteLink),
          new Field("LC_link_state", link -> link.state().ordinal()),
          new Field("phys_link_state", link -> link.physical().ordinal()),
          new Field("link_state", link -> bit(link.alive())),
          new Field("laser enabled", link -> bit(link.laser())),
          new Field("transmit enable", link -> bit(link.transmit())),
          new Field("link_enabled", link -> bit(link.enabled())),
          new Field("auto_shutdown_en", link -> bit(link.autoShutdown())),
          new Field("link_interval_count", LinkStatus::intervals),
          new Field("link_err_takedowns", link -> link.errorTakedowns().total()),
          new Field("last_link_err_takedowns", link -> link.errorTakedowns().last()),
          new Field("max_link_err_takedowns", link -> link.errorTakedowns().max()),
          new Field("avg_link_err_takedowns", link -> link.errorTakedowns().average()),
          new Field("link_disconnected_takedowns", LinkStatus::disconnectedTakedowns),
          new Field("link_cfg_takedowns", LinkStatus::configurationTakedowns),
          new Field("link_failed_bringups", LinkStatus::failedBringups),
          new Field("link_errors", link -> link.errors().total()),
          new Field("last_link_errors", link -> link.errors().last()),
          new Field("max_link_errors", link -> link.errors().max()),
          new Field("avg_link_errors", link -> link.errors().average()),
          new Field("last_lt_link_errors", link -> link.errors().lastLong()),
          new Field("max_lt_link_errors", link -> link.errors().maxLong()),
          new Field("avg_lt_link_errors", link -> link.errors().averageLong()));

  private LinkStatistics() {}

  private static long bit(boolean set) {
    return set ? 1 : 0;
  }

  /** Adds what is known of the links of a WCI; of a link that is not configured all is 0. */
  static void addTo(Map<String, Object> values, int port, List<LinkStatus> links) {
    for (int number = 0; number < LINKS; number++) {
      LinkStatus link = find(links, port, number);
      for (Field field : FIELDS) {
        values.put(
            field.name() + "_" + number, link == null ? 0L : field.number().applyAsLong(link));
      }
    }
  }

  private static @Nullable LinkStatus find(List<LinkStatus> links, int port, int number) {
    for (LinkStatus link : links) {
      if (link.id().port() == port && link.id().number() == number) {
        return link;
      }
    }
    return null;
  }
}
