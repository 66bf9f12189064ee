// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.rsmapi.AccessEntry;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.SegmentOwner;

/** Access lists, permissions and entries made at random, against an independent model. */
class AccessListPropertyTest {

  /** Nodes 1 to 4 are in the cluster. */
  private final DriverController device = new MemoryDriver("mem").open(0, reason -> {});

  @Provide
  Arbitrary<List<AccessEntry>> legalLists() {
    Arbitrary<Integer> digits = Arbitraries.of(0, 2, 4, 6);
    Arbitrary<Integer> permissions =
        Combinators.combine(digits, digits, digits).as((u, g, o) -> u * 64 + g * 8 + o);
    return Combinators.combine(nodes(), permissions)
        .as(AccessEntry::new)
        .list()
        .ofMaxSize(AccessEntry.MAX_ENTRIES)
        .injectNull(0.1);
  }

  @Provide
  Arbitrary<NodeId> nodes() {
    return Arbitraries.longs().between(1, 4).map(NodeId::of);
  }

  /** Few numbers, so that owner, group and others all occur. */
  @Provide
  Arbitrary<SegmentOwner> owners() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 2),
            Arbitraries.longs().between(0, 3),
            Arbitraries.integers().between(0, 0777))
        .as(SegmentOwner::new);
  }

  @Provide
  Arbitrary<PeerCredentials> peers() {
    Arbitrary<Long> groups = Arbitraries.longs().between(0, 3);
    return Combinators.combine(Arbitraries.longs().between(0, 2), groups, groups.set().ofMaxSize(3))
        .as(PeerCredentials::new);
  }

  @Provide
  Arbitrary<Permission> requests() {
    return Arbitraries.of(Permission.READ, Permission.WRITE, Permission.RDWR);
  }

  @Property(tries = 5_000)
  void decidesAsTheModel(
      @ForAll("legalLists") List<AccessEntry> entries,
      @ForAll("owners") SegmentOwner owner,
      @ForAll("nodes") NodeId node,
      @ForAll("peers") PeerCredentials peer,
      @ForAll("requests") Permission request) {
    assertEquals(
        model(entries, owner, node, peer, request),
        AccessList.of(entries, owner, device, () -> 0, "publish").decide(node, peer, request));
  }

  /** In words of {@code ls -l}: a triple of letters is cut out of nine and searched. */
  private static RsmError model(
      List<AccessEntry> entries,
      SegmentOwner owner,
      NodeId node,
      PeerCredentials peer,
      Permission request) {
    String letters;
    if (entries == null) {
      letters = letters(0666, owner.creationMask());
    } else {
      List<AccessEntry> own = entries.stream().filter(e -> e.node().equals(node)).toList();
      if (own.isEmpty()) {
        return RsmError.SEG_NOT_PUBLISHED_TO_NODE;
      }
      letters = letters(own.getFirst().permissions(), 0);
    }
    Set<Long> groups = new HashSet<>(peer.supplementaryGroups());
    groups.add(peer.gid());
    int who = peer.uid() == owner.uid() ? 0 : groups.contains(owner.gid()) ? 1 : 2;
    String triple = letters.substring(3 * who, 3 * who + 3);
    String wanted = request.equals(Permission.RDWR) ? "rw" : request.canRead() ? "r" : "w";
    return wanted.chars().allMatch(right -> triple.indexOf(right) >= 0)
        ? RsmError.SUCCESS
        : RsmError.PERM_DENIED;
  }

  private static String letters(int permissions, int mask) {
    StringBuilder letters = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      boolean granted = (permissions >> bit) % 2 == 1 && (mask >> bit) % 2 == 0;
      letters.append(granted ? "xwr".charAt(bit % 3) : '-');
    }
    return letters.toString();
  }

  enum Fault {
    NULL,
    NO_NODE,
    FOREIGN_NODE,
    EXTRA_BIT
  }

  /** One wrong entry anywhere makes the whole list illegal. */
  @Property
  void refusesIllegalLists(
      @ForAll("legalLists") List<AccessEntry> legal,
      @ForAll Fault fault,
      @ForAll @IntRange(max = 63) int place,
      @ForAll int bits,
      @ForAll long foreign) {
    List<AccessEntry> entries = new ArrayList<>(legal == null ? List.of() : legal);
    if (entries.size() == AccessEntry.MAX_ENTRIES) {
      entries.removeLast();
    }
    int illegal = (bits & ~0666) == 0 ? bits | 0100 : bits;
    long outside = foreign >= 1 && foreign <= 4 ? 0 : foreign;
    entries.add(
        place % (entries.size() + 1),
        switch (fault) {
          case NULL -> null;
          case NO_NODE -> new AccessEntry(null, 0600);
          case FOREIGN_NODE -> new AccessEntry(NodeId.of(outside), 0600);
          case EXTRA_BIT -> new AccessEntry(NodeId.of(1), illegal);
        });
    assertEquals(RsmError.BAD_ACL, error(entries));
  }

  @Property(tries = 50)
  void refusesLongLists(@ForAll @IntRange(min = 0, max = 200) int size) {
    List<AccessEntry> entries =
        new ArrayList<>(Collections.nCopies(size, new AccessEntry(NodeId.of(1), 0)));
    assertEquals(size <= 64 ? RsmError.SUCCESS : RsmError.BAD_ACL, error(entries));
  }

  private RsmError error(List<AccessEntry> entries) {
    try {
      AccessList.of(entries, new SegmentOwner(1, 1, 0), device, () -> 0, "publish");
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      return e.error();
    }
  }

  /** Legal are the numbers whose octal form has at most three digits, each even. */
  @Property
  void permissionsAreOctal(@ForAll("permissionBits") int bits) {
    String octal = Integer.toOctalString(bits);
    assertEquals(
        octal.matches("[0246]{1,3}"), new AccessEntry(NodeId.of(1), bits).hasValidPermissions());
    Permission permission = Permission.of(bits);
    assertEquals(List.of("400", "200", "600").contains(octal), permission.isValid());
    assertEquals(
        permission.canRead() + " " + permission.canWrite(),
        ((bits >>> 8) % 2 == 1) + " " + ((bits >>> 7) % 2 == 1));
    assertEquals(bits, Integer.parseUnsignedInt(permission.toString(), 8));
    assertTrue(permission.toString().length() >= 4, permission.toString());
    String printed = new AccessEntry(NodeId.of(1), bits).toString();
    assertEquals(String.format(Locale.ROOT, "node 1: %s", permission), printed);
  }

  @Property
  void coveringIsInclusion(
      @ForAll("permissionBits") int held, @ForAll("permissionBits") int asked) {
    boolean included = true;
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      included &= ((asked >>> bit) & 1) <= ((held >>> bit) & 1);
    }
    assertEquals(included, Permission.of(held).covers(Permission.of(asked)));
  }

  @Provide
  Arbitrary<Integer> permissionBits() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.integers().between(0, 0777)),
        Tuple.of(1, Arbitraries.of(0, 0200, 0400, 0600, 0666)),
        Tuple.of(1, Arbitraries.integers()));
  }
}
