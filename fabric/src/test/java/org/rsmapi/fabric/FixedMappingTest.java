// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;

class FixedMappingTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final long FAR = 1L << 40;

  /** Returns addresses where nothing lies, far below of where the system maps for other threads. */
  private static long free() {
    try (MemoryFile file = MemoryFile.sparse("rsm-test", Sides.PAGE)) {
      long address = Mapping.shared(file);
      Mapping.unmap(address, Sides.PAGE);
      return address - FAR;
    }
  }

  private static Sides sides(boolean local) {
    return local ? Sides.local() : new Sides();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPartLiesAtTheAddressUntilTheArenaCloses(boolean local) {
    try (Sides sides = sides(local)) {
      FabricImport imported = sides.connect(sides.publish());
      long address = free();
      try (Arena arena = Arena.ofShared()) {
        MemorySegment part =
            imported.mapFixed(address, Sides.PAGE, Sides.PAGE + 8, Permission.RDWR, arena);
        assertEquals(address, part.address());
        assertEquals(Sides.PAGE + 8, part.byteSize());
        part.set(LONG, Sides.PAGE, 5);
        assertEquals(5, sides.memory.get(LONG, 2 * Sides.PAGE));
        assertTrue(Host.isShared(address + Sides.PAGE));
        assertEquals("", Host.mappingAt(address - 1) + Host.mappingAt(address + 2 * Sides.PAGE));
        MemorySegment other = sides.arena.allocate(Sides.SIZE, Sides.PAGE);
        sides.export.rebind(other);
        part.set(LONG, 0, 6);
        assertEquals(6, other.get(LONG, Sides.PAGE));
        imported.unmap(part);
      }
      assertEquals("", Host.mappingAt(address));
    }
  }

  @Test
  void withoutTheRightToWriteItIsProtected() {
    try (Sides sides = Sides.local();
        Arena arena = Arena.ofShared()) {
      FabricImport imported = sides.connect(sides.publish());
      MemorySegment part = imported.mapFixed(free(), 0, Sides.PAGE, Permission.READ, arena);
      assertEquals("r--s", Host.mappingAt(part.address()).split(" ", 3)[1]);
      imported.unmap(part);
    }
  }

  @Test
  void addressesInUseOrUnusableAreRefusedAndUntouched() {
    try (Sides sides = Sides.local();
        Arena arena = Arena.ofShared()) {
      FabricImport imported = sides.connect(sides.publish());
      MemorySegment taken = arena.allocate(Sides.SIZE, Sides.PAGE);
      taken.set(LONG, 0, 7);
      long[] addresses = {
        taken.address(), imported.window().address() - Sides.PAGE, 0, -Sides.PAGE, 1L << 62, 12
      };
      for (long address : addresses) {
        Host.assertFails(
            RsmError.MAP_FAILED,
            () -> imported.mapFixed(address, 0, Sides.SIZE, Permission.RDWR, arena));
      }
      assertEquals(7, taken.get(LONG, 0));
      sides.export.unpublish();
      Host.assertFails(
          RsmError.CONN_ABORTED,
          () -> imported.mapFixed(free(), 0, Sides.PAGE, Permission.RDWR, arena));
    }
  }

  @Test
  void aClosedArenaLeavesTheAddressesFree() {
    try (Sides sides = Sides.local()) {
      FabricImport imported = sides.connect(sides.publish());
      long address = free();
      Arena arena = Arena.ofShared();
      arena.close();
      assertThrows(
          IllegalStateException.class,
          () -> imported.mapFixed(address, 0, Sides.PAGE, Permission.RDWR, arena));
      assertEquals("", Host.mappingAt(address));
    }
  }

  @Test
  void afterABreakItStaysAccessible() {
    try (Sides sides = Sides.local();
        Arena arena = Arena.ofShared()) {
      FabricImport imported = sides.connect(sides.publish());
      MemorySegment part = imported.mapFixed(free(), 0, Sides.SIZE, Permission.READ, arena);
      sides.export.unpublish();
      part.set(LONG, 0, 5);
      assertEquals(0, sides.memory.get(LONG, 0));
      assertFalse(Host.isShared(part.address()));
    }
  }

  @Test
  void afterUnmapNobodyTouchesTheRange() {
    try (Sides sides = Sides.local();
        Arena later = Arena.ofShared()) {
      FabricImport imported = sides.connect(sides.publish());
      long address = free();
      try (Arena arena = Arena.ofShared()) {
        imported.unmap(imported.mapFixed(address, 0, Sides.PAGE, Permission.RDWR, arena));
      }
      MemorySegment mine = imported.mapFixed(address, 0, Sides.PAGE, Permission.RDWR, later);
      imported.unmap(mine);
      mine.set(LONG, 0, 5);
      sides.export.unpublish();
      assertEquals(5, sides.memory.get(LONG, 0));
      assertTrue(Host.isShared(address), "as it was left");
    }
  }

  /** Runs in a class loader of its own. */
  public static final class Driver {

    private Driver() {}

    /** Returns a mapping, a window and memory that outlive the driver. */
    public static List<MemorySegment> handOut(Arena arena, long address) {
      try (Sides sides = Sides.local()) {
        FabricImport imported =
            sides.importing.connect(
                NodeId.of(Sides.NODE), sides.publish(), Permission.RDWR, sides.importer);
        return new ArrayList<>(
            List.of(
                imported.mapFixed(address, 0, Sides.PAGE, Permission.RDWR, arena),
                imported.map(0, Sides.PAGE, Permission.RDWR, arena),
                imported.window(),
                sides.exporting.allocate(Sides.PAGE, arena)));
      }
    }
  }

  @Test
  void nothingOfTheDriverIsReachableFromWhatWasHandedOut() throws Exception {
    long address = free();
    try (Arena arena = Arena.ofShared()) {
      List<MemorySegment> left = new ArrayList<>();
      WeakReference<ClassLoader> driver = runDriver(arena, address, left);
      Host.await(
          "the class loader is unreachable",
          () -> {
            System.gc();
            return driver.get() == null;
          });
      for (MemorySegment each : left) {
        each.set(LONG, 0, 5);
        assertEquals(5, each.get(LONG, 0));
      }
      assertEquals(address, left.getFirst().address());
    }
    assertEquals("", Host.mappingAt(address));
  }

  /** On its own, so that no local variable is left. */
  @SuppressWarnings("unchecked") // of reflection
  private static WeakReference<ClassLoader> runDriver(
      Arena arena, long address, List<MemorySegment> left) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(classPath(true), PARENT)) {
      Object answer =
          Class.forName(Driver.class.getName(), true, loader)
              .getMethod("handOut", Arena.class, long.class)
              .invoke(null, arena, address);
      left.addAll((List<MemorySegment>) answer);
      return new WeakReference<>(loader);
    }
  }

  /** The API is not the driver's: it is loaded once, by a parent that stays. */
  private static final ClassLoader PARENT =
      new URLClassLoader(classPath(false), ClassLoader.getPlatformClassLoader());

  private static URL[] classPath(boolean driver) {
    List<URL> urls = new ArrayList<>();
    try {
      List<URL> own = List.of(location(Fabric.class), location(FixedMappingTest.class));
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        URL url = Path.of(entry).toUri().toURL();
        if (own.contains(url) == driver) {
          urls.add(url);
        }
      }
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
    return urls.toArray(URL[]::new);
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
