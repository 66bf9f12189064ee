// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one node knows of one network.
 *
 * @param fmNodeId the fabric manager's id of this node
 * @param hostName of this node
 * @param controller the number of the network, the same on every member
 * @param protocolVersion of the configuration
 * @param version the version stamp: nodes bring links up only if it is equal
 * @param localCnode this node among the members
 * @param members sorted by cnode
 * @param wcis sorted by port
 * @param policies as they stand in the file
 * @param groups sorted by id
 */
public record ControllerConfiguration(
    long fmNodeId,
    String hostName,
    int controller,
    int protocolVersion,
    long version,
    int localCnode,
    List<Member> members,
    List<Wci> wcis,
    List<RoutingPolicy> policies,
    List<StripeGroup> groups) {

  /** Sorts what has an order of its own. */
  public ControllerConfiguration {
    members = members.stream().sorted(Comparator.comparingInt(Member::cnode)).toList();
    wcis = wcis.stream().sorted(Comparator.comparingInt(Wci::port)).toList();
    policies = List.copyOf(policies);
    groups = groups.stream().sorted(Comparator.comparingInt(StripeGroup::id)).toList();
  }

  /** Returns the member with a cnode id, if there is one. */
  public Optional<Member> member(int cnode) {
    return members.stream().filter(member -> member.cnode() == cnode).findFirst();
  }

  /** Returns the WCI with a port id, if there is one. */
  public Optional<Wci> wci(int port) {
    return wcis.stream().filter(wci -> wci.port() == port).findFirst();
  }

  /** Returns the policy for the traffic to a node, if there is one. */
  public Optional<RoutingPolicy> policy(int cnode) {
    return policies.stream().filter(policy -> policy.cnode() == cnode).findFirst();
  }

  /** Returns the stripe group with an id, if there is one. */
  public Optional<StripeGroup> group(int id) {
    return groups.stream().filter(group -> group.id() == id).findFirst();
  }
}
