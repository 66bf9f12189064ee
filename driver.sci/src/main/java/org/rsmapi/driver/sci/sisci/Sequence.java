// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

/** Finds out whether the accesses through a map have arrived ({@code sci_sequence_t}). */
public interface Sequence {

  /** Begins ({@code SCIStartSequence}): what happened before does not count. */
  SequenceStatus start();

  /**
   * Waits until the accesses through the map since {@link #start} have arrived, and tells whether
   * they did ({@code SCICheckSequence}, with flush and store barrier). May be repeated; an error
   * stays until the next start.
   */
  SequenceStatus check();

  /** Gives it back ({@code SCIRemoveSequence}). */
  void remove();
}
