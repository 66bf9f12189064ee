// SPDX-License-Identifier: Apache-2.0
/** All rules on networks of several sizes. */
package org.rsmapi.driver.wci.conformance;
