// SPDX-License-Identifier: Apache-2.0
/** An application bundle for tests that makes as many segments as it may. */
package org.rsmapi.osgi.test.segments;
