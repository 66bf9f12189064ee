// SPDX-License-Identifier: Apache-2.0
/**
 * Conformance tests for drivers of the Remote Shared Memory API: what a vendor implements ({@link
 * org.rsmapi.tck.DriverFixture}) and how a test names its rule ({@link org.rsmapi.tck.Rule}).
 */
@Version("0.1.0")
@NullMarked
package org.rsmapi.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
