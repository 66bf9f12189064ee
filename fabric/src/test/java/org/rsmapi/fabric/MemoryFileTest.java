// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rsmapi.fabric.linux.LinuxConstants.F_ADD_SEALS;
import static org.rsmapi.fabric.linux.LinuxConstants.F_SEAL_SHRINK;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_SHARED;
import static org.rsmapi.fabric.linux.LinuxConstants.MFD_ALLOW_SEALING;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_READ;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_WRITE;
import static org.rsmapi.fabric.linux.LinuxConstants.SEEK_END;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.RsmError;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;

class MemoryFileTest {

  private static final Libc LIBC = Libc.get();
  private static final long PAGE = LIBC.getpagesize();

  @Test
  void hasExactlyTheSizeAskedFor() {
    try (MemoryFile file = MemoryFile.reserve("rsm-test", 3 * PAGE)) {
      assertEquals(3 * PAGE, file.size());
      assertEquals(3 * PAGE, LIBC.lseek(file.number(), 0, SEEK_END));
    }
  }

  @Test
  void cannotBeShrunkOrGrown() {
    try (MemoryFile file = MemoryFile.reserve("rsm-test", 2 * PAGE)) {
      assertEquals(-Errno.EPERM, LIBC.ftruncate(file.number(), PAGE));
      assertEquals(-Errno.EPERM, LIBC.ftruncate(file.number(), 3 * PAGE));
      assertEquals(2 * PAGE, LIBC.lseek(file.number(), 0, SEEK_END));
    }
  }

  @Test
  void takesNoFurtherSeals() {
    int sealWrite = 0x8;
    try (MemoryFile file = MemoryFile.reserve("rsm-test", PAGE)) {
      assertEquals(-Errno.EPERM, LIBC.fcntl(file.number(), F_ADD_SEALS, sealWrite));
    }
  }

  @Test
  void mayBeOpenedByItsOwnerForReadingOnly() throws IOException {
    try (MemoryFile file = MemoryFile.reserve("rsm-test", PAGE)) {
      assertEquals(
          Set.of(PosixFilePermission.OWNER_READ),
          Files.getPosixFilePermissions(Path.of("/proc/self/fd/" + file.number())));
    }
  }

  @Test
  void cannotBeMappedWritableThroughAReadOnlyDescriptor() {
    try (MemoryFile file = MemoryFile.reserve("rsm-test", PAGE);
        Descriptor readOnly = file.reopenReadOnly()) {
      assertEquals(
          -Errno.EACCES,
          LIBC.mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, readOnly.number(), 0));
      long mapped = LIBC.mmap(0, PAGE, PROT_READ, MAP_SHARED, readOnly.number(), 0);
      assertTrue(mapped > 0, "errno=" + -mapped);
      Mapping.unmap(mapped, PAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 50, 1L << 62, Long.MAX_VALUE})
  void moreThanThereIsLeavesNothingBehind(long size) {
    int before = Host.descriptors().size();
    Host.assertFails(
        RsmError.INSUFFICIENT_MEM, () -> MemoryFile.reserve("rsm-test", size / PAGE * PAGE));
    assertEquals(before, Host.descriptors().size());
  }

  @Test
  void isTrustedIfItCannotShrinkAndIsLargeEnough() {
    try (MemoryFile sealed = MemoryFile.reserve("rsm-test", PAGE);
        MemoryFile open = MemoryFile.sparse("rsm-test", PAGE)) {
      assertTrue(MemoryFile.isTrustworthy(sealed.number(), PAGE));
      assertFalse(MemoryFile.isTrustworthy(sealed.number(), PAGE + 1));
      assertFalse(MemoryFile.isTrustworthy(open.number(), PAGE));
      assertEquals(0, LIBC.fcntl(open.number(), F_ADD_SEALS, F_SEAL_SHRINK));
      assertFalse(MemoryFile.isTrustworthy(open.number(), PAGE), "it has no pages");
      assertEquals(0, LIBC.fallocate(open.number(), 0, 0, PAGE));
      assertTrue(MemoryFile.isTrustworthy(open.number(), PAGE));
    }
  }

  @Test
  void isNotTrustedWithoutAllItsPages() {
    try (MemoryFile file = MemoryFile.reserve("rsm-test", 4 * PAGE)) {
      assertTrue(MemoryFile.isTrustworthy(file.number(), 4 * PAGE));
      MemoryFile.drop(file.number(), 0, 2 * PAGE);
      assertFalse(MemoryFile.isTrustworthy(file.number(), 4 * PAGE));
      assertFalse(MemoryFile.isTrustworthy(file.number(), 2 * PAGE), "of the pages asked for");
    }
  }

  @Test
  void memoryOfHugePagesIsNotTrusted() {
    int hugetlb = 0x4;
    try (Arena arena = Arena.ofConfined()) {
      int flags = MFD_ALLOW_SEALING | hugetlb;
      int fd = LIBC.memfd_create(arena.allocateFrom("rsm-test"), flags);
      assumeTrue(fd >= 0, "this system has no huge pages; errno=" + -fd);
      try (Descriptor huge = new Descriptor(fd)) {
        assertEquals(0, LIBC.fcntl(huge.number(), F_ADD_SEALS, F_SEAL_SHRINK));
        assertFalse(MemoryFile.isTrustworthy(huge.number(), 0));
      }
    }
  }
}
