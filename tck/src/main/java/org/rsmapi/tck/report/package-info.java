// SPDX-License-Identifier: Apache-2.0
/** What people and machines read of a run: a page, JSON, JUnit's XML, and a summary. */
@NullMarked
package org.rsmapi.tck.report;

import org.jspecify.annotations.NullMarked;
