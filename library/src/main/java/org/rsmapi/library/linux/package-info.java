// SPDX-License-Identifier: Apache-2.0
/** The few functions of the C library that waiting for descriptors needs. */
@NullMarked
package org.rsmapi.library.linux;

import org.jspecify.annotations.NullMarked;
