// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.config.LifeCycleException.Code;

/**
 * The configurations of a controller, from the first to the last: a new one is passed, checked and
 * put to use in three steps, while the one before it is in use. A step that fails changes nothing.
 */
public final class ConfigurationLife {

  /** How far the newest configuration is. */
  public enum State {
    /** There is none. */
    INVALID,
    /** It is known, and not yet checked. */
    REPLACED,
    /** It is checked, and waits to be enabled. */
    INSTALLED,
    /** It is in use. */
    ENABLED
  }

  private State state = State.INVALID;
  private @Nullable ControllerConfiguration newest;
  private @Nullable ControllerConfiguration running;

  /** There is no configuration at first. */
  public ConfigurationLife() {}

  /** Returns how far the newest configuration is. */
  public synchronized State state() {
    return state;
  }

  /** Returns the configuration that is in use, if there is one. */
  public synchronized Optional<ControllerConfiguration> running() {
    return Optional.ofNullable(running);
  }

  /**
   * Passes a new configuration; one that was passed and is not installed is forgotten.
   *
   * @param configuration checked when it is installed
   * @throws LifeCycleException EEXIST if the newest one or the one in use has the same version;
   *     EBUSY if one is installed and not yet enabled
   */
  public synchronized void replace(ControllerConfiguration configuration) {
    if (state == State.INSTALLED) {
      throw new LifeCycleException(
          Code.EBUSY, version(newest) + " is installed; enable it or remove it first");
    }
    InstallChecks.checkVersion(newest, configuration);
    InstallChecks.checkVersion(running, configuration);
    newest = configuration;
    state = State.REPLACED;
  }

  /**
   * Checks the configuration that was passed, by itself and against the one in use.
   *
   * @throws LifeCycleException ENOENT if none was passed, EINVAL and ENOTSUP if a check fails: then
   *     another one can be passed
   */
  public synchronized void install() {
    if (state != State.REPLACED || newest == null) {
      throw new LifeCycleException(
          Code.ENOENT, "there is no new configuration to install; replace it first");
    }
    InstallChecks.check(newest);
    if (running != null) {
      InstallChecks.checkReplaces(running, newest);
    }
    state = State.INSTALLED;
  }

  /**
   * Puts the installed configuration to use.
   *
   * @throws LifeCycleException ENOENT if there is none, EINVAL if it is not installed, EEXIST if it
   *     is in use already
   */
  public synchronized void enable() {
    switch (state) {
      case INVALID ->
          throw new LifeCycleException(Code.ENOENT, "there is no configuration to enable");
      case REPLACED ->
          throw new LifeCycleException(Code.EINVAL, version(newest) + " has to be installed first");
      case ENABLED ->
          throw new LifeCycleException(Code.EEXIST, version(newest) + " is enabled already");
      case INSTALLED -> {
        running = newest;
        state = State.ENABLED;
      }
    }
  }

  /**
   * Removes every configuration, the one in use too.
   *
   * @throws LifeCycleException ENOENT if there is none
   */
  public synchronized void remove() {
    if (state == State.INVALID) {
      throw new LifeCycleException(Code.ENOENT, "there is no configuration to remove");
    }
    newest = null;
    running = null;
    state = State.INVALID;
  }

  private static String version(@Nullable ControllerConfiguration configuration) {
    return configuration == null
        ? "no version"
        : "version 0x" + Long.toHexString(configuration.version());
  }
}
