// SPDX-License-Identifier: Apache-2.0
/** An application bundle for tests: packed by the test that installs it. */
package org.rsmapi.osgi.test.traffic;
