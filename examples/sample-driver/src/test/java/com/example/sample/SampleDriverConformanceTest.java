// SPDX-License-Identifier: Apache-2.0
package com.example.sample;

import org.rsmapi.tck.run.ConformanceTest;

/** Every rule of RSMAPI, and the verdict: see META-INF/org.rsmapi.tck.properties. */
class SampleDriverConformanceTest extends ConformanceTest {}
