// SPDX-License-Identifier: Apache-2.0
/** The rules as data: what is called, what is expected, and where that is written. */
@NullMarked
package org.rsmapi.tck.catalogue;

import org.jspecify.annotations.NullMarked;
