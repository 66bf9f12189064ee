// SPDX-License-Identifier: Apache-2.0
/** The report of results that never were, as its readers see it. */
package org.rsmapi.tck.report;
