// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.rsmapi.AccessEntry;
import org.rsmapi.NodeId;
import org.rsmapi.tck.support.TestBed;

/** Access lists that publish and republish refuse. */
final class AccessLists {

  /** Bits beyond three octal digits of read and write. */
  private static final int[] BEYOND = {
    0667, 0777, 01000, 01600, 010000, 0666 | 1 << 30, -1, -0600, Integer.MIN_VALUE
  };

  /** Execute bits within a number below 0666. */
  private static final int[] EXECUTE = {0111, 0500, 0645, 0100, 0010, 0001, 0655, 0300, 0070, 0007};

  private AccessLists() {}

  /** The list that admits the local node. */
  static List<AccessEntry> local(TestBed bed, int permissions) {
    return List.of(new AccessEntry(bed.node(), permissions));
  }

  static List<List<AccessEntry>> withNullEntries(TestBed bed) {
    AccessEntry valid = new AccessEntry(bed.node(), 0666);
    return List.of(
        Collections.singletonList(null), Arrays.asList(valid, null), Arrays.asList(null, valid));
  }

  static List<List<AccessEntry>> tooLong(TestBed bed) {
    AccessEntry valid = new AccessEntry(bed.node(), 0666);
    return List.of(
        Collections.nCopies(AccessEntry.MAX_ENTRIES + 1, valid), Collections.nCopies(1000, valid));
  }

  static List<List<AccessEntry>> withPermissionsBeyond(TestBed bed) {
    return withPermissions(bed, BEYOND);
  }

  static List<List<AccessEntry>> withExecuteBits(TestBed bed) {
    return withPermissions(bed, EXECUTE);
  }

  private static List<List<AccessEntry>> withPermissions(TestBed bed, int... permissions) {
    return IntStream.of(permissions).mapToObj(permission -> local(bed, permission)).toList();
  }

  static List<List<AccessEntry>> withUnknownNodes(TestBed bed) {
    List<List<AccessEntry>> lists = new ArrayList<>();
    unknownNodes(bed).forEach(node -> lists.add(List.of(new AccessEntry(node, 0666))));
    lists.add(List.of(new AccessEntry(null, 0666)));
    return lists;
  }

  /** Ids that are not in the cluster. */
  static List<NodeId> unknownNodes(TestBed bed) {
    List<NodeId> known = known(bed);
    return LongStream.of(65, 0xFFFF_FFFFL, 1L << 32, -1, Long.MIN_VALUE)
        .mapToObj(NodeId::of)
        .filter(node -> !known.contains(node))
        .toList();
  }

  private static List<NodeId> known(TestBed bed) {
    List<NodeId> nodes = new ArrayList<>(List.of(bed.node()));
    bed.rsm().topology().controllers().stream()
        .flatMap(controller -> controller.connections().stream())
        .forEach(remote -> nodes.add(remote.node()));
    return nodes;
  }

  /** What only loopback refuses, which spans one node. */
  static List<List<AccessEntry>> beyondLoopback(TestBed bed) {
    Assumptions.assumeTrue(isLoopback(bed), "for loopback only");
    AccessEntry local = new AccessEntry(bed.node(), 0666);
    AccessEntry other = new AccessEntry(NodeId.of(bed.node().value() + 1), 0666);
    return List.of(
        List.of(local, local), List.of(local, other), List.of(other), List.of(other, local));
  }

  /** All of them. */
  static List<List<AccessEntry>> refused(TestBed bed) {
    List<List<AccessEntry>> lists = new ArrayList<>(withNullEntries(bed));
    lists.addAll(tooLong(bed));
    lists.addAll(withPermissionsBeyond(bed));
    lists.addAll(withExecuteBits(bed));
    lists.addAll(withUnknownNodes(bed));
    if (isLoopback(bed)) {
      lists.addAll(beyondLoopback(bed));
    }
    return lists;
  }

  private static boolean isLoopback(TestBed bed) {
    return bed.controller().name().equals("loopback");
  }
}
