// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationException;

/** What Configuration Admin says becomes what holds. */
class ConfigurationFollowerTest {

  private final Quotas quotas = new Quotas(Configuration.DEFAULT);
  private final ConfigurationFollower follower =
      new ConfigurationFollower(
          quotas, Map.of("maxSegments", "7", "maxConnectionsPerSegment", "3"));

  private void update(Map<String, ?> configured) throws ConfigurationException {
    follower.updated(FrameworkUtil.asDictionary(configured));
  }

  @Test
  void settingsAreTextOrNumbersAndPropertiesHoldForTheRest() throws Exception {
    update(
        Map.of(
            "service.pid",
            "org.rsmapi",
            "maxSegments",
            5L,
            "maxExportedMemory",
            "8K",
            "segmentIdFile",
            "/a/b"));
    assertEquals(new Configuration(5, 8192, 3, Path.of("/a/b")), quotas.configuration());
  }

  @Test
  void withoutConfigurationThePropertiesHold() throws Exception {
    update(Map.of("maxSegments", 1));
    follower.updated(null);
    assertEquals(7, quotas.configuration().maxSegments());
  }

  @Test
  void badValueIsNamedAndTheConfigurationBeforeStays() throws Exception {
    update(Map.of("maxSegments", "1", "maxExportedMemory", "4K"));
    Configuration before = quotas.configuration();
    for (Map<String, ?> bad :
        List.of(
            Map.of("maxSegments", "2", "maxExportedMemory", "many"),
            Map.of("maxSegments", "2", "maxExportedMemory", new String[] {"4K"}),
            Map.of("maxSegments", "2", "maxExportedMemory", List.of("4K")))) {
      ConfigurationException thrown = assertThrows(ConfigurationException.class, () -> update(bad));
      assertEquals("maxExportedMemory", thrown.getProperty());
      assertEquals(before, quotas.configuration());
    }
    ConfigurationException thrown =
        assertThrows(ConfigurationException.class, () -> update(Map.of("maxSegment", "1")));
    assertEquals("maxSegment", thrown.getProperty());
  }
}
