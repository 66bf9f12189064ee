// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.Wci;

/** Four nodes, WCIs 4 to 7 with three links each that end anywhere, and any policy. */
class RouterPropertyTest {

  private static final int MEMBERS = 4;

  record Cabling(boolean striping, List<Integer> gnids) {}

  record Policy(boolean important, boolean balanced, List<PreferredRoute> routes) {}

  @Provide
  Arbitrary<ControllerConfiguration> networks() {
    Arbitrary<Cabling> cabling =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.of(1, 1, 1, 2, 3, Networks.SWITCH).list().ofSize(3))
            .as(Cabling::new);
    Arbitrary<Integer> levels = Arbitraries.integers().between(0, 9);
    Arbitrary<PreferredRoute> routes =
        Arbitraries.oneOf(
            Combinators.combine(levels, Arbitraries.integers().between(4, 8)).as(Networks::viaWci),
            Combinators.combine(levels, Arbitraries.integers().between(0, 3))
                .as(Networks::viaGroup));
    Arbitrary<Policy> policies =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                routes.list().ofMinSize(1).ofMaxSize(4))
            .as(Policy::new);
    return Combinators.combine(cabling.list().ofSize(4), policies.list().ofSize(MEMBERS - 1))
        .as(RouterPropertyTest::network);
  }

  private static ControllerConfiguration network(List<Cabling> wcis, List<Policy> policies) {
    Networks network = Networks.of(MEMBERS).group(0, 4, 5).group(1, 4, 5, 6, 7).group(2, 7);
    for (int index = 0; index < wcis.size(); index++) {
      Cabling wci = wcis.get(index);
      network.wci(
          4 + index, wci.striping(), wci.gnids().stream().mapToInt(Integer::intValue).toArray());
    }
    for (int index = 0; index < policies.size(); index++) {
      Policy policy = policies.get(index);
      network.policy(
          1 + index,
          policy.important(),
          policy.balanced(),
          policy.routes().toArray(PreferredRoute[]::new));
    }
    return network.configuration();
  }

  @Provide
  Arbitrary<Set<LinkId>> someLinks() {
    return Combinators.combine(
            Arbitraries.integers().between(4, 7), Arbitraries.integers().between(0, 2))
        .as(LinkId::new)
        .set()
        .ofMaxSize(12);
  }

  @Property
  void stripesUseOnlyLinksThatAreUpAndLeadThere(
      @ForAll("networks") ControllerConfiguration network, @ForAll("someLinks") Set<LinkId> up) {
    for (Route route : new Router(network).routes(up).values()) {
      for (LinkId path : route.paths()) {
        assertTrue(up.contains(path), () -> path + " is down");
        int gnid = link(network, path).remoteGnid();
        assertTrue(gnid >= Networks.SWITCH || gnid == route.cnode(), () -> path + " goes astray");
      }
      assertEquals(route.stripes(), Set.copyOf(route.paths()).size());
    }
  }

  private static Wci.Link link(ControllerConfiguration network, LinkId link) {
    return network.wci(link.port()).flatMap(wci -> wci.link(link.number())).orElseThrow();
  }

  @Property
  void addressBitsCanChooseAmongTheStripesOfEveryRoute(
      @ForAll("networks") ControllerConfiguration network, @ForAll("someLinks") Set<LinkId> up) {
    for (Route route : new Router(network).routes(up).values()) {
      assertEquals(route.stripes(), StripeMap.of(route).paths());
    }
  }

  @Property
  void theOrderInWhichLinksCameUpDoesNotMatter(
      @ForAll("networks") ControllerConfiguration network,
      @ForAll("someLinks") Set<LinkId> up,
      @ForAll Random random) {
    Router router = new Router(network);
    List<LinkId> shuffled = new ArrayList<>(up);
    Collections.shuffle(shuffled, random);
    assertEquals(router.routes(up), router.routes(new LinkedHashSet<>(shuffled)));
  }

  @Property
  void anotherLinkNeverMakesANodeUnreachable(
      @ForAll("networks") ControllerConfiguration network,
      @ForAll("someLinks") Set<LinkId> up,
      @ForAll("someLinks") Set<LinkId> more) {
    Router router = new Router(network);
    Set<LinkId> all = new LinkedHashSet<>(up);
    all.addAll(more);
    var before = router.routes(up);
    router
        .routes(all)
        .forEach(
            (cnode, route) ->
                assertTrue(
                    route.isReachable()
                        || Stream.ofNullable(before.get(cnode)).noneMatch(Route::isReachable)));
  }
}
