// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.ConfigurationLife.State;
import org.rsmapi.driver.wci.config.LifeCycleException.Code;

class ConfigurationLifeTest {

  private final ConfigurationLife life = new ConfigurationLife();
  private final ControllerConfiguration first = Example.configuration();
  private final ControllerConfiguration second = version(2);

  private static ControllerConfiguration version(int version) {
    return Example.only(Example.with("  version 1\n", "  version " + version + "\n"));
  }

  private void enabled() {
    life.replace(first);
    life.install();
    life.enable();
  }

  private void is(State state, ControllerConfiguration running) {
    assertEquals(state, life.state());
    assertEquals(Optional.ofNullable(running), life.running());
  }

  @Test
  void thereIsNoneAtFirst() {
    is(State.INVALID, null);
    Example.fails(Code.ENOENT, "no new configuration to install", life::install);
    Example.fails(Code.ENOENT, "no configuration to enable", life::enable);
    Example.fails(Code.ENOENT, "no configuration to remove", life::remove);
    is(State.INVALID, null);
  }

  @Test
  void itIsReplacedInstalledAndEnabled() {
    life.replace(first);
    is(State.REPLACED, null);
    life.install();
    is(State.INSTALLED, null);
    life.enable();
    is(State.ENABLED, first);
  }

  @Test
  void theOldOneRunsUntilTheNewOneIsEnabled() {
    enabled();
    life.replace(second);
    is(State.REPLACED, first);
    life.install();
    is(State.INSTALLED, first);
    life.enable();
    is(State.ENABLED, second);
  }

  @Test
  void theSameVersionIsRefused() {
    enabled();
    Example.fails(Code.EEXIST, "version 0x1 is there already", () -> life.replace(first));
    is(State.ENABLED, first);
    life.replace(second);
    Example.fails(Code.EEXIST, "version 0x2 is there already", () -> life.replace(second));
    Example.fails(Code.EEXIST, "version 0x1 is there already", () -> life.replace(first));
    is(State.REPLACED, first);
  }

  @Test
  void oneThatIsInstalledIsNotReplaced() {
    life.replace(first);
    life.install();
    Example.fails(
        Code.EBUSY,
        "version 0x1 is installed; enable it or remove it first",
        () -> life.replace(second));
    is(State.INSTALLED, null);
  }

  @Test
  void stepsHaveAnOrder() {
    life.replace(first);
    Example.fails(Code.EINVAL, "version 0x1 has to be installed first", life::enable);
    is(State.REPLACED, null);
    life.install();
    Example.fails(Code.ENOENT, "no new configuration to install", life::install);
    life.enable();
    Example.fails(Code.EEXIST, "version 0x1 is enabled already", life::enable);
    is(State.ENABLED, first);
  }

  @Test
  void oneThatFailsTheChecksCanBeReplaced() {
    life.replace(Example.only(Example.with("use_wci 5", "use_wci 6")));
    Example.fails(Code.EINVAL, "uses WCI 6", life::install);
    is(State.REPLACED, null);
    life.replace(second);
    life.install();
    life.enable();
    is(State.ENABLED, second);
  }

  @Test
  void forwardingIsNotInstalled() {
    life.replace(Example.only(Example.with("multihop use_wci 5", "passthrough use_wci 5")));
    Example.fails(Code.ENOTSUP, "passthrough", life::install);
    is(State.REPLACED, null);
  }

  @Test
  void aNewOneIsCheckedAgainstTheOneInUse() {
    enabled();
    String moved = Example.with("  version 1\n", "  version 2\n");
    life.replace(Example.only(Example.change(moved, "local_offset 0x6000", "local_offset 0x8000")));
    Example.fails(Code.EINVAL, "cnodeid 1 must keep its slices", life::install);
    is(State.REPLACED, first);
  }

  @Test
  void removalEndsAllOfThem() {
    enabled();
    life.replace(second);
    life.remove();
    is(State.INVALID, null);
    enabled();
    is(State.ENABLED, first);
  }
}
