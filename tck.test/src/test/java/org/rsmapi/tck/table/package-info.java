// SPDX-License-Identifier: Apache-2.0
/** The table of the rules, {@code docs/rules.md}. */
package org.rsmapi.tck.table;
