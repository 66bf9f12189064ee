// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.NotApplicable;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_get_controller: names and references. */
@ExtendWith(TestBedExtension.class)
final class ControllerTest {

  private static final int LONGEST_NAME = 255;

  @Rule(RuleId.GET_CONTROLLER_OK_01)
  @Test
  void presentControllerIsUsableByEveryLaterCall(TestBed bed) {
    try (Rsm rsm = TestBed.library()) {
      RsmController controller = rsm.controller(TestBed.controllerName());
      long page = controller.attributes().pageSize();
      ExportSegment exported = controller.createExport(bed.memory(1), page);
      exported.publish(bed.freshId(), null);
      ImportSegment imported =
          controller.connect(controller.localNode(), TestBed.idOf(exported), Permission.RDWR);
      imported.initBarrier();
      imported.put64(0, 42);
      assertEquals(42, imported.get64(0));
      imported.disconnect();
      exported.destroy();
      controller.release();
    }
  }

  @Rule(RuleId.GET_CONTROLLER_REFCOUNT_01)
  @Test
  void controllerEndsWithItsLastReference(TestBed bed) {
    String name = TestBed.controllerName();
    try (Rsm rsm = TestBed.library()) {
      RsmController first = rsm.controller(name);
      RsmController second = rsm.controller(name);
      ExportSegment exported = first.createExport(bed.memory(1), bed.page());
      exported.publish(bed.freshId(), null);
      ImportSegment imported =
          first.connect(first.localNode(), TestBed.idOf(exported), Permission.RDWR);
      imported.initBarrier();

      first.release();
      imported.put64(0, 7);
      assertEquals(7, imported.get64(0));
      assertEquals(bed.page(), second.attributes().pageSize());
      second.createExport(bed.memory(1), bed.page()).destroy();
      exported.unpublish();
      exported.publish(bed.freshId(), null);

      second.release();
      assertRsmError(RsmError.BAD_SEG_HNDL, exported::unpublish);
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> imported.get64(0));

      RsmController anew = rsm.controller(name);
      anew.createExport(bed.memory(1), bed.page()).destroy();
      assertRsmError(RsmError.BAD_CTLR_HNDL, first::attributes);
      assertRsmError(RsmError.BAD_CTLR_HNDL, second::attributes);
      assertRsmError(RsmError.BAD_CTLR_HNDL, second::release);
      assertRsmError(RsmError.BAD_SEG_HNDL, exported::destroy);
      assertEquals(bed.page(), anew.attributes().pageSize());
    }
  }

  @Rule(RuleId.GET_CONTROLLER_NULL_NAME_01)
  @Test
  void nullNameMeansLoopback(TestBed bed) {
    assumeLoopback(bed);
    try (RsmController controller = bed.rsm().controller(null)) {
      assertEquals("loopback", controller.name());
      controller.createExport(bed.memory(1), controller.attributes().pageSize()).destroy();
    }
  }

  @Rule(RuleId.GET_CONTROLLER_NAME_01)
  @Test
  void letterCaseOfTheNameDoesNotMatter(TestBed bed) {
    String exact = bed.controller().name();
    String upper = exact.toUpperCase(Locale.ROOT);
    assertSameController(bed, upper);
    assertSameController(bed, upper.charAt(0) + exact.substring(1));
    assertSameController(bed, exact.charAt(0) + upper.substring(1));
    assertSameController(bed, exact.toLowerCase(Locale.ROOT));
  }

  @Rule(RuleId.GET_CONTROLLER_NAME_02)
  @ParameterizedTest
  @ValueSource(strings = {"0", "00", "0000000000000000"})
  void unitMayHaveLeadingZeros(String zeros, TestBed bed) {
    assertSameController(bed, type(bed) + zeros + unit(bed));
    if (unit(bed) == 0) {
      assertSameController(bed, type(bed));
      assertSameController(bed, type(bed) + zeros);
    }
  }

  @Rule(RuleId.GET_CONTROLLER_NAME_03)
  @ParameterizedTest
  @ValueSource(
      strings = {"loopback0", "loopback7", "LoopBack0012", "loopback99999999999999999999999"})
  void loopbackIgnoresTheUnit(String name, TestBed bed) {
    assumeLoopback(bed);
    try (RsmController loopback = bed.rsm().controller("loopback");
        RsmController numbered = bed.rsm().controller(name)) {
      assertEquals("loopback", numbered.name());
      assertConnects(bed, loopback, numbered);
    }
  }

  @Rule(RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01)
  @Test
  void absentControllersAreRefused(TestBed bed) {
    Rsm rsm = bed.rsm();
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("nosuchtype0"));
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("nosuchtype"));
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("0"));
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller(""));
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller(" "));
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("x".repeat(1 << 16)));
    if (!type(bed).equals("loopback")) {
      assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller(type(bed) + 987_654));
      assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller(type(bed) + "9".repeat(40)));
    }
    int zeros = LONGEST_NAME - type(bed).length() - Integer.toString(unit(bed)).length();
    assertSameController(bed, type(bed) + "0".repeat(zeros) + unit(bed));
    assertRsmError(
        RsmError.CTLR_NOT_PRESENT,
        () -> rsm.controller(type(bed) + "0".repeat(zeros + 1) + unit(bed)));
    assertSameController(bed, bed.controller().name());
  }

  private static void assumeLoopback(TestBed bed) {
    NotApplicable.unless(
        bed.rsm().drivers().stream()
            .anyMatch(driver -> driver.type().equals("loopback") && driver.available()),
        "there is no loopback driver");
  }

  private static String type(TestBed bed) {
    return bed.controller().name().replaceAll("[0-9]+$", "");
  }

  private static int unit(TestBed bed) {
    String digits = bed.controller().name().substring(type(bed).length());
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static void assertSameController(TestBed bed, String name) {
    try (RsmController other = bed.rsm().controller(name)) {
      assertEquals(bed.controller().name(), other.name());
      assertEquals(bed.controller().attributes(), other.attributes());
      assertConnects(bed, bed.controller(), other);
    }
  }

  private static void assertConnects(TestBed bed, RsmController exporter, RsmController importer) {
    ExportSegment exported = exporter.createExport(bed.memory(1), exporter.attributes().pageSize());
    exported.publish(bed.freshId(), null);
    importer.connect(importer.localNode(), TestBed.idOf(exported), Permission.READ).disconnect();
    exported.destroy();
    assertTrue(codeOf(exported::destroy) == RsmError.BAD_SEG_HNDL);
  }
}
