// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.config.LifeCycleException.Code;

/** What a configuration has to be like before a controller takes it. */
public final class InstallChecks {

  private InstallChecks() {}

  /**
   * Checks a configuration by itself.
   *
   * @param c to be installed
   * @throws LifeCycleException EINVAL, or ENOTSUP if traffic has to be forwarded
   */
  public static void check(ControllerConfiguration c) {
    in(IntegerRange.CONTROLLER, c.controller(), "the configuration");
    require(
        c.protocolVersion() == Limits.PROTOCOL_VERSION,
        "config_protocol_version is "
            + c.protocolVersion()
            + "; only "
            + Limits.PROTOCOL_VERSION
            + " is known");
    c.members().forEach(InstallChecks::member);
    distinct(c.members().stream().map(Member::cnode).toList(), "cnodeid %s stands for two members");
    distinct(
        c.members().stream().map(Member::hostName).toList(), "host name %s stands for two members");
    distinct(
        c.members().stream().flatMap(member -> member.exportedSlices().stream()).toList(),
        "slice %s is exported twice");
    distinct(
        c.members().stream().map(Member::localOffset).toList(),
        "local_offset %s stands for two members");
    require(
        c.member(c.localCnode()).isPresent(),
        "local_cnodeid " + c.localCnode() + " is no member; add it or name another one");
    WciChecks.check(c);
    RoutingChecks.check(c);
  }

  /**
   * Checks a configuration against the one that it is to take the place of.
   *
   * @param old in use
   * @param next to be installed
   * @throws LifeCycleException EEXIST if it has the same version, EINVAL if it changes what nodes
   *     that are connected rely upon
   */
  public static void checkReplaces(ControllerConfiguration old, ControllerConfiguration next) {
    checkVersion(old, next);
    require(
        old.controller() == next.controller(),
        "it is for controller " + next.controller() + ", not for " + old.controller());
    require(
        old.localCnode() == next.localCnode(),
        "local_cnodeid must stay " + old.localCnode() + "; remove the configuration to change it");
    for (Member before : old.members()) {
      Optional<Member> after = next.member(before.cnode());
      require(
          after.isEmpty() || sharesSame(before, after.get()),
          "cnodeid "
              + before.cnode()
              + " must keep its slices, local_offset and comm_ncslice;"
              + " remove the configuration to change them");
    }
  }

  static void checkVersion(@Nullable ControllerConfiguration old, ControllerConfiguration next) {
    if (old != null && old.version() == next.version()) {
      throw new LifeCycleException(
          Code.EEXIST,
          "version 0x"
              + Long.toHexString(next.version())
              + " is there already; give a new configuration another version");
    }
  }

  private static boolean sharesSame(Member before, Member after) {
    return before.exportedSlices().equals(after.exportedSlices())
        && before.importedSlices().equals(after.importedSlices())
        && before.localOffset() == after.localOffset()
        && before.commSlice() == after.commSlice()
        && before.commOffset() == after.commOffset();
  }

  private static void member(Member member) {
    String where = "cnodeid " + member.cnode();
    in(IntegerRange.CNODE, member.cnode(), "the configuration");
    in(IntegerRange.OFFSET, member.localOffset(), where);
    in(IntegerRange.OFFSET, member.commOffset(), where);
    member.exportedSlices().forEach(slice -> in(IntegerRange.SLICE, slice, where));
    member.importedSlices().forEach(slice -> in(IntegerRange.SLICE, slice, where));
    require(!member.exportedSlices().isEmpty(), where + ": exported_ncslices names no slice");
    require(!member.importedSlices().isEmpty(), where + ": imported_ncslices names no slice");
    require(
        member.exportedSlices().size() <= Limits.EXPORTED_SLICES,
        where
            + " exports "
            + member.exportedSlices().size()
            + " slices; "
            + Limits.EXPORTED_SLICES
            + " are the most");
    largeSlices(member.exportedSlices(), where);
    require(
        member.exportedSlices().contains(member.commSlice()),
        where + ": comm_ncslice 0x" + Integer.toHexString(member.commSlice()) + " is not exported");
  }

  /**
   * The slices after the first one have large pages; the low three bits say which entry each is.
   */
  private static void largeSlices(List<Integer> exported, String where) {
    Set<Integer> entries = new HashSet<>(Set.of(0));
    for (int slice : exported.subList(1, exported.size())) {
      require(
          entries.add(slice % Limits.EXPORTED_SLICES),
          "%s: slice 0x%x has the low three bits %d, which are in use; take another slice"
              .formatted(where, slice, slice % Limits.EXPORTED_SLICES));
    }
  }

  static void in(IntegerRange range, long value, String where) {
    require(range.contains(value), where + ": " + value + " is no " + range);
  }

  static void distinct(Collection<?> values, String message) {
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      require(seen.add(value), message.formatted(value));
    }
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new LifeCycleException(Code.EINVAL, otherwise);
    }
  }
}
