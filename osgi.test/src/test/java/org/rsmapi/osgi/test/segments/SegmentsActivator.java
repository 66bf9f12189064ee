// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test.segments;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.rsmapi.ExportSegment;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmException;

/**
 * Offers a function to the test outside, in types of the JDK: "open" obtains the controller, "room"
 * tells how many segments could be created, and what refused one more, "hold" keeps one.
 */
public final class SegmentsActivator implements BundleActivator {

  private static final int MOST = 10;

  private final Arena arena = Arena.ofShared();
  private BundleContext context;
  private RsmController controller;
  private MemorySegment memory;

  @Override
  public void start(BundleContext bundleContext) {
    context = bundleContext;
    UnaryOperator<String> commands = this::command;
    context.registerService(
        UnaryOperator.class, commands, FrameworkUtil.asDictionary(Map.of("name", "segments")));
  }

  @Override
  public void stop(BundleContext bundleContext) {
    if (controller != null) {
      controller.close();
    }
    arena.close();
  }

  private String command(String name) {
    return switch (name) {
      case "open" -> open();
      case "room" -> room();
      case "hold" -> {
        create();
        yield "held";
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  private String open() {
    try {
      Rsm rsm = context.getService(context.getServiceReference(Rsm.class));
      controller = rsm.controller("loopback");
      memory = controller.allocate(1, arena);
      return "opened";
    } catch (RsmException e) {
      return e.error().name();
    }
  }

  private ExportSegment create() {
    return controller.createExport(memory, memory.byteSize());
  }

  private String room() {
    List<ExportSegment> made = new ArrayList<>();
    try {
      while (made.size() < MOST) {
        made.add(create());
      }
      return String.valueOf(MOST);
    } catch (RsmException e) {
      return made.size() + " " + e.error().name();
    } finally {
      made.forEach(ExportSegment::close);
    }
  }
}
