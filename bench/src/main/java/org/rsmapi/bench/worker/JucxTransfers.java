// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openucx.jucx.UcxCallback;
import org.openucx.jucx.ucp.UcpContext;
import org.openucx.jucx.ucp.UcpEndpoint;
import org.openucx.jucx.ucp.UcpEndpointParams;
import org.openucx.jucx.ucp.UcpMemMapParams;
import org.openucx.jucx.ucp.UcpMemory;
import org.openucx.jucx.ucp.UcpParams;
import org.openucx.jucx.ucp.UcpRemoteKey;
import org.openucx.jucx.ucp.UcpRequest;
import org.openucx.jucx.ucp.UcpWorker;
import org.openucx.jucx.ucp.UcpWorkerParams;
import org.rsmapi.bench.protocol.Turn;

/** In turns, and one-sided, through UCX by its Java binding. */
final class JucxTransfers extends TurnTaking {

  private static final long LENGTH = 1 << 20;
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final HexFormat HEX = HexFormat.of();

  private final UcpContext context = new UcpContext(new UcpParams().requestRmaFeature());
  private final UcpWorker worker = context.newWorker(new UcpWorkerParams());
  private final UcpMemory window =
      context.memoryMap(new UcpMemMapParams().allocate().setLength(LENGTH));
  private final UcpMemory source =
      context.memoryMap(new UcpMemMapParams().allocate().setLength(LENGTH));
  private final MemorySegment received = bytes(window);
  private final MemorySegment own = bytes(source);
  private final UcxCallback callback = new UcxCallback();
  private @Nullable UcpEndpoint endpoint;
  private @Nullable UcpRemoteKey key;
  private long remote;

  private static MemorySegment bytes(UcpMemory memory) {
    return MemorySegment.ofAddress(memory.getAddress()).reinterpret(LENGTH).fill((byte) 0);
  }

  @Override
  public String offer() {
    return hex(worker.getAddress())
        + " "
        + hex(window.getRemoteKeyBuffer())
        + " "
        + window.getAddress();
  }

  @Override
  public void accept(String offer) {
    String[] words = offer.split(" ", -1);
    UcpEndpoint created =
        worker.newEndpoint(new UcpEndpointParams().setUcpAddress(buffer(words[0])));
    endpoint = created;
    key = created.unpackRemoteKey(buffer(words[1]));
    remote = Long.parseLong(words[2]);
  }

  private static String hex(ByteBuffer buffer) {
    byte[] octets = new byte[buffer.remaining()];
    buffer.get(octets);
    return HEX.formatHex(octets);
  }

  private static ByteBuffer buffer(String hex) {
    byte[] octets = HEX.parseHex(hex);
    return ByteBuffer.allocateDirect(octets.length).put(octets).flip();
  }

  @Override
  public Loop loop(Turn turn) {
    long size = turn.size();
    return switch (turn.work()) {
      case "ping-pong" -> super.loop(turn);
      case "put-completion" ->
          operations -> {
            for (long i = 0; i < operations; i++) {
              put(size);
              complete(Objects.requireNonNull(endpoint).flushNonBlocking(callback));
            }
          };
      case "get" ->
          operations -> {
            for (long i = 0; i < operations; i++) {
              get(size);
            }
          };
      default -> throw Subject.unknown(turn);
    };
  }

  @Override
  public void respond(Turn turn) throws Exception {
    if (turn.work().equals("ping-pong")) {
      super.respond(turn);
    }
  }

  @Override
  void send(long size, long turnNumber) throws Exception {
    LONG.setRelease(own, size - Long.BYTES, turnNumber);
    put(size);
  }

  @Override
  void await(long size, long turnNumber) throws Exception {
    while ((long) LONG.getAcquire(received, size - Long.BYTES) != turnNumber) {
      worker.progress();
    }
  }

  private void put(long size) throws Exception {
    complete(
        Objects.requireNonNull(endpoint)
            .putNonBlocking(
                source.getAddress(), size, remote, Objects.requireNonNull(key), callback));
  }

  private void get(long size) throws Exception {
    complete(
        Objects.requireNonNull(endpoint)
            .getNonBlocking(
                remote, Objects.requireNonNull(key), source.getAddress(), size, callback));
  }

  private void complete(UcpRequest request) throws Exception {
    while (!request.isCompleted()) {
      worker.progress();
    }
  }

  /** The process ends here, and with it all that is open; closing waits for the other side. */
  @Override
  public void close() {}
}
