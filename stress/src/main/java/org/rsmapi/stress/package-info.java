// SPDX-License-Identifier: Apache-2.0
/** Programs that look for races and leaks longer than a build has time for. */
@NullMarked
package org.rsmapi.stress;

import org.jspecify.annotations.NullMarked;
