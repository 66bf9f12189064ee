// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** In turns through Agrona's ring buffers in mapped files. */
final class AgronaTurns extends TurnTaking {

  private static final int CAPACITY = 1 << 20;
  private static final int MESSAGE = 1;
  private static final int LONGEST = 65_536;

  private final SharedFile file;
  private final OneToOneRingBuffer out;
  private final UnsafeBuffer own = new UnsafeBuffer(new byte[LONGEST]);
  private OneToOneRingBuffer in;
  private long arrived;
  private final MessageHandler handler =
      (type, buffer, index, length) -> arrived = buffer.getLong(index + length - Long.BYTES);

  AgronaTurns(Path folder) throws IOException {
    file = new SharedFile(folder, CAPACITY + RingBufferDescriptor.TRAILER_LENGTH);
    out = new OneToOneRingBuffer(new UnsafeBuffer(file.out.asByteBuffer()));
    in = out;
  }

  @Override
  public String offer() {
    return file.offer();
  }

  @Override
  public void accept(String offer) throws IOException {
    in = new OneToOneRingBuffer(new UnsafeBuffer(file.accept(offer).asByteBuffer()));
  }

  @Override
  void send(long size, long turnNumber) {
    own.putLong((int) size - Long.BYTES, turnNumber);
    while (!out.write(MESSAGE, own, 0, (int) size)) {
      Thread.onSpinWait();
    }
  }

  @Override
  void await(long size, long turnNumber) {
    while (arrived != turnNumber) {
      if (in.read(handler, 1) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
