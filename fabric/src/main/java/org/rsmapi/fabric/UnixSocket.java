// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;
import static org.rsmapi.fabric.linux.LinuxConstants.AF_UNIX;
import static org.rsmapi.fabric.linux.LinuxConstants.MSG_CMSG_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.MSG_CTRUNC;
import static org.rsmapi.fabric.linux.LinuxConstants.MSG_DONTWAIT;
import static org.rsmapi.fabric.linux.LinuxConstants.MSG_NOSIGNAL;
import static org.rsmapi.fabric.linux.LinuxConstants.MSG_PEEK;
import static org.rsmapi.fabric.linux.LinuxConstants.MSG_TRUNC;
import static org.rsmapi.fabric.linux.LinuxConstants.POLLIN;
import static org.rsmapi.fabric.linux.LinuxConstants.SCM_RIGHTS;
import static org.rsmapi.fabric.linux.LinuxConstants.SHUT_RDWR;
import static org.rsmapi.fabric.linux.LinuxConstants.SOCK_CLOEXEC;
import static org.rsmapi.fabric.linux.LinuxConstants.SOCK_DGRAM;
import static org.rsmapi.fabric.linux.LinuxConstants.SOCK_NONBLOCK;
import static org.rsmapi.fabric.linux.LinuxConstants.SOCK_SEQPACKET;
import static org.rsmapi.fabric.linux.LinuxConstants.SOL_SOCKET;
import static org.rsmapi.fabric.linux.LinuxConstants.SO_COOKIE;
import static org.rsmapi.fabric.linux.LinuxConstants.SO_PEEK_OFF;
import static org.rsmapi.fabric.linux.LinuxConstants.SO_PEERCRED;
import static org.rsmapi.fabric.linux.LinuxConstants.SO_PEERGROUPS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;
import org.rsmapi.spi.PeerCredentials;

/**
 * A non-blocking socket of the type SOCK_SEQPACKET, or SOCK_DGRAM where it says so, with an
 * abstract address (unix(7)): messages keep their borders, and the address vanishes with the last
 * descriptor.
 *
 * <p>Who closes it sees to it that nobody uses it meanwhile or afterwards.
 */
public final class UnixSocket implements AutoCloseable {

  /** What came in: its length, and the descriptors that came with it. */
  record Received(long length, List<Descriptor> descriptors) {}

  private static final int BACKLOG = 1024;
  private static final int MODE = SOCK_CLOEXEC | SOCK_NONBLOCK;
  private static final int TYPE = SOCK_SEQPACKET | MODE;
  private static final long PATH_OFFSET = 2;
  private static final long CMSG_HEADER = 16;

  /** Few users are in more groups. */
  private static final int COMMON_GROUPS = 64;

  private final Descriptor descriptor;

  private UnixSocket(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Makes a socket for connections. */
  public static UnixSocket create() {
    return create(TYPE);
  }

  /** Makes a socket for messages without connections. */
  public static UnixSocket datagram() {
    return create(SOCK_DGRAM | MODE);
  }

  private static UnixSocket create(int type) {
    return new UnixSocket(new Descriptor(check(Libc.get().socket(AF_UNIX, type, 0), "socket")));
  }

  /** Two sockets that are connected to each other. */
  record Pair(UnixSocket first, UnixSocket second) {}

  static Pair pair() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment fds = arena.allocate(ValueLayout.JAVA_INT, 2);
      check(Libc.get().socketpair(AF_UNIX, TYPE, 0, fds), "socketpair");
      return new Pair(
          accepted(fds.getAtIndex(ValueLayout.JAVA_INT, 0)),
          accepted(fds.getAtIndex(ValueLayout.JAVA_INT, 1)));
    }
  }

  int number() {
    return descriptor.number();
  }

  /** Takes a name; returns 0 or a negated error number. */
  public int bind(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = address(arena, name);
      return Libc.get().bind(number(), address, (int) address.byteSize());
    }
  }

  /** Binds and listens; returns 0 or a negated error number. */
  public int listen(String name) {
    int result = bind(name);
    return result < 0 ? result : Libc.get().listen(number(), BACKLOG);
  }

  /** Connects without waiting; returns 0 or a negated error number. */
  public int connect(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = address(arena, name);
      return Libc.get().connect(number(), address, (int) address.byteSize());
    }
  }

  /** struct sockaddr_un: the family, a zero byte, the name without a terminator. */
  private static MemorySegment address(Arena arena, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    MemorySegment address = arena.allocate(PATH_OFFSET + 1 + bytes.length, 8);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, PATH_OFFSET + 1, bytes.length);
    return address;
  }

  /** Accepts a connection; returns a descriptor or a negated error number. */
  public int accept() {
    return Libc.get().accept4(number(), SOCK_CLOEXEC | SOCK_NONBLOCK);
  }

  /** Takes over what {@link #accept} returned. */
  public static UnixSocket accepted(int fd) {
    return new UnixSocket(new Descriptor(fd));
  }

  /** Waits until there is something to read, or the time is over, or for nothing. */
  void awaitReadable(int timeoutMillis) {
    try (Arena arena = Arena.ofConfined()) {
      // struct pollfd: fd, events, revents
      MemorySegment polled = arena.allocate(8, 4);
      polled.set(ValueLayout.JAVA_INT, 0, number());
      polled.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
      int result = Libc.get().poll(polled, 1, timeoutMillis);
      if (result != -Errno.EINTR) {
        check(result, "poll");
      }
    }
  }

  /** Ends both directions: who waits for something to read finds the end. */
  void shutDown() {
    Libc.get().shutdown(number(), SHUT_RDWR);
  }

  /** Sends a message without waiting; returns its length or a negated error number. */
  public long send(MemorySegment message) {
    return Libc.get().send(number(), message, message.byteSize(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  /**
   * Receives a message without waiting; descriptors that come with it are dropped by the kernel.
   */
  public long receive(MemorySegment buffer) {
    return Libc.get().recv(number(), buffer, buffer.byteSize(), MSG_DONTWAIT | MSG_TRUNC);
  }

  /** Sends a message with descriptors; returns its length or a negated error number. */
  long send(MemorySegment message, List<Integer> descriptors) {
    try (Arena arena = Arena.ofConfined()) {
      long bytes = 4L * descriptors.size();
      MemorySegment control = arena.allocate(CMSG_HEADER + ((bytes + 7) & -8), 8);
      control.set(ValueLayout.JAVA_LONG, 0, CMSG_HEADER + bytes);
      control.set(ValueLayout.JAVA_INT, 8, SOL_SOCKET);
      control.set(ValueLayout.JAVA_INT, 12, SCM_RIGHTS);
      for (int i = 0; i < descriptors.size(); i++) {
        control.set(ValueLayout.JAVA_INT, CMSG_HEADER + 4L * i, descriptors.get(i));
      }
      MemorySegment header = header(arena, message, control);
      return Libc.get().sendmsg(number(), header, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
  }

  /** Sends a byte with a descriptor; returns 1 or a negated error number. */
  long sendByte(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      return send(arena.allocate(1), List.of(fd));
    }
  }

  /**
   * Opens the descriptor of a message that stays where it is.
   *
   * @param offset how many bytes before it have not been received
   * @return the descriptor or a negated error number
   */
  int peekDescriptor(int offset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocateFrom(ValueLayout.JAVA_INT, offset);
      int result = Libc.get().setsockopt(number(), SOL_SOCKET, SO_PEEK_OFF, from, Integer.BYTES);
      if (result < 0) {
        return result;
      }
      MemorySegment control = arena.allocate(CMSG_HEADER + 8, 8);
      MemorySegment header = header(arena, arena.allocate(1), control);
      int flags = MSG_PEEK | MSG_DONTWAIT | MSG_CMSG_CLOEXEC;
      long length = Libc.get().recvmsg(number(), header, flags);
      if (length < 0) {
        return (int) length;
      }
      List<Descriptor> descriptors = new ArrayList<>();
      collect(control, header.get(ValueLayout.JAVA_LONG, 40), descriptors);
      // The kernel leaves out what the table has no room for.
      return descriptors.isEmpty() ? -Errno.EMFILE : descriptors.getFirst().number();
    }
  }

  /** Drops the next message and what it carries. */
  void discard() {
    try (Arena arena = Arena.ofConfined()) {
      long ignored = receive(arena.allocate(1));
    }
  }

  /**
   * Receives a message with at most so many descriptors, without waiting. The descriptors belong to
   * the caller. The length is a negated error number after a failure, or that of EINVAL if anything
   * was cut, or that of EMFILE if the table of descriptors has no room for all.
   */
  Received receive(MemorySegment buffer, int mostDescriptors) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment control = arena.allocate(CMSG_HEADER + ((4L * mostDescriptors + 7) & -8), 8);
      MemorySegment header = header(arena, buffer, control);
      long length = Libc.get().recvmsg(number(), header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
      List<Descriptor> descriptors = new ArrayList<>();
      if (length >= 0) {
        collect(control, header.get(ValueLayout.JAVA_LONG, 40), descriptors);
        int cut = header.get(ValueLayout.JAVA_INT, 48) & (MSG_CTRUNC | MSG_TRUNC);
        if (cut != 0) {
          descriptors.forEach(Descriptor::close);
          boolean full = cut == MSG_CTRUNC && descriptors.size() < mostDescriptors;
          return new Received(full ? -Errno.EMFILE : -Errno.EINVAL, List.of());
        }
      }
      return new Received(length, descriptors);
    }
  }

  private static void collect(MemorySegment control, long length, List<Descriptor> descriptors) {
    // One control message at most: the kernel merges descriptors, and nothing else was asked for.
    if (length < CMSG_HEADER
        || control.get(ValueLayout.JAVA_INT, 8) != SOL_SOCKET
        || control.get(ValueLayout.JAVA_INT, 12) != SCM_RIGHTS) {
      return;
    }
    long end = control.get(ValueLayout.JAVA_LONG, 0);
    for (long at = CMSG_HEADER; at + 4 <= end; at += 4) {
      descriptors.add(new Descriptor(control.get(ValueLayout.JAVA_INT, at)));
    }
  }

  /**
   * struct msghdr (LP64).
   *
   * <pre>
   *   0 name   8 namelen   16 iov   24 iovlen   32 control   40 controllen   48 flags
   *   and struct iovec: 56 base   64 len
   * </pre>
   */
  private static MemorySegment header(Arena arena, MemorySegment message, MemorySegment control) {
    MemorySegment header = arena.allocate(72, 8);
    header.set(ValueLayout.JAVA_LONG, 16, header.address() + 56);
    header.set(ValueLayout.JAVA_LONG, 24, 1);
    header.set(ValueLayout.JAVA_LONG, 32, control.address());
    header.set(ValueLayout.JAVA_LONG, 40, control.byteSize());
    header.set(ValueLayout.JAVA_LONG, 56, message.address());
    header.set(ValueLayout.JAVA_LONG, 64, message.byteSize());
    return header;
  }

  /** Returns a number that the kernel never gives to another socket. */
  public long cookie() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);
      option(arena, SO_COOKIE, value, "getsockopt SO_COOKIE");
      return value.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  private long option(Arena arena, int option, MemorySegment value, String call) {
    MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, (int) value.byteSize());
    check(Libc.get().getsockopt(number(), SOL_SOCKET, option, value, length), call);
    return length.get(ValueLayout.JAVA_INT, 0);
  }

  /** Returns who is on the other side, as of its connect. */
  public PeerCredentials peer() {
    try (Arena arena = Arena.ofConfined()) {
      // struct ucred: pid, uid, gid
      MemorySegment ucred = arena.allocate(12, 4);
      option(arena, SO_PEERCRED, ucred, "getsockopt SO_PEERCRED");
      long uid = Integer.toUnsignedLong(ucred.get(ValueLayout.JAVA_INT, 4));
      long gid = Integer.toUnsignedLong(ucred.get(ValueLayout.JAVA_INT, 8));
      return new PeerCredentials(uid, gid, groups(arena));
    }
  }

  private Set<Long> groups(Arena arena) {
    MemorySegment list = arena.allocate(COMMON_GROUPS * 4L, 4);
    MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, (int) list.byteSize());
    int result = Libc.get().getsockopt(number(), SOL_SOCKET, SO_PEERGROUPS, list, length);
    if (result == -Errno.ERANGE) {
      // It says how much room is needed: NGROUPS_MAX is 65536.
      list = arena.allocate(length.get(ValueLayout.JAVA_INT, 0), 4);
      result = Libc.get().getsockopt(number(), SOL_SOCKET, SO_PEERGROUPS, list, length);
    }
    check(result, "getsockopt SO_PEERGROUPS");
    long size = length.get(ValueLayout.JAVA_INT, 0);
    Set<Long> groups = new HashSet<>();
    for (long at = 0; at + 4 <= size; at += 4) {
      groups.add(Integer.toUnsignedLong(list.get(ValueLayout.JAVA_INT, at)));
    }
    return groups;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
