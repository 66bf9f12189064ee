// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import org.jspecify.annotations.Nullable;

/**
 * What came of one case of a rule: of its only one, or of one of its values.
 *
 * @param name the values; empty if there is one case only
 * @param outcome {@link Outcome#PASS}, {@link Outcome#FAIL} or {@link Outcome#NOT_APPLICABLE}
 * @param reason why it is not applicable; else empty
 * @param failure what went wrong; null unless it failed
 * @param durationMillis how long it took
 */
public record CaseResult(
    String name, Outcome outcome, String reason, @Nullable Failure failure, long durationMillis) {}
