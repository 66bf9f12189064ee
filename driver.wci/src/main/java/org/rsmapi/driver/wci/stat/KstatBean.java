// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanConstructorInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.ReflectionException;

/** A list of values as a bean: each value an attribute that can be read. */
final class KstatBean implements DynamicMBean {

  private final Supplier<Kstat> kstat;

  /** Makes a bean that asks for the values whenever it is asked. */
  KstatBean(Supplier<Kstat> kstat) {
    this.kstat = kstat;
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    Object value = kstat.get().values().get(name);
    if (value == null) {
      throw new AttributeNotFoundException(name);
    }
    return value;
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    Kstat now = kstat.get();
    AttributeList attributes = new AttributeList();
    for (String name : names) {
      Object value = now.values().get(name);
      if (value != null) {
        attributes.add(new Attribute(name, value));
      }
    }
    return attributes;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " can be read only");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] parameters, String[] signature)
      throws ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(action));
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    Kstat now = kstat.get();
    MBeanAttributeInfo[] attributes =
        now.values().entrySet().stream()
            .map(
                entry ->
                    new MBeanAttributeInfo(
                        entry.getKey(),
                        entry.getValue().getClass().getName(),
                        entry.getKey(),
                        true,
                        false,
                        false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(
        getClass().getName(),
        now.qualifiedName(),
        attributes,
        new MBeanConstructorInfo[0],
        new MBeanOperationInfo[0],
        new MBeanNotificationInfo[0]);
  }
}
