// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

/**
 * What a call that maps returns.
 *
 * @param map the handle
 * @param address where it is mapped
 */
record Mapped(long map, long address) {}
