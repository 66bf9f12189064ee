// SPDX-License-Identifier: Apache-2.0
/** What the tests have in common: a bed to make segments in, assertions, threads, transfers. */
@NullMarked
package org.rsmapi.tck.support;

import org.jspecify.annotations.NullMarked;
