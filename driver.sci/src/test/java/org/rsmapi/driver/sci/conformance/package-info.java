// SPDX-License-Identifier: Apache-2.0
/** All rules on the SCI driver, over the emulation and over the native binding. */
package org.rsmapi.driver.sci.conformance;
