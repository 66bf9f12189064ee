// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.broken;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;
import org.rsmapi.tck.Rule;

/**
 * Loopback, but a call of the controller that a rule tests does harm. The system property {@value
 * #PROPERTY} says which: words {@code RULE_ID/call=Harm}.
 */
public final class BrokenDriver implements RsmDriver {

  /** Passed on to the process with the tests. */
  public static final String PROPERTY = "org.rsmapi.broken";

  private static final String LOOPBACK = "org.rsmapi.driver.loopback.LoopbackDriver";

  private final RsmDriver loopback;

  /** For {@link java.util.ServiceLoader}. */
  public BrokenDriver() throws ReflectiveOperationException {
    loopback = Class.forName(LOOPBACK).asSubclass(RsmDriver.class).getConstructor().newInstance();
  }

  @Override
  public String type() {
    return loopback.type();
  }

  @Override
  public int spiVersion() {
    return loopback.spiVersion();
  }

  @Override
  public Availability availability() {
    return loopback.availability();
  }

  @Override
  public List<Integer> units() {
    return loopback.units();
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    DriverController controller = loopback.open(unit, listener);
    return (DriverController)
        Proxy.newProxyInstance(
            BrokenDriver.class.getClassLoader(),
            new Class<?>[] {DriverController.class},
            (proxy, method, arguments) -> call(controller, method, arguments));
  }

  private static Object call(DriverController controller, Method method, Object[] arguments)
      throws Throwable {
    String words = System.getProperty(PROPERTY, "");
    if (!words.isEmpty()) {
      String call = tested() + "/" + method.getName() + "=";
      Arrays.stream(words.split(",", -1))
          .filter(word -> word.startsWith(call))
          .forEach(word -> Harm.valueOf(word.substring(call.length())).happen());
    }
    try {
      return method.invoke(controller, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The rule whose test is on the stack; empty if there is none. */
  private static String tested() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .map(BrokenDriver::rule)
                    .flatMap(Optional::stream)
                    .map(rule -> rule.value().name())
                    .findFirst()
                    .orElse(""));
  }

  private static Optional<Rule> rule(StackFrame frame) {
    return Arrays.stream(frame.getDeclaringClass().getDeclaredMethods())
        .filter(method -> method.getName().equals(frame.getMethodName()))
        .map(method -> method.getAnnotation(Rule.class))
        .filter(rule -> rule != null)
        .findFirst();
  }
}
