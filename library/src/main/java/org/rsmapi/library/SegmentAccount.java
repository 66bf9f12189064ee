// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import org.rsmapi.ControllerAttributes;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * What the segments of one controller take: of the limits that its driver names, and of the quotas.
 * Taken before the driver is asked, so that two calls at once do not exceed a limit together.
 */
final class SegmentAccount {

  private final ControllerAttributes attributes;
  private final Quotas quotas;

  private long exports;
  private long exportedBytes;
  private long imports;
  private long mappedBytes;

  SegmentAccount(ControllerAttributes attributes, Quotas quotas) {
    this.attributes = attributes;
    this.quotas = quotas;
  }

  Quotas quotas() {
    return quotas;
  }

  /**
   * Takes what an export segment needs.
   *
   * @throws RsmException with the code INSUFFICIENT_RESOURCES or INSUFFICIENT_MEM
   */
  void takeExport(long bytes, String operation) {
    quotas.takeSegment(operation);
    try {
      takeExportOfDevice(bytes, operation);
      try {
        quotas.takeMemory(bytes, operation);
      } catch (RsmException e) {
        giveExportOfDeviceBack(bytes);
        throw e;
      }
    } catch (RsmException e) {
      quotas.giveSegmentBack();
      throw e;
    }
  }

  private synchronized void takeExportOfDevice(long bytes, String operation) {
    check(exports, 1, attributes.maxExportSegments(), "maxExportSegments", operation);
    check(
        exportedBytes,
        bytes,
        attributes.totalExportSegmentSize(),
        "totalExportSegmentSize",
        operation);
    exports++;
    exportedBytes += bytes;
  }

  void giveExportBack(long bytes) {
    giveExportOfDeviceBack(bytes);
    quotas.giveMemoryBack(bytes);
    quotas.giveSegmentBack();
  }

  private synchronized void giveExportOfDeviceBack(long bytes) {
    exports--;
    exportedBytes -= bytes;
  }

  /**
   * Takes what an import segment needs.
   *
   * @throws RsmException with the code INSUFFICIENT_RESOURCES
   */
  void takeImport(String operation) {
    quotas.takeSegment(operation);
    try {
      takeImportOfDevice(operation);
    } catch (RsmException e) {
      quotas.giveSegmentBack();
      throw e;
    }
  }

  private synchronized void takeImportOfDevice(String operation) {
    check(imports, 1, attributes.maxImportSegments(), "maxImportSegments", operation);
    imports++;
  }

  void giveImportBack() {
    synchronized (this) {
      imports--;
    }
    quotas.giveSegmentBack();
  }

  /**
   * Takes memory that is no segment's: the second memory of a rebind, or local memory.
   *
   * @param bytes rounded up to whole pages
   * @throws RsmException with the code INSUFFICIENT_MEM
   */
  void reserveMemory(long bytes, String operation) {
    quotas.takeMemory(wholePages(bytes), operation);
  }

  /** Gives back what {@link #reserveMemory} took for as many bytes. */
  void releaseMemory(long bytes) {
    quotas.giveMemoryBack(wholePages(bytes));
  }

  /**
   * Takes address space for a mapping.
   *
   * @param bytes rounded up to whole pages
   * @throws RsmException with the code INSUFFICIENT_RESOURCES
   */
  synchronized void takeMapping(long bytes, String operation) {
    long pages = wholePages(bytes);
    check(0, pages, attributes.maxImportMapSize(), "maxImportMapSize", operation);
    check(mappedBytes, pages, attributes.totalImportMapSize(), "totalImportMapSize", operation);
    mappedBytes += pages;
  }

  synchronized void giveMappingBack(long bytes) {
    mappedBytes -= wholePages(bytes);
  }

  private long wholePages(long bytes) {
    long page = attributes.pageSize();
    // Not beyond the largest long, which no limit and no memory reaches.
    return bytes > Long.MAX_VALUE - page ? Long.MAX_VALUE & -page : (bytes + page - 1) & -page;
  }

  private static void check(
      long used, long wanted, long limit, String attribute, String operation) {
    if (limit != 0 && wanted > limit - used) {
      throw new RsmException(
          RsmError.INSUFFICIENT_RESOURCES,
          operation,
          attribute + "=" + limit + " of the controller, in use=" + used + ", wanted=" + wanted);
    }
  }
}
