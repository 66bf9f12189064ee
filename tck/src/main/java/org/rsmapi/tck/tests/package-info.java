// SPDX-License-Identifier: Apache-2.0
/** The tests, one class per function or group of functions, one method per rule. */
package org.rsmapi.tck.tests;
