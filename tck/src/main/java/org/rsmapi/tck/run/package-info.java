// SPDX-License-Identifier: Apache-2.0
/** Running the tests of rules, and what comes of it. */
@NullMarked
package org.rsmapi.tck.run;

import org.jspecify.annotations.NullMarked;
