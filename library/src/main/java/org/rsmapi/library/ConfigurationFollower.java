// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;

/**
 * Has the configuration of the container hold, as Configuration Admin knows it. A class of its own,
 * since a container may do without the types of Configuration Admin.
 */
final class ConfigurationFollower implements ManagedService {

  private static final Logger LOG = System.getLogger(ConfigurationFollower.class.getName());

  private final Quotas quotas;
  private final Map<String, String> properties;

  /**
   * Follows.
   *
   * @param quotas where the configuration holds
   * @param properties what holds for a setting that the configuration does not have
   */
  ConfigurationFollower(Quotas quotas, Map<String, String> properties) {
    this.quotas = quotas;
    this.properties = properties;
  }

  /** Registers the service that Configuration Admin tells of changes. */
  static void register(BundleContext context, Quotas quotas, Map<String, String> properties) {
    context.registerService(
        ManagedService.class,
        new ConfigurationFollower(quotas, properties),
        FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, SettingsDescription.PID)));
  }

  @Override
  public void updated(@Nullable Dictionary<String, ?> configured) throws ConfigurationException {
    try {
      if (configured != null) {
        Settings.checkNames(Collections.list(configured.keys()));
      }
      Configuration next = Settings.read(name -> value(configured, name));
      quotas.configure(next);
      LOG.log(Level.DEBUG, "Configured: {0}", next);
    } catch (BadSettingException e) {
      String message =
          "Configuration " + SettingsDescription.PID + " is refused, and the one before stays: ";
      LOG.log(Level.WARNING, message + e.getMessage());
      throw new ConfigurationException(e.setting(), e.reason(), e);
    }
  }

  private @Nullable String value(@Nullable Dictionary<String, ?> configured, String name) {
    Object value = configured == null ? null : configured.get(name);
    return value == null ? properties.get(name) : value.toString();
  }
}
