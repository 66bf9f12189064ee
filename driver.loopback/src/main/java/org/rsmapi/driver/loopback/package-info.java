// SPDX-License-Identifier: Apache-2.0
/** The loopback driver. */
@NullMarked
package org.rsmapi.driver.loopback;

import org.jspecify.annotations.NullMarked;
