// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.loopback;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All rules on loopback. */
@Suite
@SelectPackages("org.rsmapi.tck.tests")
@IncludeClassNamePatterns(".*Test")
class LoopbackSuiteTest {}
