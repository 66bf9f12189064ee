// SPDX-License-Identifier: Apache-2.0
/** Two threads at one handle, under jcstress: which pairs of outcomes can be seen. */
@NullMarked
package org.rsmapi.stress.race;

import org.jspecify.annotations.NullMarked;
