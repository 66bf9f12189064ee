// SPDX-License-Identifier: Apache-2.0
/**
 * Faults of the medium, for tests: SISCI as it behaves when accesses get lost or links are down. It
 * lies below the driver, which finds out by its own means.
 */
@NullMarked
package org.rsmapi.driver.sci.fault;

import org.jspecify.annotations.NullMarked;
