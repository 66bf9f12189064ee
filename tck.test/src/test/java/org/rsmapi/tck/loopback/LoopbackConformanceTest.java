// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.loopback;

import org.rsmapi.tck.run.ConformanceTest;

/** All rules on loopback, as a vendor's build tests a driver. */
class LoopbackConformanceTest extends ConformanceTest {}
