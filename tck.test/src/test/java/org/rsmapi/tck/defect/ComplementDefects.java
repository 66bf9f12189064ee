// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BARRIER_FAILURE;
import static org.rsmapi.RsmError.BARRIER_NOT_OPENED;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.MAP_FAILED;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.REBIND_NOT_ALLOWED;
import static org.rsmapi.RsmError.REMOTE_NODE_UNREACHABLE;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED_TO_NODE;
import static org.rsmapi.RsmError.SUCCESS;

import java.util.List;
import org.rsmapi.ConnectionState;
import org.rsmapi.NodeId;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmException;
import org.rsmapi.Topology;
import org.rsmapi.Topology.LocalController;
import org.rsmapi.Topology.RemoteController;
import org.rsmapi.tck.RuleId;

/** What loopback does not show: several nodes, links, lost accesses, and what a driver lacks. */
final class ComplementDefects {

  private static final String TOPOLOGY = "Rsm.topology";
  private static final String CONNECT = "RsmController.connect";
  private static final String ORDER = "Barrier.order";
  private static final String CLOSE = "Barrier.closeBarrier";

  private static final String TOLD = "told";
  private static final String LIBRARY = "library";

  static final List<Area> AREAS =
      List.of(
          Area.overComplement(
              "topology",
              Defect.of(
                      "topology-own-id",
                      "A remote entry has the id of this node.",
                      RuleId.TOPOLOGY_DATA_02,
                      RuleId.TOPOLOGY_STATE_01)
                  .at(TOPOLOGY)
                  .with(
                      call -> {
                        Topology right = (Topology) call.proceed();
                        return relinked(
                            right,
                            link ->
                                new RemoteController(
                                    right.localNode(),
                                    link.name(),
                                    link.hardwareAddress(),
                                    link.state()));
                      }),
              Defect.of("topology-always-active", "Each link is active.", RuleId.TOPOLOGY_STATE_01)
                  .at(TOPOLOGY)
                  .with(
                      call ->
                          relinked(
                              (Topology) call.proceed(),
                              link ->
                                  new RemoteController(
                                      link.node(),
                                      link.name(),
                                      link.hardwareAddress(),
                                      ConnectionState.ACTIVE)))),
          Area.overComplement(
              "export",
              Defect.of(
                      "create-too-long-code",
                      "What is longer than the medium can is short of resources.",
                      RuleId.CREATE_BAD_LENGTH_02)
                  .at("RsmController.createExport")
                  .when(
                      call ->
                          call.longArg(1)
                              > call.self(RsmController.class).attributes().maxExportSegmentSize())
                  .turns(BAD_LENGTH, INSUFFICIENT_RESOURCES)),
          Area.overComplement(
              "rebind",
              Defect.of(
                      "rebind-pretended",
                      "A driver that cannot rebind succeeds.",
                      RuleId.ALL_STATE_01,
                      RuleId.REBIND_REBIND_NOT_ALLOWED_01,
                      RuleId.REBIND_REBIND_NOT_ALLOWED_02,
                      RuleId.REBIND_ORDER_01)
                  .at("ExportSegment.rebind")
                  .turns(REBIND_NOT_ALLOWED, SUCCESS)),
          Area.overComplement(
              "republish",
              Defect.of(
                      "unpublish-needs-links",
                      "Nodes that cannot be reached keep a segment from being taken back.",
                      RuleId.UNPUBLISH_STATE_05)
                  .at("Rsm.controller")
                  .before(call -> call.keep(call.shared(), LIBRARY, call.self(Rsm.class)))
                  .at("ExportSegment.unpublish")
                  .before(ComplementDefects::needLinks)),
          Area.overComplement(
              "connect",
              Defect.of(
                      "connect-here-only",
                      "Other nodes cannot be reached.",
                      RuleId.CONNECT_OK_04,
                      RuleId.CONNECT_ACL_04,
                      RuleId.CONNECT_SEG_NOT_PUBLISHED_TO_NODE_01,
                      RuleId.CONNECT_SEG_NOT_PUBLISHED_TO_NODE_02,
                      RuleId.CONNECT_REMOTE_NODE_UNREACHABLE_01)
                  .at(CONNECT)
                  .when(ComplementDefects::isToOtherNode)
                  .answers(REMOTE_NODE_UNREACHABLE),
              Defect.of(
                      "access-last-entry",
                      "The last entry for a node decides.",
                      RuleId.CONNECT_ACL_04)
                  .at("ExportSegment.publish", "ExportSegment.republish")
                  .with(
                      call -> {
                        int index = call.argCount() - 1;
                        return call.arg(index) instanceof List<?> list
                            ? call.with(index, list.reversed()).proceed()
                            : call.proceed();
                      }),
              Defect.of(
                      "access-node-denied",
                      "A node that is not on the list lacks a permission.",
                      RuleId.CONNECT_ACL_03,
                      RuleId.CONNECT_SEG_NOT_PUBLISHED_TO_NODE_01,
                      RuleId.CONNECT_SEG_NOT_PUBLISHED_TO_NODE_02,
                      RuleId.REPUBLISH_STATE_03)
                  .at(CONNECT)
                  .turns(SEG_NOT_PUBLISHED_TO_NODE, PERM_DENIED),
              Defect.of(
                      "access-own-node",
                      "To the own node a segment is published or not.",
                      RuleId.CONNECT_ACL_03,
                      RuleId.CONNECT_SEG_NOT_PUBLISHED_TO_NODE_02)
                  .at(CONNECT)
                  .when(call -> !isToOtherNode(call))
                  .turns(SEG_NOT_PUBLISHED_TO_NODE, SEG_NOT_PUBLISHED),
              Defect.of(
                      "connect-outside-code",
                      "Outside the cluster nothing is published.",
                      RuleId.CONNECT_REMOTE_NODE_UNREACHABLE_01,
                      RuleId.CONNECT_REMOTE_NODE_UNREACHABLE_02)
                  .at(CONNECT)
                  .turns(REMOTE_NODE_UNREACHABLE, SEG_NOT_PUBLISHED)),
          Area.overComplement(
              "map",
              Defect.of(
                      "map-lacking-code",
                      "A driver that cannot map is short of resources.",
                      RuleId.MAP_MAP_FAILED_02)
                  .at("ImportSegment.map", "ImportSegment.mapFixed")
                  .turns(MAP_FAILED, INSUFFICIENT_RESOURCES)),
          Area.overComplement(
              "barrier",
              Defect.of(
                      "medium-order-trusts",
                      "An order does not ask the medium.",
                      RuleId.ORDER_BARRIER_BARRIER_FAILURE_01)
                  .at(ORDER)
                  .turns(BARRIER_FAILURE, SUCCESS),
              Defect.of(
                      "medium-order-tells-all",
                      "A failed order closes the barrier.",
                      RuleId.ORDER_BARRIER_BARRIER_FAILURE_01)
                  .at(ORDER)
                  .turns(BARRIER_FAILURE, BARRIER_NOT_OPENED),
              Defect.of(
                      "medium-close-aborts",
                      "A lost access breaks the connection.",
                      RuleId.ORDER_BARRIER_BARRIER_FAILURE_01,
                      RuleId.CLOSE_BARRIER_BARRIER_FAILURE_01,
                      RuleId.CLOSE_BARRIER_STATE_02,
                      RuleId.CLOSE_BARRIER_STATE_03)
                  .at(CLOSE)
                  .turns(BARRIER_FAILURE, CONN_ABORTED),
              Defect.of(
                      "medium-close-once",
                      "A loss is told by the first barrier alone.",
                      RuleId.CLOSE_BARRIER_STATE_02)
                  .at("Barrier.open")
                  .before(call -> call.shared().remove(TOLD))
                  .at(CLOSE)
                  .with(ComplementDefects::toldOnce),
              Defect.of(
                      "medium-close-for-good",
                      "Who has lost an access never succeeds again.",
                      RuleId.ORDER_BARRIER_BARRIER_FAILURE_01,
                      RuleId.CLOSE_BARRIER_BARRIER_FAILURE_01,
                      RuleId.CLOSE_BARRIER_STATE_02,
                      RuleId.CLOSE_BARRIER_STATE_03)
                  .at(CLOSE)
                  .failsForGood(BARRIER_FAILURE),
              Defect.of(
                      "medium-close-counts-all",
                      "Losses before the open count.",
                      RuleId.ORDER_BARRIER_BARRIER_FAILURE_01,
                      RuleId.CLOSE_BARRIER_BARRIER_FAILURE_01,
                      RuleId.CLOSE_BARRIER_STATE_01,
                      RuleId.CLOSE_BARRIER_STATE_02,
                      RuleId.CLOSE_BARRIER_STATE_03)
                  .at("DriverBarrier.open")
                  .answers(SUCCESS)));

  private ComplementDefects() {}

  private interface Relink {
    RemoteController apply(RemoteController link);
  }

  private static Topology relinked(Topology right, Relink change) {
    return new Topology(
        right.localNode(),
        right.controllers().stream()
            .map(
                own ->
                    new LocalController(
                        own.name(),
                        own.hardwareAddress(),
                        own.connections().stream().map(change::apply).toList()))
            .toList());
  }

  private static boolean isToOtherNode(Call call) {
    return call.arg(0) instanceof NodeId node
        && !node.equals(call.self(RsmController.class).localNode());
  }

  private static void needLinks(Call call) {
    Rsm rsm = (Rsm) call.shared().get(LIBRARY);
    boolean whole =
        rsm.topology().controllers().stream()
            .flatMap(own -> own.connections().stream())
            .allMatch(link -> link.state() == ConnectionState.ACTIVE);
    if (!whole) {
      throw call.failure(REMOTE_NODE_UNREACHABLE);
    }
  }

  private static Object toldOnce(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (RsmException e) {
      if (e.error() == BARRIER_FAILURE && call.shared().put(TOLD, true) != null) {
        return call.nothing();
      }
      throw e;
    }
  }
}
