// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_APPID;
import static org.rsmapi.RsmError.BAD_CONF;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.RESERVED_SEGID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.rsmapi.NodeId;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.SegmentIdRange;
import org.rsmapi.Topology;
import org.rsmapi.tck.RuleId;

/** The topology, and the segment ids that the configuration sets aside. */
final class TopologyDefects {

  private static final String TOPOLOGY = "Rsm.topology";
  private static final String RANGE = "Rsm.segmentIdRange";

  static final Area AREA =
      Area.of(
          "topology",
          Defect.of(
                  "topology-other-node",
                  "The snapshot is that of the neighbour.",
                  RuleId.TOPOLOGY_OK_01)
              .at(TOPOLOGY)
              .with(call -> shifted((Topology) call.proceed(), 1)),
          Defect.of(
                  "topology-with-loopback", "The snapshot lists loopback.", RuleId.TOPOLOGY_DATA_01)
              .at(TOPOLOGY)
              .with(
                  call ->
                      new Topology(
                          ((Topology) call.proceed()).localNode(),
                          List.of(new Topology.LocalController("loopback", 0, List.of())))),
          Defect.of(
                  "topology-nameless",
                  "The snapshot lists a controller without a name.",
                  RuleId.TOPOLOGY_OK_01,
                  RuleId.TOPOLOGY_DATA_01)
              .at(TOPOLOGY)
              .with(
                  call ->
                      new Topology(
                          ((Topology) call.proceed()).localNode(),
                          List.of(new Topology.LocalController("", 0, List.of())))),
          Defect.of(
                  "topology-drifts",
                  "Each snapshot is of another node.",
                  RuleId.FREE_TOPOLOGY_OK_01,
                  RuleId.TOPOLOGY_INSUFFICIENT_MEM_01)
              .at(TOPOLOGY)
              .with(call -> shifted((Topology) call.proceed(), call.count("snapshots") - 1)),
          Defect.of(
                  "topology-memory-code",
                  "Memory that is short is a resource that is short.",
                  RuleId.TOPOLOGY_INSUFFICIENT_MEM_01)
              .at(TOPOLOGY)
              .turns(INSUFFICIENT_MEM, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "topology-memory-ignored",
                  "A snapshot for which memory is short is empty.",
                  RuleId.TOPOLOGY_INSUFFICIENT_MEM_01)
              .at(TOPOLOGY)
              .with(
                  call -> {
                    try {
                      return call.proceed();
                    } catch (RsmException e) {
                      return new Topology(NodeId.of(0), List.of());
                    }
                  }),
          file(
              "range-tabs",
              "Tabs do not separate fields.",
              BAD_CONF,
              line -> line.startsWith("reserve\t"),
              RuleId.SEGID_RANGE_OK_01),
          file(
              "range-bare-number",
              "A segment id must begin with 0x.",
              BAD_CONF,
              line -> line.equals("reserve SUNWfoo 600000 1000"),
              RuleId.SEGID_RANGE_OK_01),
          file(
              "range-reserved",
              "The keyword reserved is unknown.",
              BAD_CONF,
              line -> line.startsWith("reserved "),
              RuleId.SEGID_RANGE_OK_02),
          file(
              "range-keyword-case",
              "The keyword must be written in small letters.",
              BAD_CONF,
              line -> line.matches("R[Ee]s?.*"),
              RuleId.SEGID_RANGE_OK_02),
          Defect.of(
                  "range-application-case",
                  "Letter case of the application's id counts.",
                  RuleId.SEGID_RANGE_OK_02)
              .at(RANGE)
              .when(call -> "SUNWFOO".equals(call.arg(0)))
              .answers(BAD_APPID),
          file(
              "range-comments",
              "Comments are lines with too few fields.",
              BAD_CONF,
              line -> line.equals("#"),
              RuleId.SEGID_RANGE_OK_03),
          Defect.of(
                  "range-last-entry",
                  "The last entry of an application wins.",
                  RuleId.SEGID_RANGE_OK_03)
              .at(RANGE)
              .when(call -> anyLine(line -> line.equals("reserve SUNWfoo 0x700000 5")))
              .with(call -> new SegmentIdRange(SegmentId.of(0x70_0000), 5)),
          Defect.of(
                  "range-first-id",
                  "The first id of a range is kept back.",
                  RuleId.SEGID_RANGE_DATA_01,
                  RuleId.PUBLISH_OK_04)
              .at("ExportSegment.publish")
              .when(call -> SegmentId.of(0x60_0000).equals(call.arg(0)))
              .answers(RESERVED_SEGID),
          Defect.of(
                  "range-null-application",
                  "No application is one that is not listed.",
                  RuleId.SEGID_RANGE_BAD_ADDR_01,
                  RuleId.ALL_ERROR_01)
              .at(RANGE)
              .turns(BAD_ADDR, BAD_APPID),
          Defect.of(
                  "range-unknown-application",
                  "An application that is not listed makes the file bad.",
                  RuleId.SEGID_RANGE_BAD_APPID_01)
              .at(RANGE)
              .turns(BAD_APPID, BAD_CONF),
          Defect.of(
                  "range-prefix",
                  "The beginning of an application's id will do.",
                  RuleId.SEGID_RANGE_BAD_APPID_01)
              .at(RANGE)
              .when(call -> "SUNWfo".equals(call.arg(0)))
              .with(call -> call.with(0, "SUNWfoo").proceed()),
          Defect.of(
                  "range-empty-file",
                  "A file without entries is a bad one.",
                  RuleId.SEGID_RANGE_BAD_APPID_01)
              .at(RANGE)
              .when(call -> lines().isEmpty() && Files.isRegularFile(file()))
              .answers(BAD_CONF),
          Defect.of(
                  "range-missing-file",
                  "A file that is not there lists nothing.",
                  RuleId.SEGID_RANGE_BAD_CONF_01)
              .at(RANGE)
              .when(call -> call.arg(0) != null && !Files.exists(file()))
              .answers(BAD_APPID),
          Defect.of(
                  "range-unreadable-file",
                  "A file that cannot be read lists nothing.",
                  RuleId.SEGID_RANGE_BAD_CONF_01)
              .at(RANGE)
              .when(call -> Files.isDirectory(file()))
              .answers(BAD_APPID),
          entry(
              "range-blank-line",
              "Blank lines are skipped.",
              String::isBlank,
              RuleId.SEGID_RANGE_BAD_CONF_02),
          entry(
              "range-short-line",
              "Lines with too few fields are skipped.",
              line -> line.equals("reserve SUNWbar"),
              RuleId.SEGID_RANGE_BAD_CONF_02),
          entry(
              "range-any-keyword",
              "The keyword is not looked at.",
              line -> line.startsWith("keep SUNWfoo"),
              RuleId.SEGID_RANGE_BAD_CONF_03),
          entry(
              "range-trailing-letters",
              "What follows the digits of a length is skipped.",
              line -> line.endsWith("3E8"),
              RuleId.SEGID_RANGE_BAD_CONF_03),
          entry(
              "range-long-length",
              "A length beyond 32 bits is cut off.",
              line -> line.endsWith(" 4294967296"),
              RuleId.SEGID_RANGE_BAD_CONF_03));

  private TopologyDefects() {}

  private static Topology shifted(Topology right, long by) {
    return new Topology(NodeId.of(right.localNode().value() + by), right.controllers());
  }

  private static Path file() {
    return Path.of(System.getProperty("org.rsmapi.segmentIdFile", "/nowhere"));
  }

  private static List<String> lines() {
    try {
      return Files.isRegularFile(file()) ? Files.readAllLines(file()) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean anyLine(Predicate<String> wanted) {
    return lines().stream().anyMatch(wanted);
  }

  /** Answers with a code if the file has such a line. */
  private static Defect file(
      String id, String sentence, RsmError code, Predicate<String> line, RuleId... broken) {
    return Defect.of(id, sentence, broken).at(RANGE).when(call -> anyLine(line)).answers(code);
  }

  /** Answers with a range if the file has such a line, even if it is bad. */
  private static Defect entry(
      String id, String sentence, Predicate<String> line, RuleId... broken) {
    return Defect.of(id, sentence, broken)
        .at(RANGE)
        .when(call -> anyLine(line))
        .with(
            call -> {
              try {
                return call.proceed();
              } catch (RsmException e) {
                return new SegmentIdRange(SegmentId.of(0x60_0000), 1000);
              }
            });
  }
}
