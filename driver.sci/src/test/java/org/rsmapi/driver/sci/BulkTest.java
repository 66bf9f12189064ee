// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciProvider;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.DriverLocalMemory;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.VectorPart;

/** Which way a transfer takes, by size, direction and memory. */
final class BulkTest {

  private static final Set<Class<?>> TRACED =
      Set.of(
          SisciProvider.class, Sisci.class, RemoteSegment.class, RemoteMap.class, DmaQueue.class);

  private static final Set<String> WAYS = Set.of("load", "store", "memCpy", "transfer");
  private static final long SIZE = 1 << 20;
  private static final SegmentId ID = SegmentId.of(0x40_0000);

  private static final ImportListener NOBODY =
      new ImportListener() {
        @Override
        public void broken() {}

        @Override
        public void signalsArrived() {}
      };

  private final List<String> taken = new CopyOnWriteArrayList<>();

  /** The real thing, with a note of each transfer. */
  private <T> T traced(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (WAYS.contains(method.getName())) {
                taken.add(method.getName());
              }
              Object[] actual = arguments == null ? new Object[0] : arguments.clone();
              for (int i = 0; i < actual.length; i++) {
                actual[i] = untraced(actual[i]);
              }
              try {
                return traced(method.getReturnType(), method.invoke(target, actual), target);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private final List<Object[]> pairs = new ArrayList<>();

  private Object untraced(Object argument) {
    return pairs.stream()
        .filter(pair -> pair[0] == argument)
        .map(pair -> pair[1])
        .findFirst()
        .orElse(argument);
  }

  private <T> Object traced(Class<T> type, Object result, Object owner) {
    if (!TRACED.contains(type) || result == owner) {
      return result;
    }
    T traced = traced(type, type.cast(result));
    pairs.add(new Object[] {traced, result});
    return traced;
  }

  private static List<VectorPart> parts(
      DriverLocalMemory handle, MemorySegment local, int count, long byteCount) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new VectorPart(handle, local, 2L * i * byteCount, 3L * i * byteCount, byteCount))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"EMULATED_UNTIL_FLUSH", "NATIVE"})
  void vectorIsOneTransferWhereThatIsWorthIt(Cluster.Kind kind) {
    try (Cluster cluster = kind.open();
        Arena arena = Arena.ofShared();
        DriverController exporting = cluster.controller(4);
        DriverController importing =
            cluster.controller(
                8,
                Map.of("dmaPut", "65536", "dmaGet", "256"),
                provider -> traced(SisciProvider.class, provider));
        DriverController elsewhere = cluster.controller(12)) {
      MemorySegment memory = exporting.allocate(SIZE, arena);
      var unused = exporting.create(memory, () -> {}).publish(ID, (_, _, _) -> RsmError.SUCCESS);
      DriverImport imported = importing.connect(NodeId.of(1), ID, Permission.RDWR, NOBODY);
      MemorySegment local = importing.allocate(SIZE, arena);
      local.fill((byte) 7);
      DriverLocalMemory handle = Objects.requireNonNull(importing.registerLocalMemory(local));
      assertEquals(16, imported.vectorLimit());

      assertTakes(
          "transfer", () -> assertEquals(16, imported.putVector(parts(handle, local, 16, 4096))));
      for (long i = 0; i < 16; i++) {
        MemorySegment arrived = memory.asSlice(3 * i * 4096, 4096);
        assertEquals(-1, arrived.mismatch(local.asSlice(0, 4096)));
        assertEquals(0, memory.get(ValueLayout.JAVA_BYTE, (3 * i + 1) * 4096));
      }
      memory.fill((byte) 9);
      assertTakes(
          "transfer", () -> assertEquals(2, imported.getVector(parts(handle, local, 2, 128))));
      assertEquals(9, local.get(ValueLayout.JAVA_BYTE, 256));
      assertEquals(7, local.get(ValueLayout.JAVA_BYTE, 128));

      taken.clear();
      assertEquals(0, imported.putVector(parts(handle, local, 15, 4096)), "not worth it");
      assertEquals(0, imported.getVector(parts(handle, local, 2, 126)), "too few");
      DriverLocalMemory foreign = Objects.requireNonNull(elsewhere.registerLocalMemory(local));
      assertEquals(0, imported.getVector(parts(foreign, local, 2, 128)));
      assertEquals(List.of(), taken);
      List<VectorPart> mixed = new ArrayList<>(parts(handle, local, 2, 256));
      mixed.addAll(parts(foreign, local, 2, 256));
      assertTakes("transfer", () -> assertEquals(2, imported.getVector(mixed)));
      assertEquals(0, imported.getVector(parts(handle, local, 2, 1023)), "not for the engine");
      cluster.link(4, 8, false);
      assertEquals(0, imported.getVector(parts(handle, local, 2, 256)), "the link is down");
      cluster.link(4, 8, true);
      handle.free();
      assertEquals(0, imported.getVector(parts(handle, local, 2, 256)));
      imported.disconnect();
    }
  }

  private void assertTakes(String way, Runnable transfer) {
    taken.clear();
    transfer.run();
    assertEquals(List.of(way), taken);
  }

  @Test
  void sizeDirectionAndMemoryDecide() {
    try (Cluster cluster = Cluster.Kind.EMULATED_UNTIL_FLUSH.open();
        Arena arena = Arena.ofShared();
        DriverController exporting = cluster.controller(4);
        DriverController importing =
            cluster.controller(
                8,
                Map.of("memCpyPut", "4096", "dmaPut", "65536", "dmaGet", "256"),
                provider -> traced(SisciProvider.class, provider))) {
      MemorySegment memory = exporting.allocate(SIZE, arena);
      var unused = exporting.create(memory, () -> {}).publish(ID, (_, _, _) -> RsmError.SUCCESS);
      DriverImport imported = importing.connect(NodeId.of(1), ID, Permission.RDWR, NOBODY);
      MemorySegment local = importing.allocate(SIZE, arena);
      MemorySegment plain = arena.allocate(SIZE, 8);
      DriverLocalMemory handle = Objects.requireNonNull(importing.registerLocalMemory(local));
      DriverBarrier barrier = Objects.requireNonNull(imported.newBarrier());
      barrier.open();

      assertTakes("store", () -> imported.put(0, local.asSlice(0, 4088), 8));
      assertTakes("memCpy", () -> imported.put(0, local.asSlice(0, 4096), 8));
      assertTakes("store", () -> imported.put(1, local.asSlice(0, 4096), 1));
      assertTakes("memCpy", () -> imported.put(0, plain, 8));
      assertTakes("transfer", () -> imported.put(0, local.asSlice(0, 65536), 8));
      assertTakes("load", () -> imported.get(0, local.asSlice(0, 248), 8));
      assertTakes("transfer", () -> imported.get(0, local.asSlice(0, 256), 8));
      assertTakes("load", () -> imported.get(0, plain, 8));

      plain.fill((byte) 7);
      local.fill((byte) 9);
      imported.put(0, local.asSlice(4096, 65536), 1);
      imported.put(65536, plain.asSlice(0, 8192), 1);
      barrier.close();
      assertEquals(-1, memory.asSlice(0, 65536).mismatch(local.asSlice(4096, 65536)));
      assertEquals(-1, memory.asSlice(65536, 8192).mismatch(plain.asSlice(0, 8192)));
      memory.asSlice(8, 512).fill((byte) 3);
      imported.get(8, local.asSlice(512, 512), 1);
      assertEquals(-1, memory.asSlice(8, 512).mismatch(local.asSlice(512, 512)));

      handle.free();
      assertTakes("load", () -> imported.get(0, local.asSlice(0, 256), 8));
      assertEquals(9, local.get(ValueLayout.JAVA_BYTE, SIZE - 1));
      imported.disconnect();
    }
  }
}
