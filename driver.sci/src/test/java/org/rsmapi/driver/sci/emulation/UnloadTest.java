// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class UnloadTest {

  /** Has classes of its own for the emulation and the fabric, as a bundle has. */
  private static final class Bundle extends URLClassLoader {

    Bundle(URL[] classPath) {
      super(classPath, UnloadTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.rsmapi.driver.sci.") && !name.startsWith("org.rsmapi.fabric.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  @Test
  void nothingOfTheClassLoaderIsReachableFromMemoryThatIsLeft() throws Exception {
    try (Arena arena = Arena.ofShared()) {
      List<MemorySegment> left = new ArrayList<>();
      WeakReference<ClassLoader> loader = live(arena, left);
      Host.await(
          "the classes are unloaded",
          () -> {
            System.gc();
            return loader.get() == null;
          });
      for (MemorySegment memory : left) {
        memory.set(ValueLayout.JAVA_LONG, 8, 3);
        assertEquals(3, memory.get(ValueLayout.JAVA_LONG, 8));
      }
    }
  }

  @SuppressWarnings("unchecked") // it says so
  private static WeakReference<ClassLoader> live(Arena arena, List<MemorySegment> left)
      throws IOException, ReflectiveOperationException {
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    try (Bundle bundle = new Bundle(classPath.toArray(new URL[0]))) {
      Function<Arena, List<MemorySegment>> tenant =
          (Function<Arena, List<MemorySegment>>)
              bundle.loadClass(Tenant.class.getName()).getDeclaredConstructor().newInstance();
      left.addAll(tenant.apply(arena));
      return new WeakReference<>(bundle);
    }
  }
}
