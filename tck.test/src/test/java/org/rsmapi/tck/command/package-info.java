// SPDX-License-Identifier: Apache-2.0
/** The process that watches, and the packed program. */
package org.rsmapi.tck.command;
