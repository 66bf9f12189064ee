// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitReportTest {

  private final TckResult whole = Samples.allOutcomes();

  private List<RuleResult> area(String name) {
    return whole.results().values().stream()
        .filter(result -> result.rule().area().equals(name))
        .toList();
  }

  private Element suite(String area) throws Exception {
    byte[] xml = JUnitReport.of(area, area(area), whole).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml))
        .getDocumentElement();
  }

  private Element testcase(RuleId rule) throws Exception {
    for (Element testcase : elements(suite(rule.area()), "testcase")) {
      if (testcase.getAttribute("name").equals(rule.id())) {
        return testcase;
      }
    }
    throw new AssertionError(rule.id());
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  @Test
  void aSuiteCountsWhatItHolds() throws Exception {
    for (String area : whole.results().keySet().stream().map(RuleId::area).distinct().toList()) {
      Element suite = suite(area);
      assertEquals(area(area).size(), elements(suite, "testcase").size());
      assertEquals(
          suite.getAttribute("tests"), String.valueOf(elements(suite, "testcase").size()), area);
      assertEquals(
          suite.getAttribute("failures"), String.valueOf(elements(suite, "failure").size()), area);
      assertEquals(
          suite.getAttribute("skipped"), String.valueOf(elements(suite, "skipped").size()), area);
      assertEquals("0", suite.getAttribute("errors"));
    }
  }

  @Test
  void aFailureSaysWhatWasExpectedAndWhatCameBackInEachCase() throws Exception {
    Element testcase = testcase(Samples.TWO_CASES_FAILED);
    assertEquals("org.rsmapi.tck.transfer", testcase.getAttribute("classname"));
    assertEquals("0.017", testcase.getAttribute("time"));
    Element failure = elements(testcase, "failure").getFirst();
    assertTrue(failure.getAttribute("message").contains("got success"));
    String text = failure.getTextContent();
    assertTrue(text.contains("case: offset=0, length=8\n"), text);
    assertTrue(text.contains("expected: RSMERR_BAD_SEGID (20)\ngot: success\n"), text);
    assertTrue(text.contains("got: RSMERR_BAD_OFFSET (12)\n"), text);
  }

  @Test
  void whatDidNotRunOrIsExcusedIsSkippedWithItsReason() throws Exception {
    assertTrue(skipped(Samples.WAIVED).startsWith("waived: known, see ticket 7"));
    assertEquals("not run: the run ended before it", skipped(Samples.NOT_RUN));
    RuleId notApplicable =
        whole.results().values().stream()
            .filter(result -> result.outcome() == Outcome.NOT_APPLICABLE)
            .findFirst()
            .orElseThrow()
            .rule();
    assertTrue(skipped(notApplicable).startsWith("not applicable: "));
  }

  private String skipped(RuleId rule) throws Exception {
    return elements(testcase(rule), "skipped").getFirst().getAttribute("message");
  }

  @Test
  void hostileTextComesBackButForWhatXmlForbids() throws Exception {
    String message =
        elements(testcase(Samples.ONE_CASE_FAILED), "failure").getFirst().getAttribute("message");
    String expected =
        Samples.HOSTILE
            .replace('\u0000', '\ufffd')
            .replace('\u001b', '\ufffd')
            .replace('\ud800', '\ufffd')
            .replace('\uffff', '\ufffd');
    assertTrue(message.endsWith(expected), message);
  }
}
