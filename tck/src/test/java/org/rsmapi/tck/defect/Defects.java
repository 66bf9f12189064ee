// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All defects, and the one that is active. */
final class Defects {

  /** The id of the active defect; further processes of the tests get it too. */
  static final String ACTIVE = "org.rsmapi.tck.defect";

  private static final List<Area> EXPORT_SIDE =
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
          AccessDefects.AREA);

  private static final List<Area> IMPORT_SIDE =
      List.of(
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

  private Defects() {}

  /** Returns the areas of controllers, exported segments and connecting. */
  static List<Area> exportSide() {
    return EXPORT_SIDE;
  }

  /** Returns the areas of what is done with a connection. */
  static List<Area> importSide() {
    return IMPORT_SIDE;
  }

  static List<Area> areas() {
    return Stream.concat(EXPORT_SIDE.stream(), IMPORT_SIDE.stream()).toList();
  }

  static List<Defect> all() {
    return areas().stream().flatMap(area -> area.defects().stream()).toList();
  }

  /** Returns the defect that libraries have which are loaded now. */
  static Optional<Defect> active() {
    String id = System.getProperty(ACTIVE);
    if (id == null) {
      return Optional.empty();
    }
    return Optional.of(
        all().stream()
            .filter(defect -> defect.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no such defect: " + ACTIVE + "=" + id)));
  }
}
