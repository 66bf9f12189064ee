// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.rsmapi.RsmError.BAD_CTLR_HNDL;
import static org.rsmapi.RsmError.BAD_LIBRARY_VERSION;
import static org.rsmapi.RsmError.CTLR_NOT_PRESENT;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.SUCCESS;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.ExportSegment;
import org.rsmapi.spi.RsmDriver;
import org.rsmapi.tck.RuleId;

/** Getting and describing controllers. */
final class ControllerDefects {

  private static final String GET = "Rsm.controller";
  private static final String ATTRIBUTES = "RsmController.attributes";
  private static final String RELEASE = "RsmController.release";

  static final Area AREA =
      Area.of(
          "controller",
          Defect.of(
                  "release-after-disconnect",
                  "A controller with which something was disconnected cannot be released.",
                  RuleId.GET_CONTROLLER_OK_01)
              .at("ImportSegment.disconnect")
              .after(call -> call.shared().put("disconnected", true))
              .at(RELEASE)
              .when(call -> call.shared().containsKey("disconnected"))
              .answers(BAD_CTLR_HNDL),
          Defect.of(
                  "release-takes-segments",
                  "A release that is not the last ends the segments that were made by that handle.",
                  RuleId.GET_CONTROLLER_REFCOUNT_01)
              .at("RsmController.createExport", RELEASE)
              .with(ControllerDefects::owning),
          Defect.of(
                  "released-handle-has-attributes",
                  "A released handle tells the attributes, as if nothing had happened.",
                  RuleId.CONTROLLER_ATTR_BAD_CTLR_HNDL_01,
                  RuleId.GET_CONTROLLER_REFCOUNT_01)
              .at(ATTRIBUTES)
              .turns(BAD_CTLR_HNDL, SUCCESS),
          Defect.of("null-name", "No name is no controller.", RuleId.GET_CONTROLLER_NULL_NAME_01)
              .at(GET)
              .when(call -> call.arg(0) == null)
              .answers(CTLR_NOT_PRESENT),
          Defect.of(
                  "name-in-capitals",
                  "A name in capital letters is unknown.",
                  RuleId.GET_CONTROLLER_NAME_01)
              .at(GET)
              .when(call -> name(call).matches("[A-Z]+[0-9]*"))
              .answers(CTLR_NOT_PRESENT),
          Defect.of(
                  "name-case",
                  "Names must be written in small letters.",
                  RuleId.GET_CONTROLLER_NAME_01,
                  RuleId.GET_CONTROLLER_NAME_03)
              .at(GET)
              .when(call -> name(call).matches(".*[A-Z].*"))
              .answers(CTLR_NOT_PRESENT),
          Defect.of(
                  "name-leading-zeros",
                  "A unit with leading zeros is unknown.",
                  RuleId.GET_CONTROLLER_NAME_02,
                  RuleId.GET_CONTROLLER_NAME_03,
                  RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01)
              .at(GET)
              .when(call -> name(call).matches("[A-Za-z]+0[0-9]+"))
              .answers(CTLR_NOT_PRESENT),
          Defect.of("name-two-zeros", "The unit 00 is unknown.", RuleId.GET_CONTROLLER_NAME_02)
              .at(GET)
              .when(call -> name(call).matches("[A-Za-z]+00"))
              .answers(CTLR_NOT_PRESENT),
          Defect.of(
                  "name-loopback-unit",
                  "Loopback has but the unit 0.",
                  RuleId.GET_CONTROLLER_NAME_03)
              .at(GET)
              .when(call -> name(call).matches("[A-Za-z]+[1-9][0-9]*"))
              .answers(CTLR_NOT_PRESENT),
          Defect.of(
                  "name-huge-unit",
                  "A unit beyond all numbers is met by a NumberFormatException.",
                  RuleId.GET_CONTROLLER_NAME_03)
              .at(GET)
              .when(call -> name(call).matches("[A-Za-z]+[1-9][0-9]{18,}"))
              .with(
                  call -> {
                    throw new NumberFormatException("a defect");
                  }),
          Defect.of(
                  "unknown-type",
                  "A type that is not there is taken for loopback.",
                  RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01)
              .at(GET)
              .when(call -> name(call).equals("nosuchtype"))
              .with(call -> call.with(0, "loopback").proceed()),
          Defect.of(
                  "empty-name",
                  "The empty name is taken for none.",
                  RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01)
              .at(GET)
              .when(call -> name(call).isEmpty())
              .with(call -> call.with(0, null).proceed()),
          Defect.of(
                  "long-name",
                  "A name of 256 characters is accepted.",
                  RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01)
              .at(GET)
              .when(call -> name(call).length() == 256)
              .with(call -> call.with(0, name(call).substring(0, 255)).proceed()),
          Defect.of(
                  "long-name-limit",
                  "A name of 255 characters is too long.",
                  RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01)
              .at(GET)
              .when(call -> name(call).length() == 255)
              .answers(CTLR_NOT_PRESENT),
          Defect.of(
                  "withdrawn-driver",
                  "A driver that has left is a lack of resources.",
                  RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_03)
              .at(GET)
              .when(call -> name(call).equals("loopback"))
              .turns(CTLR_NOT_PRESENT, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "controller-memory",
                  "A driver short of memory is answered as one short of resources.",
                  RuleId.GET_CONTROLLER_INSUFFICIENT_MEM_01)
              .at(GET)
              .turns(INSUFFICIENT_MEM, INSUFFICIENT_RESOURCES),
          Defect.of(
                  "driver-version-code",
                  "A driver of another version is not there.",
                  RuleId.GET_CONTROLLER_BAD_LIBRARY_VERSION_01)
              .at(GET)
              .turns(BAD_LIBRARY_VERSION, CTLR_NOT_PRESENT),
          Defect.of(
                  "driver-version-ignored",
                  "The version of the driver is not looked at.",
                  RuleId.GET_CONTROLLER_BAD_LIBRARY_VERSION_01)
              .at("RsmDriver.spiVersion")
              .with(call -> RsmDriver.SPI_VERSION),
          attributes(
              "negative-limit",
              "No limit is -1.",
              a -> with(a, a.directAccessSizes(), a.pageSize(), a.maxExportSegments(), -1),
              RuleId.CONTROLLER_ATTR_OK_01,
              RuleId.CONTROLLER_ATTR_LIMIT_01),
          attributes(
              "limit-of-segments",
              "Loopback claims a limit that it does not have.",
              a -> with(a, a.directAccessSizes(), a.pageSize(), 64, a.maxImportSegments()),
              RuleId.CONTROLLER_ATTR_LIMIT_01),
          Defect.of(
                  "attributes-change",
                  "The attributes differ from call to call.",
                  RuleId.CONTROLLER_ATTR_OK_01,
                  RuleId.GET_CONTROLLER_NAME_01,
                  RuleId.GET_CONTROLLER_NAME_02,
                  RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01)
              .at(ATTRIBUTES)
              .with(
                  call -> {
                    ControllerAttributes a = (ControllerAttributes) call.proceed();
                    return with(a, 1 << call.count("calls"), a.pageSize(), 0, 0);
                  }),
          Defect.of(
                  "access-width-lost",
                  "An element of two bytes arrives at an odd word without its upper half.",
                  RuleId.CONTROLLER_ATTR_DATA_01)
              .at("ImportSegment.put16")
              .when(call -> call.argCount() == 2 && call.longArg(0) == 8)
              .with(call -> call.with(1, (short) (call.longArg(1) & 0xFF)).proceed()),
          Defect.of(
                  "attributes-code",
                  "A released handle has no attributes because the controller is not there.",
                  RuleId.CONTROLLER_ATTR_BAD_CTLR_HNDL_01,
                  RuleId.GET_CONTROLLER_REFCOUNT_01)
              .at(ATTRIBUTES)
              .turns(BAD_CTLR_HNDL, CTLR_NOT_PRESENT));

  private ControllerDefects() {}

  private static String name(Call call) {
    return call.arg(0) instanceof String name ? name : "null";
  }

  private static Defect attributes(
      String id, String sentence, UnaryOperator<ControllerAttributes> wrong, RuleId... broken) {
    return Defect.of(id, sentence, broken)
        .at(ATTRIBUTES)
        .with(call -> wrong.apply((ControllerAttributes) call.proceed()));
  }

  private static ControllerAttributes with(
      ControllerAttributes right, long sizes, long page, long exports, long imports) {
    return new ControllerAttributes(
        sizes,
        right.atomicSizes(),
        page,
        right.maxExportSegmentSize(),
        right.totalExportSegmentSize(),
        exports,
        right.maxImportMapSize(),
        right.totalImportMapSize(),
        imports);
  }

  private static Object owning(Call call) throws Throwable {
    Object result = call.proceed();
    Object made = call.memory().computeIfAbsent("made", key -> new ArrayList<ExportSegment>());
    @SuppressWarnings("unchecked")
    List<ExportSegment> segments = (List<ExportSegment>) made;
    if (result instanceof ExportSegment segment) {
      segments.add(segment);
    } else {
      segments.forEach(ExportSegment::close);
    }
    return result;
  }
}
