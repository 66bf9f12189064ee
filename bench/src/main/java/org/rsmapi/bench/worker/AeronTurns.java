// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** In turns through Aeron's IPC; each side has a media driver for what it receives. */
final class AeronTurns extends TurnTaking {

  private static final String CHANNEL = "aeron:ipc?term-length=1m|mtu=8k";
  private static final int LONGEST = 65_536;
  private static final long PATIENCE_SECONDS = 60;

  private final MediaDriver driver;
  private final UnsafeBuffer own = new UnsafeBuffer(new byte[LONGEST]);
  private final Aeron client;
  private final Subscription in;
  private final int stream = (int) (ProcessHandle.current().pid() & Integer.MAX_VALUE);
  private @Nullable Aeron otherClient;
  private @Nullable ExclusivePublication out;
  private long arrived;
  private final FragmentHandler handler =
      (buffer, offset, length, header) -> arrived = buffer.getLong(offset + length - Long.BYTES);

  /** The driver is not in the way of a message, so it sleeps. */
  AeronTurns(Path folder) {
    MediaDriver.Context context =
        new MediaDriver.Context()
            .aeronDirectoryName(folder.resolve("aeron-" + ProcessHandle.current().pid()).toString())
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
            .clientLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS))
            .publicationUnblockTimeoutNs(TimeUnit.SECONDS.toNanos(2 * PATIENCE_SECONDS))
            .termBufferSparseFile(false)
            .printConfigurationOnStart(false)
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true);
    driver = MediaDriver.launch(context);
    client = connect(driver.aeronDirectoryName());
    in = client.addSubscription(CHANNEL, stream);
  }

  private static Aeron connect(String folder) {
    return Aeron.connect(
        new Aeron.Context()
            .aeronDirectoryName(folder)
            .driverTimeoutMs(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)));
  }

  @Override
  public String offer() {
    return stream + " " + driver.aeronDirectoryName();
  }

  @Override
  public void accept(String offer) {
    int blank = offer.indexOf(' ');
    Aeron other = connect(offer.substring(blank + 1));
    otherClient = other;
    out = other.addExclusivePublication(CHANNEL, Integer.parseInt(offer.substring(0, blank)));
  }

  @Override
  void send(long size, long turnNumber) {
    own.putLong((int) size - Long.BYTES, turnNumber);
    ExclusivePublication publication = Objects.requireNonNull(out);
    while (publication.offer(own, 0, (int) size) < 0) {
      Thread.onSpinWait();
    }
  }

  @Override
  void await(long size, long turnNumber) {
    while (arrived != turnNumber) {
      if (in.poll(handler, 1) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    Aeron other = otherClient;
    if (other != null) {
      other.close();
    }
    client.close();
    driver.close();
  }
}
