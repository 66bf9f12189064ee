// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DescriptorStoreTest {

  private final DescriptorStore store = new DescriptorStore();
  private final int before = Host.descriptors().size();

  private DescriptorStore.Ticket put(int name) {
    MemoryFile file = MemoryFile.sparse("rsm-test-" + name, Sides.PAGE);
    DescriptorStore.Ticket ticket = store.put(new Descriptor(file.number()));
    assertNotNull(ticket);
    return ticket;
  }

  private void assertHolds(DescriptorStore.Ticket ticket, int name) {
    try (Descriptor opened = store.open(ticket)) {
      Path link = Path.of("/proc/self/fd/" + opened.number());
      assertEquals("/memfd:rsm-test-" + name + " (deleted)", target(link));
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsStoredCanBeOpenedAnyNumberOfTimesAndCostsLittle() {
    List<DescriptorStore.Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      tickets.add(put(i));
    }
    int used = Host.descriptors().size() - before;
    assertTrue(used <= 12, used + " descriptors");
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_000; i++) {
        assertHolds(tickets.get(i), i);
      }
    }
    tickets.forEach(store::release);
    assertEquals(before, Host.descriptors().size());
  }

  @Test
  void placesMayBeGivenBackInAnyOrder() {
    Random random = new Random(7);
    Map<Integer, DescriptorStore.Ticket> stored = new TreeMap<>();
    for (int i = 0; i < 3_000; i++) {
      stored.put(i, put(i));
      if (i % 3 != 0) {
        int victim = new ArrayList<>(stored.keySet()).get(random.nextInt(stored.size()));
        assertHolds(stored.get(victim), victim);
        store.release(stored.remove(victim));
      }
    }
    stored.forEach((name, ticket) -> assertHolds(ticket, name));
    int used = Host.descriptors().size() - before;
    assertTrue(used <= 1_000 / 32 + 4, used + " descriptors for " + stored.size());
    stored.values().forEach(store::release);
    assertEquals(before, Host.descriptors().size());
  }
}
