// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.Peer;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_memseg_import_connect: importers of other users and groups, and file creation masks. */
@ExtendWith(TestBedExtension.class)
final class ConnectUsersTest {

  private static final int EXPORTER = 54_321;
  private static final int STRANGER = 54_322;
  private static final int EXPORTERS_GROUP = 54_331;
  private static final int OTHER_GROUP = 54_332;

  private static final List<String> REQUESTS = List.of("0400", "0200", "0600");

  /**
   * Permissions, and what owner, group and others get who ask for reading, for writing, and for
   * both: granted or denied.
   */
  private static final String TABLE =
      """
      0000 DDD DDD DDD
      0222 DgD DgD DgD
      0444 gDD gDD gDD
      0666 ggg ggg ggg
      0600 ggg DDD DDD
      0400 gDD DDD DDD
      0200 DgD DDD DDD
      0060 DDD ggg DDD
      0040 DDD gDD DDD
      0020 DDD DgD DDD
      0006 DDD DDD ggg
      0004 DDD DDD gDD
      0002 DDD DDD DgD
      0066 DDD ggg ggg
      0606 ggg DDD ggg
      0660 ggg ggg DDD
      0624 ggg DgD gDD
      0640 ggg gDD DDD
      0644 ggg gDD gDD
      0466 gDD ggg ggg
      0266 DgD ggg ggg
      """;

  /** No privileged user is among them, since one may be let through. */
  private enum Person {
    /** Who exports. */
    OWNER(EXPORTER, EXPORTERS_GROUP),
    /** The exporter's user; the group plays no part. */
    OWNER_ELSEWHERE(EXPORTER, OTHER_GROUP),
    /** Another user of the exporter's group. */
    GROUP(STRANGER, EXPORTERS_GROUP),
    /** Another user who is in the exporter's group besides his own. */
    SUPPLEMENTARY(STRANGER, OTHER_GROUP, OTHER_GROUP, EXPORTERS_GROUP),
    /** Neither user nor group in common. */
    OTHER(STRANGER, OTHER_GROUP);

    private final int user;
    private final int group;

    @SuppressWarnings("ImmutableEnumChecker")
    private final int[] supplementary;

    /** Started when somebody needs it, so that nothing happens where users cannot be changed. */
    @SuppressWarnings("ImmutableEnumChecker")
    private @Nullable Peer peer;

    Person(int user, int group, int... supplementary) {
      this.user = user;
      this.group = group;
      this.supplementary = supplementary;
    }

    Peer peer() {
      Peer present = peer;
      if (present == null) {
        present = Peer.startAs(user, group, supplementary);
        peer = present;
      }
      return present;
    }

    void end() {
      Peer present = peer;
      peer = null;
      if (present != null) {
        present.close();
      }
    }
  }

  @AfterAll
  static void endAll() {
    Stream.of(Person.values()).forEach(Person::end);
  }

  private static List<RsmError> outcomes(Person person, String permissions) {
    Peer exporter = Person.OWNER.peer();
    SegmentId id = PeerSegments.published(exporter, "segment", permissions);
    List<RsmError> outcomes = ask(person, id);
    String ignored = exporter.call(PeerSegments.Destroy.class, "segment");
    return outcomes;
  }

  private static List<RsmError> ask(Person person, SegmentId id) {
    return REQUESTS.stream()
        .map(request -> PeerSegments.tryConnect(person.peer(), id, request))
        .toList();
  }

  private static List<RsmError> expected(String letters) {
    return letters
        .chars()
        .mapToObj(letter -> letter == 'g' ? RsmError.SUCCESS : RsmError.PERM_DENIED)
        .toList();
  }

  private static Stream<String[]> rows() {
    return TABLE.lines().map(line -> line.split(" ", -1));
  }

  private static Stream<Arguments> column(int column, Person... persons) {
    List<Arguments> all = new ArrayList<>();
    rows()
        .forEach(
            row -> {
              for (Person person : persons) {
                all.add(Arguments.of(person, row[0], row[column]));
              }
            });
    return all.stream();
  }

  static Stream<Arguments> ownerColumn() {
    Stream<Arguments> example =
        Stream.of(
            Arguments.of(Person.GROUP, "0624", "DgD"), Arguments.of(Person.OTHER, "0624", "gDD"));
    return Stream.concat(column(1, Person.OWNER, Person.OWNER_ELSEWHERE), example);
  }

  static Stream<Arguments> groupColumn() {
    return column(2, Person.GROUP);
  }

  static Stream<Arguments> supplementaryColumn() {
    return column(2, Person.SUPPLEMENTARY);
  }

  static Stream<Arguments> otherColumn() {
    return column(3, Person.OTHER);
  }

  @Rule(RuleId.CONNECT_ACL_05)
  @ParameterizedTest
  @MethodSource("ownerColumn")
  void oneDigitDecidesByRelation(Person person, String permissions, String expected) {
    assertEquals(expected(expected), outcomes(person, permissions));
  }

  @Rule(RuleId.CONNECT_ACL_06)
  @ParameterizedTest
  @MethodSource("groupColumn")
  void groupDigitAloneCountsForTheGroup(Person person, String permissions, String expected) {
    assertEquals(expected(expected), outcomes(person, permissions));
  }

  @Rule(RuleId.CONNECT_ACL_07)
  @ParameterizedTest
  @MethodSource("otherColumn")
  void otherDigitAloneCountsForOthers(Person person, String permissions, String expected) {
    assertEquals(expected(expected), outcomes(person, permissions));
  }

  @Rule(RuleId.CONNECT_ACL_08)
  @ParameterizedTest
  @MethodSource("supplementaryColumn")
  void supplementaryGroupCounts(Person person, String permissions, String expected) {
    assertEquals(expected(expected), outcomes(person, permissions));
  }

  @Rule(value = RuleId.CONNECT_ACL_09, needs = Capability.CREATION_MASK)
  @ParameterizedTest
  @CsvSource({
    "0000, ggg, ggg, ggg",
    "0022, ggg, gDD, gDD",
    "0027, ggg, gDD, DDD",
    "0077, ggg, DDD, DDD"
  })
  void nullListLeavesItToTheMask(String mask, String owner, String group, String other) {
    String ignored = Person.OWNER.peer().call(PeerSegments.Mask.class, mask);
    assertEquals(expected(owner), outcomes(Person.OWNER, PeerSegments.NULL_LIST));
    assertEquals(expected(owner), outcomes(Person.OWNER_ELSEWHERE, PeerSegments.NULL_LIST));
    assertEquals(expected(group), outcomes(Person.GROUP, PeerSegments.NULL_LIST));
    assertEquals(expected(group), outcomes(Person.SUPPLEMENTARY, PeerSegments.NULL_LIST));
    assertEquals(expected(other), outcomes(Person.OTHER, PeerSegments.NULL_LIST));
  }

  @Rule(RuleId.CONNECT_ACL_10)
  @ParameterizedTest
  @ValueSource(strings = {"0200 gDD", "0400 DgD", "0600 DDD", "0666 DDD"})
  void maskOfTheTimeOfCreationCounts(String maskAndOutcome) {
    int mask = Integer.parseInt(maskAndOutcome.substring(0, 4), 8);
    List<RsmError> outcome = expected(maskAndOutcome.substring(5));
    try (Peer peer = Peer.startWithMask(mask)) {
      String name = peer.call(PeerSegments.Create.class, "before");
      changeMask(peer, 0);
      SegmentId before =
          SegmentId.of(
              Long.parseLong(peer.call(PeerSegments.Publish.class, name, PeerSegments.NULL_LIST)));
      SegmentId after = PeerSegments.published(peer, "after", PeerSegments.NULL_LIST);
      changeMask(peer, mask);
      assertEquals(outcome, ownRequests(peer, before));
      assertEquals(expected("ggg"), ownRequests(peer, after));
    }
  }

  private static void changeMask(Peer peer, int mask) {
    String ignored = peer.call(PeerSegments.Mask.class, String.format(Locale.ROOT, "%04o", mask));
  }

  private static List<RsmError> ownRequests(Peer peer, SegmentId id) {
    return REQUESTS.stream().map(request -> PeerSegments.tryConnect(peer, id, request)).toList();
  }
}
