// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

/**
 * From which size on which way of transfer is taken; in bytes.
 *
 * @param memCpyPut puts from this size on are left to the copy routine of the library
 * @param dmaPut puts from registered memory from this size on are left to the adapter
 * @param dmaGet gets to registered memory from this size on are left to the adapter
 */
record BulkThresholds(long memCpyPut, long dmaPut, long dmaGet) {}
