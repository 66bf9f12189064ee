// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

/**
 * What the adapter is said to be able to do, since SISCI cannot be asked; 0 for no limit.
 *
 * @param maxExportSegmentSize in bytes
 * @param maxExportSegments count
 * @param maxImportMapSize in bytes
 * @param maxImportSegments count
 */
record SciLimits(
    long maxExportSegmentSize,
    long maxExportSegments,
    long maxImportMapSize,
    long maxImportSegments) {}
