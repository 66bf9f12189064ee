// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** A call of the API or of the interface between library and driver, on its way. */
final class Call {

  private final Wrapping wrapping;
  private final String operation;
  private final Object wrapper;
  private final Object target;
  private final Method method;
  private final Object[] args;

  Call(
      Wrapping wrapping, String type, Object wrapper, Object target, Method method, Object[] args) {
    this.wrapping = wrapping;
    this.operation = type + "." + method.getName();
    this.wrapper = wrapper;
    this.target = target;
    this.method = method;
    this.args = args;
  }

  /** Returns type and method, for example {@code ExportSegment.publish}. */
  String operation() {
    return operation;
  }

  /** Returns the object that is called, as the caller knows it. */
  <T> T self(Class<T> type) {
    return type.cast(wrapper);
  }

  int argCount() {
    return args.length;
  }

  Object arg(int index) {
    return args[index];
  }

  <T> T arg(int index, Class<T> type) {
    return type.cast(args[index]);
  }

  long longArg(int index) {
    return ((Number) args[index]).longValue();
  }

  /** Tells whether the second argument is longer than the memory that is the first. */
  boolean isBeyondMemory() {
    return args[0] instanceof MemorySegment memory && longArg(1) > memory.byteSize();
  }

  /** Replaces an argument. */
  Call with(int index, Object value) {
    args[index] = value;
    return this;
  }

  /** Returns what the defect keeps for the object that is called. */
  Map<String, Object> memory() {
    return wrapping.memory(target);
  }

  /** Returns what the defect keeps for another object. */
  Map<String, Object> memory(Object other) {
    return wrapping.memory(Wrapping.unwrapped(other));
  }

  /** Returns what the defect keeps for the library, or for the driver, as a whole. */
  Map<String, Object> shared() {
    return wrapping.memory(wrapping);
  }

  /** Keeps a value where it is looked for later. */
  void keep(Map<String, Object> memory, String name, Object value) {
    Object ignored = memory.put(name, value);
  }

  /** Drops what {@link #memory} has under a name. */
  void forget(String name) {
    Object ignored = memory().remove(name);
  }

  /** Counts under a name of {@link #memory}; 1 is the first. */
  int count(String name) {
    return (Integer) memory().merge(name, 1, (before, one) -> (Integer) before + (Integer) one);
  }

  /** Makes the call, with the arguments as they are now. */
  Object proceed() throws Throwable {
    try (Arguments plain = Arguments.unwrap(wrapping, method, args)) {
      Object result = method.invoke(target, plain.values());
      return wrapping.wrap(result, method.getReturnType());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Returns the code that the call would fail with if it had another argument. */
  RsmError codeWith(int index, Object value) throws Throwable {
    Object right = args[index];
    args[index] = value;
    try {
      Object result = proceed();
      if (result instanceof AutoCloseable made) {
        made.close();
      }
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      return e.error();
    } finally {
      args[index] = right;
    }
  }

  /** Makes the exception for a wrong code. */
  RsmException failure(RsmError error) {
    return new RsmException(error, operation, "a defect");
  }

  /** Returns what a call answers that does nothing: nothing, zero or false. */
  Object nothing() {
    Class<?> type = method.getReturnType();
    if (type == long.class) {
      return 0L;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == short.class) {
      return (short) 0;
    }
    if (type == byte.class) {
      return (byte) 0;
    }
    return type == boolean.class ? Boolean.FALSE : null;
  }
}
