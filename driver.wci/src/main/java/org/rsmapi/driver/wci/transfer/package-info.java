// SPDX-License-Identifier: Apache-2.0
/**
 * Data on its way to other nodes: over which links, what gets lost there, and how it is counted.
 */
@NullMarked
package org.rsmapi.driver.wci.transfer;

import org.jspecify.annotations.NullMarked;
