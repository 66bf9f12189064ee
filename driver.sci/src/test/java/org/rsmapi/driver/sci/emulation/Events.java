// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.driver.sci.sisci.LocalSegmentCallback;
import org.rsmapi.driver.sci.sisci.RemoteSegmentCallback;

/** Keeps what callbacks tell. */
final class Events implements LocalSegmentCallback, RemoteSegmentCallback {

  private final List<String> seen = new CopyOnWriteArrayList<>();

  @Override
  public void event(CallbackReason reason, int nodeId) {
    seen.add(reason + " " + nodeId);
  }

  @Override
  public void event(CallbackReason reason) {
    seen.add(reason.toString());
  }

  /** Waits until exactly this has been told. */
  void await(String... expected) {
    Host.await("events " + List.of(expected), () -> seen.size() >= expected.length);
    assertEquals(List.of(expected), List.copyOf(seen));
  }
}
