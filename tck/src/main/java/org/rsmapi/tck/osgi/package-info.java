// SPDX-License-Identifier: Apache-2.0
/** The tests inside an OSGi container, as a command of its shell. */
@NullMarked
package org.rsmapi.tck.osgi;

import org.jspecify.annotations.NullMarked;
