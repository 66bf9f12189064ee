// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts a defect around objects: every call of theirs goes by it, and what they return is wrapped in
 * its turn. An object has one wrapper, so that what was the same object stays so.
 */
final class Wrapping {

  private static final String API = "org.rsmapi";
  private static final String SPI = "org.rsmapi.spi";

  private final Defect defect;
  private final Map<Object, List<Object>> wrappers =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final Map<Object, Map<String, Object>> memories =
      Collections.synchronizedMap(new IdentityHashMap<>());

  Wrapping(Defect defect) {
    this.defect = defect;
  }

  private record Wrapper(Wrapping wrapping, Class<?> type, Object target)
      implements InvocationHandler {

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
      Object[] given = args == null ? new Object[0] : args;
      if (method.getDeclaringClass() == Object.class) {
        return switch (method.getName()) {
          case "equals" -> target.equals(unwrapped(given[0]));
          case "hashCode" -> target.hashCode();
          default -> target.toString();
        };
      }
      // A method that only completes the arguments of another is a call of that one.
      if (method.isDefault()
          && target
              .getClass()
              .getMethod(method.getName(), method.getParameterTypes())
              .isDefault()) {
        return InvocationHandler.invokeDefault(proxy, method, given);
      }
      return wrapping.defect.answer(
          new Call(wrapping, type.getSimpleName(), proxy, target, method, given));
    }
  }

  /** Returns what is behind a wrapper; anything else as it is. */
  @SuppressWarnings("unchecked")
  static <T> T unwrapped(T object) {
    return object != null
            && Proxy.isProxyClass(object.getClass())
            && Proxy.getInvocationHandler(object) instanceof Wrapper wrapper
        ? (T) wrapper.target
        : object;
  }

  /** Wraps a result of the declared type if it is an object of the API or of a driver. */
  Object wrap(Object result, Class<?> declared) {
    if (result == null || !declared.isInterface()) {
      return result;
    }
    String place = declared.getPackageName();
    if (!place.equals(API) && !place.equals(SPI)) {
      return result;
    }
    synchronized (wrappers) {
      List<Object> known = wrappers.computeIfAbsent(result, key -> new ArrayList<>());
      for (Object wrapper : known) {
        if (declared.isInstance(wrapper)) {
          return wrapper;
        }
      }
      Object wrapper =
          Proxy.newProxyInstance(
              Wrapping.class.getClassLoader(),
              new Class<?>[] {declared},
              new Wrapper(this, declared, result));
      known.add(wrapper);
      return wrapper;
    }
  }

  /**
   * Returns an argument as the object behind a wrapper is to get it; what it may call is wrapped.
   */
  Object argument(Object given, Class<?> declared) {
    Object plain = unwrapped(given);
    return plain == given && declared.getPackageName().equals(SPI) ? wrap(given, declared) : plain;
  }

  Map<String, Object> memory(Object target) {
    return memories.computeIfAbsent(target, key -> new ConcurrentHashMap<>());
  }
}
