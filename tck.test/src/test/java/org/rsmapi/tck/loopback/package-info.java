// SPDX-License-Identifier: Apache-2.0
/** The tests applied to the loopback driver. */
package org.rsmapi.tck.loopback;
