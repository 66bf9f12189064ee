// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What an operator can look at in a driver, or have it do, besides what RSMAPI has calls for:
 * nodes, links, counters, faults of an emulated interconnect.
 *
 * <p>A driver may offer one, as a provider for {@link java.util.ServiceLoader} (in an OSGi
 * container a service) of the same jar. The command {@code rsm} and the shell of a container show
 * it under the type of the driver: {@code rsm sci links}. They read the arguments, print the
 * answer, and make JSON of it.
 *
 * <p><b>Threads.</b> Any thread may call. An operation may wait, and ends when its thread is
 * interrupted.
 */
@ConsumerType
public interface DriverConsole {

  /**
   * Returns the type of the driver that this belongs to.
   *
   * @return as {@link RsmDriver#type}
   */
  String type();

  /**
   * Returns what the driver is, for the first line of the help.
   *
   * @return one sentence
   */
  String summary();

  /**
   * Returns what can be done.
   *
   * @return immutable; in the order of the help
   */
  List<Operation> operations();

  /**
   * Carries out an operation.
   *
   * @param operation the name of one of {@link #operations}
   * @param arguments as many as it has parameters; an optional one that was left out is empty
   * @return what to show
   * @throws IllegalArgumentException if an argument has a value that is not allowed; the message
   *     names it, and what to use
   * @throws org.rsmapi.RsmException if the operation failed
   */
  Answer run(String operation, List<String> arguments);

  /**
   * Something that can be done.
   *
   * @param name one word or several with single spaces between, in lower-case letters, for example
   *     {@code link down}
   * @param summary one sentence
   * @param parameters in their order; those that are optional come last
   */
  record Operation(String name, String summary, List<Parameter> parameters) {

    /** Makes it independent of the list that is passed. */
    public Operation {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * A parameter of an operation.
   *
   * @param name for the help, for example {@code NODE}
   * @param summary one sentence, with what is allowed
   * @param required whether it has to be given
   */
  record Parameter(String name, String summary, boolean required) {}

  /**
   * What an operation has to tell: a table, a sentence, or both.
   *
   * @param columns the titles of the columns; empty if there is no table
   * @param rows as many cells each as there are columns
   * @param remark a sentence about what was done, or why the table is empty; may be empty
   */
  record Answer(List<String> columns, List<List<String>> rows, String remark) {

    /** Makes it independent of the lists that are passed. */
    public Answer {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      int width = columns.size();
      if (rows.stream().anyMatch(row -> row.size() != width)) {
        throw new IllegalArgumentException("a row has not as many cells as there are columns");
      }
    }

    /**
     * An answer without a table.
     *
     * @param remark a sentence
     * @return the answer
     */
    public static Answer of(String remark) {
      return new Answer(List.of(), List.of(), remark);
    }
  }
}
