// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The statistics of a node as beans of the platform, for example {@code
 * org.rsmapi:type=wrsm,controller=0,cnode=1,instance=4,name=status}.
 */
public final class StatisticsBeans implements AutoCloseable {

  private static final Logger LOG = System.getLogger(StatisticsBeans.class.getName());

  private final NetworkView node;
  private final MBeanServer server;

  /** Guarded by this. */
  private final Map<String, ObjectName> registered = new HashMap<>();

  private boolean closed;

  /** Registers the beans of a node. */
  public StatisticsBeans(NetworkView node) {
    this.node = node;
    server = ManagementFactory.getPlatformMBeanServer();
    update();
  }

  /** Registers what a new configuration has, and forgets what it has no more. */
  public synchronized void update() {
    if (closed) {
      return;
    }
    Map<String, ObjectName> gone = new HashMap<>(registered);
    for (Kstat kstat : Kstats.of(node)) {
      if (gone.remove(kstat.qualifiedName()) == null) {
        register(kstat);
      }
    }
    gone.forEach(this::unregister);
  }

  private void register(Kstat kstat) {
    String name = kstat.qualifiedName();
    try {
      ObjectName bean = name(kstat);
      server.registerMBean(new KstatBean(() -> current(name)), bean);
      registered.put(name, bean);
    } catch (JMException e) {
      LOG.log(Level.WARNING, "No bean shows " + name, e);
    }
  }

  private Kstat current(String name) {
    return Kstats.of(node).stream()
        .filter(kstat -> kstat.qualifiedName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + ": not configured any more"));
  }

  private ObjectName name(Kstat kstat) throws MalformedObjectNameException {
    return new ObjectName(
        "org.rsmapi:type="
            + kstat.module()
            + ",controller="
            + node.configuration().controller()
            + ",cnode="
            + node.configuration().localCnode()
            + ",instance="
            + kstat.instance()
            + ",name="
            + value(kstat.name()));
  }

  private static String value(String text) {
    return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-')
        ? text
        : ObjectName.quote(text);
  }

  private void unregister(String name, ObjectName bean) {
    registered.remove(name);
    try {
      server.unregisterMBean(bean);
    } catch (JMException e) {
      LOG.log(Level.DEBUG, "Somebody else has removed the bean of " + name, e);
    }
  }

  /** Removes the beans. */
  @Override
  public synchronized void close() {
    closed = true;
    new HashMap<>(registered).forEach(this::unregister);
  }
}
