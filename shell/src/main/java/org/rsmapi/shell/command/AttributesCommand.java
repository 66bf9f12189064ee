// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.RsmController;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the attributes of a controller. */
@Command(name = "attributes", description = "Shows the attributes of a controller.")
public final class AttributesCommand extends RsmCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONTROLLER",
      defaultValue = "loopback",
      description = "Name of the controller; without it, ${DEFAULT-VALUE}.")
  private String controller = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /**
   * Creates the command.
   *
   * @param session what it works on
   */
  public AttributesCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    try (RsmController held = session().rsm().controller(controller)) {
      ControllerAttributes attributes = held.attributes();
      if (json) {
        Json.print(fields(held.name(), attributes), out());
      } else {
        print(held.name(), attributes);
      }
    }
  }

  private void print(String name, ControllerAttributes attributes) {
    out().println("controller                    " + name);
    out().println("direct access sizes           " + widths(attributes.directAccessSizes()));
    out().println("atomic sizes                  " + widths(attributes.atomicSizes()));
    out().println("page size                     " + attributes.pageSize() + " bytes");
    limit("max export segment size", attributes.maxExportSegmentSize(), " bytes");
    limit("total export segment size", attributes.totalExportSegmentSize(), " bytes");
    limit("max export segments", attributes.maxExportSegments(), "");
    limit("max import map size", attributes.maxImportMapSize(), " bytes");
    limit("total import map size", attributes.totalImportMapSize(), " bytes");
    limit("max import segments", attributes.maxImportSegments(), "");
  }

  private void limit(String name, long value, String unit) {
    out().printf("%-28s  %s%n", name, value == 0 ? "no limit" : value + unit);
  }

  private static String widths(long mask) {
    List<Long> widths = widthList(mask);
    return widths.isEmpty()
        ? "none"
        : String.join(", ", widths.stream().map(String::valueOf).toList()) + " bytes";
  }

  private static List<Long> widthList(long mask) {
    List<Long> widths = new ArrayList<>();
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      widths.add(Long.lowestOneBit(rest));
    }
    return widths;
  }

  private static Map<String, Object> fields(String name, ControllerAttributes attributes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("controller", name);
    fields.put("directAccessSizes", widthList(attributes.directAccessSizes()));
    fields.put("atomicSizes", widthList(attributes.atomicSizes()));
    fields.put("pageSize", attributes.pageSize());
    fields.put("maxExportSegmentSize", attributes.maxExportSegmentSize());
    fields.put("totalExportSegmentSize", attributes.totalExportSegmentSize());
    fields.put("maxExportSegments", attributes.maxExportSegments());
    fields.put("maxImportMapSize", attributes.maxImportMapSize());
    fields.put("totalImportMapSize", attributes.totalImportMapSize());
    fields.put("maxImportSegments", attributes.maxImportSegments());
    return fields;
  }
}
