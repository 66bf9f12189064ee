// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck;

import java.util.List;
import java.util.Map;

/**
 * Where tests use a driver: a controller, in the process of the tests or in one that they start.
 *
 * @param name in the report
 * @param controller its name, for example {@code sci0}
 * @param command what starts Java there, for example {@code ssh b java}; options follow. Empty for
 *     the process of the tests
 * @param classPath of a process that is started; empty if it is that of the tests
 * @param systemProperties that a process that is started needs besides those of the fixture
 */
public record Endpoint(
    String name,
    String controller,
    List<String> command,
    String classPath,
    Map<String, String> systemProperties) {

  /** Copies what can change. */
  public Endpoint {
    if (name.isBlank() || controller.isBlank()) {
      throw new IllegalArgumentException("name=" + name + ", controller=" + controller);
    }
    command = List.copyOf(command);
    systemProperties = Map.copyOf(systemProperties);
  }

  /**
   * A controller in the process of the tests, which also gives the name.
   *
   * @param controller its name
   * @return the endpoint
   */
  public static Endpoint here(String controller) {
    return new Endpoint(controller, controller, List.of(), "", Map.of());
  }

  /**
   * A controller in a process that the tests start.
   *
   * @param name in the report
   * @param controller its name there
   * @param command what starts Java there, at least one word
   * @return the endpoint
   */
  public static Endpoint started(String name, String controller, String... command) {
    if (command.length == 0) {
      throw new IllegalArgumentException("endpoint " + name + ": no command that starts Java");
    }
    return new Endpoint(name, controller, List.of(command), "", Map.of());
  }

  /**
   * The same endpoint with a class path of its own.
   *
   * @param path as Java there takes it
   * @return the endpoint
   */
  public Endpoint withClassPath(String path) {
    return new Endpoint(name, controller, command, path, systemProperties);
  }

  /**
   * The same endpoint with system properties of its own.
   *
   * @param properties names and values
   * @return the endpoint
   */
  public Endpoint withSystemProperties(Map<String, String> properties) {
    return new Endpoint(name, controller, command, classPath, properties);
  }

  /**
   * The same endpoint with another controller.
   *
   * @param other its name
   * @return the endpoint
   */
  public Endpoint withController(String other) {
    return new Endpoint(
        name.equals(controller) ? other : name, other, command, classPath, systemProperties);
  }

  /**
   * Tells where the controller is used.
   *
   * @return true for the process of the tests
   */
  public boolean isHere() {
    return command.isEmpty();
  }

  /**
   * Returns the type of the controller.
   *
   * @return its name without the unit
   */
  public String type() {
    return controller.replaceAll("[0-9]+$", "");
  }
}
