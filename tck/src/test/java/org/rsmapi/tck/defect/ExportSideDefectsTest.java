// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What each defect of controllers, exported segments and connecting breaks. */
class ExportSideDefectsTest {

  @TestFactory
  Stream<DynamicNode> defects() {
    return DefectTests.of(Defects.exportSide());
  }
}
