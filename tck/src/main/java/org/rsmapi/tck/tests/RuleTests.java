// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;

/** Which method tests which rule. A list, because not every class loader can be searched. */
public final class RuleTests {

  private static final List<Class<?>> CLASSES =
      List.of(
          BarrierDataTest.class,
          BarrierFailureTest.class,
          BarrierModeTest.class,
          BarrierStateTest.class,
          ConnectAccessTest.class,
          ConnectFaultsTest.class,
          ConnectTest.class,
          ConnectUsersTest.class,
          ControllerAttributesTest.class,
          ControllerTest.class,
          CreateLimitsTest.class,
          CreateTest.class,
          DestroyTest.class,
          DisconnectTest.class,
          ErrorCodesTest.class,
          FailedCallTest.class,
          LinksTest.class,
          LocalMemoryTest.class,
          MapArgumentsTest.class,
          MapTest.class,
          MixedEndianTest.class,
          NoMappingTest.class,
          NodesTest.class,
          PollForeignTest.class,
          PollReferenceTest.class,
          PollWaitTest.class,
          ProcessesTest.class,
          PublishErrorsTest.class,
          PublishProcessesTest.class,
          PublishResourcesTest.class,
          PublishTest.class,
          RebindErrorsTest.class,
          RebindTest.class,
          ReleaseControllerTest.class,
          RepublishTest.class,
          SegmentIdRangeTest.class,
          SignalPostTest.class,
          SignalWaitTest.class,
          TopologyTest.class,
          TransferArgumentsTest.class,
          TransferBufferTest.class,
          TransferConcurrencyTest.class,
          TransferDataTest.class,
          TransferFaultTest.class,
          TransferOrderTest.class,
          TransferStateTest.class,
          UnmapTest.class,
          UnpublishTest.class,
          VectorFaultTest.class,
          VectorListTest.class,
          VectorRangeTest.class,
          VectorStateTest.class,
          VectorTest.class,
          WithdrawnControllerTest.class);

  private static final Map<RuleId, Method> METHODS = methods();

  private RuleTests() {}

  /**
   * Returns the tests.
   *
   * @return by rule; rules that cannot be tested are missing
   */
  public static Map<RuleId, Method> byRule() {
    return METHODS;
  }

  private static Map<RuleId, Method> methods() {
    Map<RuleId, Method> methods = new EnumMap<>(RuleId.class);
    CLASSES.stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Rule.class))
        .forEach(
            method -> {
              RuleId rule = method.getAnnotation(Rule.class).value();
              Method other = methods.put(rule, method);
              if (other != null) {
                throw new IllegalStateException(rule.id() + " has two tests: " + method);
              }
            });
    return methods;
  }
}
