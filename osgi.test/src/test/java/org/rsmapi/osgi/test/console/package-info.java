// SPDX-License-Identifier: Apache-2.0
/** A bundle that offers operators something, as a driver does. */
package org.rsmapi.osgi.test.console;
