// SPDX-License-Identifier: Apache-2.0
/** Tests of the packaged distribution. */
@NullMarked
package org.rsmapi.osgi.test;

import org.jspecify.annotations.NullMarked;
