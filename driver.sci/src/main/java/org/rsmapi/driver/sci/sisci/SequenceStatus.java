// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

/** The outcome of starting or checking a sequence ({@code sci_sequence_status_t}). */
public enum SequenceStatus {
  /** Everything since the start has arrived. */
  OK,
  /** Something got lost; it may be repeated. */
  RETRIABLE,
  /** The path is gone for good. */
  NOT_RETRIABLE,
  /** An earlier error is not cleared yet: start the sequence again. */
  PENDING
}
