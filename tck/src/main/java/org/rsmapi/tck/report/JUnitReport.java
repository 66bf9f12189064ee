// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.run.CaseResult;
import org.rsmapi.tck.run.Environment;
import org.rsmapi.tck.run.Failure;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;

/** The results of an area in the XML that servers for continuous integration read. */
final class JUnitReport {

  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static String of(String area, List<RuleResult> rules, TckResult whole) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JUnitReport(xml).suite(area, rules, whole);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML of area " + area, e);
    }
    return out.append('\n').toString();
  }

  private void suite(String area, List<RuleResult> rules, TckResult whole)
      throws XMLStreamException {
    long failed = count(rules, Outcome.FAIL);
    long skipped = rules.size() - failed - count(rules, Outcome.PASS);
    xml.writeStartDocument("UTF-8", "1.0");
    start("testsuite");
    attribute("name", "org.rsmapi.tck." + area);
    attribute("tests", String.valueOf(rules.size()));
    attribute("failures", String.valueOf(failed));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(skipped));
    attribute("time", seconds(rules.stream().mapToLong(RuleResult::durationMillis).sum()));
    attribute("timestamp", whole.environment().started().toString());
    properties(whole);
    for (RuleResult rule : rules) {
      testcase(area, rule);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void properties(TckResult whole) throws XMLStreamException {
    Environment environment = whole.environment();
    start("properties");
    property("verdict", whole.verdict().name());
    property("driver", environment.driver());
    property("driver.version", environment.driverVersion());
    property("endpoints", String.join(", ", environment.endpoints()));
    property("tck.version", environment.tckVersion());
    property("library.version", environment.libraryVersion());
    property("java", environment.java());
    property("system", environment.system());
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    start("property");
    attribute("name", name);
    attribute("value", value);
    xml.writeEndElement();
  }

  private void testcase(String area, RuleResult rule) throws XMLStreamException {
    start("testcase");
    attribute("name", rule.rule().id());
    attribute("classname", "org.rsmapi.tck." + area);
    attribute("time", seconds(rule.durationMillis()));
    switch (rule.outcome()) {
      case PASS -> {}
      case FAIL -> failure(rule);
      case WAIVED, NOT_APPLICABLE, NOT_RUN -> {
        start("skipped");
        attribute("message", Wording.name(rule.outcome()) + ": " + Wording.reason(rule));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private void failure(RuleResult rule) throws XMLStreamException {
    List<CaseResult> failed =
        rule.cases().stream().filter(one -> one.outcome() == Outcome.FAIL).toList();
    String message =
        failed.stream()
            .map(CaseResult::failure)
            .map(one -> one == null ? "" : one.message())
            .distinct()
            .collect(Collectors.joining("; "));
    start("failure");
    attribute("type", "org.rsmapi.tck." + Catalogue.rule(rule.rule()).kind());
    attribute("message", message.isEmpty() ? rule.reason() : message);
    xml.writeCharacters(
        legal(
            "when: "
                + Catalogue.rule(rule.rule()).when()
                + "\nexpected: "
                + Catalogue.rule(rule.rule()).expected()
                + "\n"
                + failed.stream().map(JUnitReport::text).collect(Collectors.joining())));
    xml.writeEndElement();
  }

  private static String text(CaseResult failed) {
    Failure failure = failed.failure();
    return "\n"
        + line("case", failed.name())
        + (failure == null
            ? ""
            : line("called", failure.called())
                + line("expected", failure.expected())
                + line("got", failure.actual())
                + failure.trace());
  }

  private static String line(String name, String value) {
    return value.isEmpty() ? "" : name + ": " + value + "\n";
  }

  private void start(String element) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
  }

  private void attribute(String name, @Nullable String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value == null ? "" : value));
  }

  private static long count(List<RuleResult> rules, Outcome outcome) {
    return rules.stream().filter(rule -> rule.outcome() == outcome).count();
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }

  /** Not every character may be written in XML, not even escaped. */
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().map(c -> isLegal(c) ? c : 0xFFFD).forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    return c == '\n'
        || c == '\t'
        || (c >= ' ' && c < Character.MIN_SURROGATE)
        || (c > Character.MAX_SURROGATE && c < 0xFFFE)
        || c > Character.MAX_VALUE;
  }
}
