// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.linux;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;
import org.rsmapi.fabric.linux.SystemCall.Result;

/**
 * The C library, as far as the fabric needs it. Each method is the function of the same name in
 * section 2 of the Linux manual pages; a negative result is the negated {@code errno}.
 *
 * <p>Nothing is looked up before {@link #get} is called for the first time.
 */
@SuppressWarnings("MemberName") // the names of C
public final class Libc {

  private static final class Holder {
    static final Libc LIBC = new Libc();
  }

  private final SystemCall memfdCreate = integer("memfd_create", 2);
  private final SystemCall ftruncate = integer("ftruncate", 2);
  private final SystemCall fallocate = integer("fallocate", 4);
  private final SystemCall fchmod = integer("fchmod", 2);
  private final SystemCall fcntl = new SystemCall("fcntl", Result.INT, 3, 2);
  private final SystemCall open = new SystemCall("open", Result.INT, 3, 2);
  private final SystemCall lseek = wide("lseek", 3);
  private final SystemCall close = integer("close", 1);
  private final SystemCall mmap = wide("mmap", 6);
  private final SystemCall mmapAt = SystemCall.onMemory("mmap", Result.LONG, 6);
  private final SystemCall munmap = integer("munmap", 2);
  private final SystemCall mremap = new SystemCall("mremap", Result.LONG, 5, 4);
  private final SystemCall mprotect = integer("mprotect", 3);
  private final SystemCall mincore = integer("mincore", 3);
  private final SystemCall statx = integer("statx", 5);
  private final SystemCall fstatfs = integer("fstatfs", 2);
  private final SystemCall getrlimit = integer("getrlimit", 2);
  private final SystemCall socket = integer("socket", 3);
  private final SystemCall socketpair = integer("socketpair", 4);
  private final SystemCall bind = integer("bind", 3);
  private final SystemCall listen = integer("listen", 2);
  private final SystemCall accept4 = integer("accept4", 4);
  private final SystemCall connect = integer("connect", 3);
  private final SystemCall shutdown = integer("shutdown", 2);
  private final SystemCall sendmsg = wide("sendmsg", 3);
  private final SystemCall recvmsg = wide("recvmsg", 3);
  private final SystemCall send = wide("send", 4);
  private final SystemCall recv = wide("recv", 4);
  private final SystemCall getsockopt = integer("getsockopt", 5);
  private final SystemCall setsockopt = integer("setsockopt", 5);
  private final SystemCall poll = integer("poll", 3);
  private final SystemCall epollCreate1 = integer("epoll_create1", 1);
  private final SystemCall epollCtl = integer("epoll_ctl", 4);
  private final SystemCall epollWait = integer("epoll_wait", 4);
  private final SystemCall eventfd = integer("eventfd", 2);
  private final SystemCall write = wide("write", 3);
  private final SystemCall read = wide("read", 3);
  private final SystemCall geteuid = integer("geteuid", 0);
  private final SystemCall getegid = integer("getegid", 0);
  private final SystemCall getgroups = integer("getgroups", 2);
  private final SystemCall getpagesize = integer("getpagesize", 0);

  private Libc() {}

  private static SystemCall integer(String name, int arguments) {
    return new SystemCall(name, Result.INT, arguments, -1);
  }

  private static SystemCall wide(String name, int arguments) {
    return new SystemCall(name, Result.LONG, arguments, -1);
  }

  /**
   * Returns the library.
   *
   * @return the one instance
   * @throws UnsatisfiedLinkError if a function is missing
   * @throws IllegalCallerException if native access is denied
   */
  public static Libc get() {
    return Holder.LIBC;
  }

  // memory

  public int memfd_create(MemorySegment name, int flags) {
    return (int) memfdCreate.call(name.address(), flags);
  }

  public int ftruncate(int fd, long length) {
    return (int) ftruncate.call(fd, length);
  }

  public int fallocate(int fd, int mode, long offset, long length) {
    return (int) fallocate.call(fd, mode, offset, length);
  }

  public int fchmod(int fd, int mode) {
    return (int) fchmod.call(fd, mode);
  }

  public int fcntl(int fd, int command, long argument) {
    return (int) fcntl.call(fd, command, argument);
  }

  public int open(MemorySegment path, int flags) {
    return (int) open.call(path.address(), flags, 0);
  }

  public long lseek(int fd, long offset, int whence) {
    return lseek.call(fd, offset, whence);
  }

  public int statx(int fd, MemorySegment path, int flags, int mask, MemorySegment result) {
    return (int) statx.call(fd, path.address(), flags, mask, result.address());
  }

  public int fstatfs(int fd, MemorySegment result) {
    return (int) fstatfs.call(fd, result.address());
  }

  public int close(int fd) {
    return (int) close.call(fd);
  }

  public long mmap(long address, long length, int protection, int flags, int fd, long offset) {
    return mmap.call(address, length, protection, flags, fd, offset);
  }

  /**
   * Maps in place of memory, which cannot be freed meanwhile.
   *
   * @throws IllegalStateException if it was freed before
   * @throws WrongThreadException if it belongs to another thread
   */
  public long mmap(
      MemorySegment memory, long length, int protection, int flags, int fd, long offset) {
    return mmapAt.call(memory, length, protection, flags, fd, offset);
  }

  /**
   * Returns what unmaps a range, whatever it is called with, and consists of objects of the JDK
   * alone.
   */
  @SuppressWarnings("unchecked") // a Consumer of anything consumes memory
  public Consumer<MemorySegment> unmapping(long address, long length) {
    MethodHandle bound =
        MethodHandles.insertArguments(SystemCall.plain("munmap", 2), 0, address, length);
    MethodHandle ignoring =
        MethodHandles.dropArguments(
            bound.asType(bound.type().changeReturnType(void.class)), 0, Object.class);
    return (Consumer<MemorySegment>)
        MethodHandleProxies.asInterfaceInstance(Consumer.class, ignoring);
  }

  public int munmap(long address, long length) {
    return (int) munmap.call(address, length);
  }

  public long mremap(long oldAddress, long oldSize, long newSize, int flags, long newAddress) {
    return mremap.call(oldAddress, oldSize, newSize, flags, newAddress);
  }

  public int mprotect(long address, long length, int protection) {
    return (int) mprotect.call(address, length, protection);
  }

  public int mincore(long address, long length, MemorySegment vector) {
    return (int) mincore.call(address, length, vector.address());
  }

  // sockets

  public int socket(int domain, int type, int protocol) {
    return (int) socket.call(domain, type, protocol);
  }

  public int socketpair(int domain, int type, int protocol, MemorySegment result) {
    return (int) socketpair.call(domain, type, protocol, result.address());
  }

  public int bind(int fd, MemorySegment address, int length) {
    return (int) bind.call(fd, address.address(), length);
  }

  public int listen(int fd, int backlog) {
    return (int) listen.call(fd, backlog);
  }

  public int accept4(int fd, int flags) {
    return (int) accept4.call(fd, 0, 0, flags);
  }

  public int connect(int fd, MemorySegment address, int length) {
    return (int) connect.call(fd, address.address(), length);
  }

  public int shutdown(int fd, int how) {
    return (int) shutdown.call(fd, how);
  }

  public long sendmsg(int fd, MemorySegment message, int flags) {
    return sendmsg.call(fd, message.address(), flags);
  }

  public long recvmsg(int fd, MemorySegment message, int flags) {
    return recvmsg.call(fd, message.address(), flags);
  }

  public long send(int fd, MemorySegment data, long length, int flags) {
    return send.call(fd, data.address(), length, flags);
  }

  public long recv(int fd, MemorySegment data, long length, int flags) {
    return recv.call(fd, data.address(), length, flags);
  }

  public int getsockopt(int fd, int level, int option, MemorySegment value, MemorySegment length) {
    return (int) getsockopt.call(fd, level, option, value.address(), length.address());
  }

  public int setsockopt(int fd, int level, int option, MemorySegment value, int length) {
    return (int) setsockopt.call(fd, level, option, value.address(), length);
  }

  // events

  public int poll(MemorySegment fds, int count, int timeoutMillis) {
    return (int) poll.call(fds.address(), count, timeoutMillis);
  }

  public int epoll_create1(int flags) {
    return (int) epollCreate1.call(flags);
  }

  public int epoll_ctl(int epoll, int operation, int fd, MemorySegment event) {
    return (int) epollCtl.call(epoll, operation, fd, event.address());
  }

  public int epoll_wait(int epoll, MemorySegment events, int most, int timeoutMillis) {
    return (int) epollWait.call(epoll, events.address(), most, timeoutMillis);
  }

  public int eventfd(int initial, int flags) {
    return (int) eventfd.call(initial, flags);
  }

  public long write(int fd, MemorySegment data, long length) {
    return write.call(fd, data.address(), length);
  }

  public long read(int fd, MemorySegment data, long length) {
    return read.call(fd, data.address(), length);
  }

  // the process

  public long geteuid() {
    return geteuid.call() & 0xFFFF_FFFFL;
  }

  public long getegid() {
    return getegid.call() & 0xFFFF_FFFFL;
  }

  public int getgroups(int most, MemorySegment list) {
    return (int) getgroups.call(most, list.address());
  }

  public int getrlimit(int resource, MemorySegment result) {
    return (int) getrlimit.call(resource, result.address());
  }

  public int getpagesize() {
    return (int) getpagesize.call();
  }
}
