// SPDX-License-Identifier: Apache-2.0
/** A driver for RSMAPI whose medium is the memory of one JVM. */
package com.example.sample;
