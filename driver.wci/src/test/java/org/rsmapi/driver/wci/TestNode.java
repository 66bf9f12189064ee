// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;

/** A further node in this process, with segments that it exports. */
final class TestNode implements AutoCloseable {

  static final AccessPolicy EVERYBODY = (importer, peer, requested) -> RsmError.SUCCESS;

  private final WciController controller;

  private TestNode(WciController controller) {
    this.controller = controller;
  }

  /** Opens a node of a network; times are short. */
  static TestNode open(Path configuration, int cnode, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(settings(configuration, cnode));
    settings.putAll(more);
    Networks networks = new Networks();
    networks.follow(new WciSettings(settings::get));
    return new TestNode((WciController) new Wci(networks).open(0, reason -> {}));
  }

  /** Returns settings under which nothing has to be waited for. */
  static Map<String, String> settings(Path configuration, int cnode) {
    return Map.of(
        WciSettings.CONFIGURATION, configuration.toString(),
        WciSettings.NODE, Integer.toString(cnode),
        WciSettings.POLL, "20",
        WciSettings.GIVE_UP, "20",
        WciSettings.BAD_CONFIG, "20");
  }

  WciController controller() {
    return controller;
  }

  WciNode node() {
    return controller.node();
  }

  NodeView view() {
    return new NodeView(node(), new NodeCommands(node()));
  }

  /** Creates a segment that is not published. */
  DriverExport create(MemorySegment memory) {
    return controller.create(memory, () -> {});
  }

  /** Publishes a segment for everybody. */
  DriverExport publish(SegmentId id, MemorySegment memory) {
    DriverExport export = create(memory);
    SegmentId ignored = export.publish(id, EVERYBODY);
    return export;
  }

  /** Allocates memory of some pages. */
  MemorySegment memory(long pages) {
    return controller.allocate(pages * Cmmu.PAGE, Arena.ofAuto());
  }

  @Override
  public void close() {
    controller.close();
  }
}
