// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.function.Function;

/**
 * A contender that may or may not be there.
 *
 * @param name as printed
 * @param opener starts it, or throws {@link Failure} with the reason why not
 */
public record Candidate(String name, Function<Setting, Contender> opener) {}
