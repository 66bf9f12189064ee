// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What each defect of what is done with a connection breaks. */
class ImportSideDefectsTest {

  @TestFactory
  Stream<DynamicNode> defects() {
    return DefectTests.of(Defects.importSide());
  }
}
