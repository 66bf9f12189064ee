// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.DataInterruptCallback;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

class InterruptTest {

  private static byte[] number(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static int number(byte[] data) {
    return (data[0] & 0xFF) << 8 | (data[1] & 0xFF);
  }

  @Test
  void interruptsComeInOrder() {
    List<Integer> got = Collections.synchronizedList(new ArrayList<>());
    try (Pair pair = new Pair()) {
      LocalDataInterrupt interrupt =
          pair.exporting.createDataInterrupt(0, data -> got.add(number(data)));
      RemoteDataInterrupt trigger =
          pair.importing.connectDataInterrupt(0, Pair.EXPORTER, interrupt.number());
      List<Integer> sent = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        if (isSent(trigger, number(i))) {
          sent.add(i);
        }
      }
      Host.await("all that were sent", () -> got.size() == sent.size());
      assertEquals(sent, List.copyOf(got));
    }
  }

  private static boolean isSent(RemoteDataInterrupt trigger, byte[] data) {
    try {
      trigger.trigger(data);
      return true;
    } catch (SisciException e) {
      assertEquals(SisciError.NOSPC, e.error());
      return false;
    }
  }

  @Test
  void aReceiverThatDoesNotKeepUpFillsItsQueueAndNoMore() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    List<Integer> got = Collections.synchronizedList(new ArrayList<>());
    DataInterruptCallback slow =
        data -> {
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          got.add(number(data));
        };
    try (Pair pair = new Pair()) {
      LocalDataInterrupt interrupt = pair.exporting.createDataInterrupt(0, slow);
      RemoteDataInterrupt trigger =
          pair.importing.connectDataInterrupt(0, Pair.EXPORTER, interrupt.number());
      int most = InterruptReceiver.MOST_WAITING;
      List<Integer> sent = new ArrayList<>();
      // One is with the callback; the kernel keeps some more when the receiver has stopped reading.
      Host.await(
          "the queue is full",
          () -> {
            boolean taken = isSent(trigger, number(sent.size()));
            if (taken) {
              sent.add(sent.size());
            }
            return !taken && sent.size() > most;
          });
      assertTrue(sent.size() < 2 * most + 1000, sent.size() + " sent");
      go.countDown();
      Host.await("all that were sent", () -> got.size() == sent.size());
      assertEquals(sent, List.copyOf(got));
      trigger.trigger(number(7));
      Host.await("one more", () -> got.size() == sent.size() + 1);
    }
  }

  @Test
  void dataAreCopiedWhole() {
    List<byte[]> got = Collections.synchronizedList(new ArrayList<>());
    try (Pair pair = new Pair()) {
      LocalDataInterrupt interrupt = pair.exporting.createDataInterrupt(0, got::add);
      RemoteDataInterrupt trigger =
          pair.importing.connectDataInterrupt(0, Pair.EXPORTER, interrupt.number());
      byte[] most = new byte[Sisci.MAX_INTERRUPT_DATA];
      most[47] = 47;
      trigger.trigger(new byte[0]);
      trigger.trigger(most);
      Host.assertFails(
          SisciError.OUT_OF_RANGE, () -> trigger.trigger(new byte[Sisci.MAX_INTERRUPT_DATA + 1]));
      Host.await("both", () -> got.size() == 2);
      assertEquals(0, got.get(0).length);
      assertEquals(48, got.get(1).length);
      assertEquals(47, got.get(1)[47]);
    }
  }

  @Test
  void anInterruptThatIsGoneIsNotConnected() {
    try (Pair pair = new Pair()) {
      LocalDataInterrupt interrupt = pair.exporting.createDataInterrupt(0, data -> {});
      RemoteDataInterrupt trigger =
          pair.importing.connectDataInterrupt(0, Pair.EXPORTER, interrupt.number());
      interrupt.remove();
      Host.assertFails(SisciError.NOT_CONNECTED, () -> trigger.trigger(new byte[1]));
      Host.assertFails(
          SisciError.NO_SUCH_SEGMENT,
          () -> pair.importing.connectDataInterrupt(0, Pair.EXPORTER, interrupt.number()));
      Host.assertFails(
          SisciError.NODE_NOT_RESPONDING, () -> pair.importing.connectDataInterrupt(0, 12, 1));
      trigger.disconnect();
      Host.assertFails(SisciError.NOT_CONNECTED, () -> trigger.trigger(new byte[1]));
    }
  }
}
