// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.junit.jupiter.api.Test;

/** Statistics as beans of the platform. */
final class StatisticsBeansTest {

  private static final String PREFIX = "org.rsmapi:type=wrsm,controller=0,cnode=0,";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  private Set<String> names() throws Exception {
    return server.queryNames(new ObjectName("org.rsmapi:*"), null).stream()
        .map(ObjectName::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void beansComeAndGoWithTheNode() throws Exception {
    FakeNode node = new FakeNode(0);
    try (StatisticsBeans beans = new StatisticsBeans(node)) {
      assertEquals(
          Set.of(
              PREFIX + "instance=0,name=rsmpi_stat",
              PREFIX + "instance=4,name=status",
              PREFIX + "instance=4,name=traffic",
              PREFIX + "instance=5,name=status",
              PREFIX + "instance=5,name=traffic",
              "org.rsmapi:type=wrsm_route,controller=0,cnode=0,instance=0,name=node1"),
          names());
      node.remove();
      beans.update();
      assertEquals(Set.of(PREFIX + "instance=0,name=rsmpi_stat"), names());
    }
    assertEquals(Set.of(), names());
  }

  @Test
  void updateOfClosedBeansRegistersNothing() throws Exception {
    StatisticsBeans beans = new StatisticsBeans(new FakeNode(0));
    beans.close();
    beans.update();
    beans.close();
    assertEquals(Set.of(), names());
  }

  @Test
  void nodesOfOneProcessDoNotMeet() throws Exception {
    try (StatisticsBeans _ = new StatisticsBeans(new FakeNode(0));
        StatisticsBeans _ = new StatisticsBeans(new FakeNode(1))) {
      assertEquals(12, names().size());
    }
    assertEquals(Set.of(), names());
  }

  @Test
  void valuesAreAttributesThatCanBeRead() throws Exception {
    ObjectName wci = new ObjectName(PREFIX + "instance=4,name=status");
    ObjectName controller = new ObjectName(PREFIX + "instance=0,name=rsmpi_stat");
    try (StatisticsBeans _ = new StatisticsBeans(new FakeNode(0))) {
      assertEquals(70L, server.getAttribute(wci, "link_errors_0"));
      assertEquals(1L, server.getAttribute(wci, "laser enabled_1"));
      assertEquals("rsm_up", server.getAttribute(controller, "ctlr_state"));
      AttributeList two =
          server.getAttributes(controller, new String[] {"addr", "none", "num_wcis"});
      assertEquals(List.of(new Attribute("addr", 0L), new Attribute("num_wcis", 2L)), two);
      MBeanAttributeInfo[] infos = server.getMBeanInfo(controller).getAttributes();
      assertEquals(13, infos.length);
      assertEquals("java.lang.String", infos[0].getType());
      assertEquals("java.lang.Long", infos[1].getType());
      assertTrue(infos[0].isReadable());
      assertFalse(infos[0].isWritable());
    }
  }

  @Test
  void nothingElseIsPossible() throws Exception {
    ObjectName controller = new ObjectName(PREFIX + "instance=0,name=rsmpi_stat");
    try (StatisticsBeans _ = new StatisticsBeans(new FakeNode(0))) {
      assertThrows(AttributeNotFoundException.class, () -> server.getAttribute(controller, "none"));
      assertThrows(
          AttributeNotFoundException.class,
          () -> server.setAttribute(controller, new Attribute("addr", 1L)));
      assertEquals(
          new AttributeList(),
          server.setAttributes(controller, new AttributeList(List.of(new Attribute("addr", 1L)))));
      assertThrows(
          ReflectionException.class,
          () -> server.invoke(controller, "reset", new Object[0], new String[0]));
    }
  }
}
