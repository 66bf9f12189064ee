// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All defects, and the one that is active. */
final class Defects {

  /** The id of the active defect; further processes of the tests get it too. */
  static final String ACTIVE = "org.rsmapi.tck.defect";

  private static final List<Area> OVER_LOOPBACK =
      List.of(
          GeneralDefects.AREA,
          ControllerDefects.AREA,
          ReleaseDefects.AREA,
          TopologyDefects.AREA,
          ExportDefects.AREA,
          RebindDefects.AREA,
          PublishDefects.AREA,
          PublishListDefects.AREA,
          RepublishDefects.AREA,
          UnpublishDefects.AREA,
          ConnectDefects.AREA,
          DisconnectDefects.AREA,
          AccessDefects.AREA,
          TransferDefects.AREA,
          TransferStateDefects.AREA,
          TransferDataDefects.AREA,
          VectorDefects.AREA,
          VectorRangeDefects.AREA,
          VectorStateDefects.AREA,
          BarrierDefects.AREA,
          BarrierModeDefects.AREA,
          BarrierDataDefects.AREA,
          MapDefects.AREA,
          MappingDefects.AREA,
          LocalMemoryDefects.AREA,
          PostDefects.AREA,
          WaitDefects.AREA,
          PollDefects.AREA,
          ExitDefects.AREA);

  private static final List<Area> AREAS =
      Stream.concat(OVER_LOOPBACK.stream(), ComplementDefects.AREAS.stream()).toList();

  private static final Map<String, Defect> BY_ID =
      AREAS.stream()
          .flatMap(area -> area.defects().stream())
          .collect(Collectors.toUnmodifiableMap(Defect::id, defect -> defect));

  private Defects() {}

  static List<Area> areas() {
    return AREAS;
  }

  static Collection<Defect> all() {
    return BY_ID.values();
  }

  static Defect named(String id) {
    Defect defect = BY_ID.get(id);
    if (defect == null) {
      throw new IllegalArgumentException("no such defect: " + id);
    }
    return defect;
  }

  static Area areaOf(Defect defect) {
    return AREAS.stream().filter(area -> area.defects().contains(defect)).findFirst().orElseThrow();
  }

  /** Returns the defect that libraries have which are loaded now. */
  static Optional<Defect> active() {
    return Optional.ofNullable(System.getProperty(ACTIVE)).map(Defects::named);
  }
}
