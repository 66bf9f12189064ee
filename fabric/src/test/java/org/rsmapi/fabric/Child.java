// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** What runs in a JVM of its own: does what each line of its input says, until that ends. */
final class Child {

  private final Fabric fabric;
  private final ImportProbe probe = new ImportProbe();
  private FabricExport exported;
  private FabricImport imported;
  private GoodImporter good;
  private MemorySegment memory = MemorySegment.NULL;

  private Child(FabricName name) {
    fabric = Fabric.open(name);
  }

  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    Child child = new Child(new FabricName(args[0], Long.parseLong(args[1])));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        System.out.println(child.execute(line.split(" ", -1)));
      } catch (RsmException e) {
        System.out.println(e.error());
      } catch (AssertionError e) {
        System.out.println((e + ", " + e.getCause()).replace("\n", " "));
      }
    }
    child.fabric.close();
  }

  private String execute(String[] command) {
    switch (command[0]) {
      case "export" -> {
        execute(new String[] {"create"});
        exported.publish(id(command[1]), Sides.EVERYBODY);
      }
      case "create" -> {
        memory = fabric.allocate(Sides.SIZE, Arena.global());
        exported = fabric.export(memory, probe);
      }
      case "createOver" -> fabric.export(Arena.global().allocate(Sides.SIZE, Sides.PAGE), probe);
      case "publish" -> exported.publish(id(command[1]), Sides.EVERYBODY);
      case "rebind" -> {
        MemorySegment next = Arena.global().allocate(Sides.SIZE, Sides.PAGE);
        exported.rebind(next);
        memory = next;
      }
      case "unpublish" -> exported.unpublish();
      case "destroy" -> exported.destroy();
      case "disconnect" -> imported.disconnect();
      case "fill" -> Descriptors.fill();
      case "free" -> Descriptors.free((int) number(command[1]));
      case "descriptors" -> {
        return Integer.toString(Host.descriptors().size());
      }
      case "import" -> {
        Permission permission = Permission.of(Integer.parseInt(command[2], 8));
        imported = fabric.connect(NodeId.of(Sides.NODE), id(command[1]), permission, probe);
        memory = imported.window();
      }
      case "put" -> memory.set(ValueLayout.JAVA_LONG, number(command[1]), number(command[2]));
      case "get" -> {
        return Long.toString(memory.get(ValueLayout.JAVA_LONG, number(command[1])));
      }
      case "post" -> {
        if (imported == null) {
          exported.post(true);
        } else {
          imported.post(true);
        }
      }
      case "join" -> good = new GoodImporter(fabric, id(command[1]), (int) number(command[2]));
      case "work" -> good.start();
      case "progress" -> {
        return good.progress().text();
      }
      case "finish" -> {
        return good.finish().text();
      }
      case "mass" -> {
        return MassLife.of(fabric, Integer.parseInt(command[1]));
      }
      case "attack" -> {
        return Attack.on(imported, fabric.name(), id(command[1]));
      }
      default -> throw new IllegalArgumentException(command[0]);
    }
    return "ok";
  }

  private static SegmentId id(String number) {
    return SegmentId.of(number(number));
  }

  private static long number(String number) {
    return Long.parseLong(number);
  }
}
