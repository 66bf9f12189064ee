// SPDX-License-Identifier: Apache-2.0
/** The loopback driver: all processes of the host, one node, no hardware; the reference driver. */
@NullMarked
package org.rsmapi.driver.loopback;

import org.jspecify.annotations.NullMarked;
