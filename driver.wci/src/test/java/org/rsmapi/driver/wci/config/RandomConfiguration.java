// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseGroup;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.config.RoutingPolicy.Via;
import org.rsmapi.driver.wci.config.Wci.Link;
import org.rsmapi.driver.wci.config.Wci.Reachable;
import org.rsmapi.driver.wci.config.Wci.TopologyType;

/** Makes any configuration that can be installed. */
final class RandomConfiguration {

  private static final String NAME_CHARACTERS = "abcXYZ0189_-";

  private final Random random;
  private final List<Integer> cnodes;
  private final List<Integer> ports;
  private final List<StripeGroup> groups = new ArrayList<>();

  private RandomConfiguration(Random random) {
    this.random = random;
    this.cnodes = some(256, 1 + random.nextInt(16));
    this.ports = some(1000, 1 + random.nextInt(8));
  }

  static ControllerConfiguration from(Random random) {
    return new RandomConfiguration(random).configuration();
  }

  private ControllerConfiguration configuration() {
    int local = any(cnodes);
    makeGroups();
    return new ControllerConfiguration(
        random.nextLong(),
        name("h"),
        random.nextInt(16),
        2,
        random.nextLong(),
        local,
        members(),
        ports.stream().map(port -> wci(port, local)).toList(),
        cnodes.stream().map(this::policy).toList(),
        groups);
  }

  private List<Member> members() {
    List<Integer> slices = some(256, 256);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < cnodes.size(); i++) {
      List<Integer> exported = new ArrayList<>(List.of(slices.removeFirst()));
      for (int entry = 1; entry < 8; entry++) {
        int low = entry;
        if (random.nextInt(4) == 0) {
          slices.stream().filter(slice -> slice % 8 == low).findFirst().ifPresent(exported::add);
        }
      }
      slices.removeAll(exported);
      members.add(
          new Member(
              cnodes.get(i),
              random.nextLong(),
              name("m" + i + "-"),
              exported,
              some(256, 1 + random.nextInt(8)),
              i * (1L << 30) + random.nextInt(1 << 30),
              any(exported),
              random.nextLong(16L << 30)));
    }
    return members;
  }

  private Wci wci(int port, int local) {
    List<Integer> wnodes = some(16, 16);
    List<Integer> gnids = some(16, 16);
    List<Integer> others = new ArrayList<>(cnodes);
    others.remove((Integer) local);
    List<Reachable> reachable = new ArrayList<>();
    reachable.add(new Reachable(wnodes.getFirst(), gnids.getFirst(), local));
    for (int i = 1; i <= others.size(); i++) {
      if (random.nextBoolean()) {
        reachable.add(new Reachable(wnodes.get(i), gnids.get(i), others.get(i - 1)));
      }
    }
    Collections.shuffle(reachable, random);
    return new Wci(
        port,
        wnodes.getFirst(),
        gnids.getFirst(),
        reachable,
        random.nextBoolean(),
        any(List.of(TopologyType.values())),
        some(3, random.nextInt(4)).stream().map(number -> link(number, reachable)).toList());
  }

  private Link link(int number, List<Reachable> reachable) {
    int port = random.nextInt(Integer.MAX_VALUE);
    return random.nextBoolean()
        ? new Link(number, any(reachable).gnid(), random.nextInt(3), port)
        : new Link(number, 16 + random.nextInt(240), random.nextInt(8), port);
  }

  private void makeGroups() {
    List<Integer> free = new ArrayList<>(ports);
    List<Integer> ids = some(100, 100);
    for (int size : new int[] {4, 2, 1}) {
      if (free.size() >= size && random.nextBoolean()) {
        List<Integer> group = free.subList(0, size);
        groups.add(new StripeGroup(ids.removeFirst(), group));
        group.clear();
      }
    }
  }

  private RoutingPolicy policy(int cnode) {
    List<PreferredRoute> routes =
        IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(i -> route()).toList();
    return new RoutingPolicy(cnode, routes, random.nextBoolean(), random.nextBoolean(), List.of());
  }

  private PreferredRoute route() {
    Via via =
        groups.isEmpty() || random.nextBoolean()
            ? new UseWci(any(ports))
            : new UseGroup(any(groups).id());
    return new PreferredRoute(
        1 + random.nextInt(12),
        RoutingMethod.MULTIHOP,
        via,
        random.nextInt(4) == 0 ? some(256, 1 + random.nextInt(38)) : List.of());
  }

  private String name(String start) {
    StringBuilder name = new StringBuilder(start);
    random
        .ints(random.nextInt(12), 0, NAME_CHARACTERS.length())
        .forEach(i -> name.append(NAME_CHARACTERS.charAt(i)));
    return name.toString();
  }

  /** Returns so many distinct integers below a limit. */
  private List<Integer> some(int limit, int count) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, limit).boxed().toList());
    Collections.shuffle(all, random);
    return new ArrayList<>(all.subList(0, count));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
