// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.conformance;

import org.rsmapi.tck.run.ConformanceTest;

/** All rules on an emulated cluster of three nodes, as the fixture in the jar has it. */
class EmulatedConformanceTest extends ConformanceTest {}
