// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

/**
 * The attributes of a controller; constant while a handle of it is held.
 *
 * <p>In all size and count limits 0 stands for "no limit". No field is negative (rules
 * CONTROLLER_ATTR-OK-01, -DATA-01, -LIMIT-01).
 *
 * <p>Source: {@code rsmapi_controller_attr_t}; rsm_get_controller_attr(3RSM).
 *
 * @param directAccessSizes mask of the widths in bytes that loads and stores may have; the value of
 *     a set bit is the width; 0 for none ({@code attr_direct_access_sizes})
 * @param atomicSizes mask of the widths in bytes that are never torn ({@code attr_atomic_sizes})
 * @param pageSize alignment of exported memory and of map offsets in bytes, a power of two ({@code
 *     attr_page_size})
 * @param maxExportSegmentSize largest export segment in bytes ({@code
 *     attr_max_export_segment_size})
 * @param totalExportSegmentSize bytes over all export segments ({@code
 *     attr_tot_export_segment_size})
 * @param maxExportSegments number of export segments ({@code attr_max_export_segments})
 * @param maxImportMapSize largest mapping in bytes ({@code attr_max_import_map_size})
 * @param totalImportMapSize bytes over all mappings ({@code attr_tot_import_map_size})
 * @param maxImportSegments number of import segments ({@code attr_max_import_segments})
 */
public record ControllerAttributes(
    long directAccessSizes,
    long atomicSizes,
    long pageSize,
    long maxExportSegmentSize,
    long totalExportSegmentSize,
    long maxExportSegments,
    long maxImportMapSize,
    long totalImportMapSize,
    long maxImportSegments) {}
