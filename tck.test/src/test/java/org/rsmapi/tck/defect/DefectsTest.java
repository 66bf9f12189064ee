// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Each defect is found by just the rules that it breaks. */
@Tag("defect")
class DefectsTest {

  /** Beginnings of ids, with commas between, of the defects to test; all if it is not set. */
  private static final String SELECT = "org.rsmapi.tck.defects.select";

  private static final DefectWorkers WORKERS = new DefectWorkers();

  @AfterAll
  static void endWorkers() {
    WORKERS.close();
  }

  @TestFactory
  List<DynamicContainer> defects() {
    return Defects.areas().stream()
        .map(area -> DynamicContainer.dynamicContainer(area.name(), tests(area)))
        .toList();
  }

  private static List<? extends DynamicNode> tests(Area area) {
    List<String> beginnings = List.of(System.getProperty(SELECT, "").split(",", -1));
    return area.defects().stream()
        .filter(defect -> beginnings.stream().anyMatch(defect.id()::startsWith))
        .map(defect -> begun(area, defect))
        .toList();
  }

  private static DynamicTest begun(Area area, Defect defect) {
    Future<String> wrong = WORKERS.test(area, defect);
    return DynamicTest.dynamicTest(
        defect.id(), () -> assertTrue(wrong.get().isEmpty(), wrong::resultNow));
  }
}
