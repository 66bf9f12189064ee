// SPDX-License-Identifier: Apache-2.0
/** Selecting, waiving, and judging. */
package org.rsmapi.tck.run;
