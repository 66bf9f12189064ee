// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.catalogue.CatalogueRule;
import org.rsmapi.tck.catalogue.LikelyCauses;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;

/** The page in a browser, used as people use it. */
class ReportPageTest {

  private static final TckResult RESULT = Samples.allOutcomes();
  private static final int ALL = RuleId.values().length;

  @TempDir private static Path directory;
  private static Path page;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    page = Reports.write(RESULT, directory);
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingIsInTheConsole() {
    browser.assertNoComplaints();
  }

  private static long count(Predicate<CatalogueRule> wanted, Outcome... outcomes) {
    List<Outcome> among = List.of(outcomes.length == 0 ? Outcome.values() : outcomes);
    return RESULT.results().values().stream()
        .filter(result -> among.contains(result.outcome()))
        .map(RuleResult::rule)
        .map(Catalogue::rule)
        .filter(wanted)
        .count();
  }

  private static void assertShown(long count) {
    String shown =
        count == ALL
            ? "All " + ALL + " rules are shown."
            : count + " of " + ALL + (count == 1 ? " rules is shown." : " rules are shown.");
    assertEquals(shown, browser.find("#shown").getText());
    assertEquals(count, browser.findAll(".rule:not([hidden])").size());
    assertEquals(
        count,
        browser.run(
            "return [...document.querySelectorAll('.rule')].filter((r) => r.checkVisibility()).length"));
  }

  private static WebElement outcome(Outcome outcome) {
    return browser.find("button[data-outcome=" + outcome + "]");
  }

  private static void choose(String facet, String value) {
    browser.find("#filter-" + facet + " option[value='" + value + "']").click();
  }

  private static WebElement row(RuleId rule) {
    return browser.find("[data-rule='" + rule.id() + "']");
  }

  @ParameterizedTest
  @EnumSource
  void theVerdictComesFirst(Browser.Screen screen) {
    browser.open(page, "", screen);
    WebElement verdict = browser.find("h1");
    assertEquals("✗ Not conformant", verdict.getText());
    assertTrue(verdict.getLocation().getY() < 150);
    assertTrue(browser.title().startsWith("Not conformant – sample "));
    assertShown(ALL);
  }

  @ParameterizedTest
  @EnumSource
  void eachOutcomeCanBeShownAlone(Browser.Screen screen) {
    browser.open(page, "", screen);
    for (Outcome outcome : Outcome.values()) {
      outcome(outcome).click();
      assertShown(RESULT.count(outcome));
      assertEquals("true", outcome(outcome).getDomAttribute("aria-pressed"));
      assertTrue(browser.address().endsWith("#outcome=" + outcome));
      outcome(outcome).click();
      assertShown(ALL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void outcomesAddUp(Browser.Screen screen) {
    browser.open(page, "", screen);
    outcome(Outcome.FAIL).click();
    outcome(Outcome.WAIVED).click();
    assertShown(RESULT.count(Outcome.FAIL) + RESULT.count(Outcome.WAIVED));
  }

  @ParameterizedTest
  @EnumSource
  void functionCodeAndLevelNarrowAndTheCountsFollow(Browser.Screen screen) {
    browser.open(page, "", screen);
    choose("level", "mandatory");
    Predicate<CatalogueRule> wanted = rule -> rule.capability().isEmpty();
    assertShown(count(wanted));
    choose("function", "rsm_memseg_import_put8");
    wanted = wanted.and(rule -> rule.functions().contains("rsm_memseg_import_put8"));
    assertShown(count(wanted));
    choose("code", "RSMERR_BAD_OFFSET");
    wanted = wanted.and(rule -> rule.codes().contains(RsmError.BAD_OFFSET));
    assertShown(count(wanted));
    assertTrue(count(wanted) > 0 && count(wanted) < 10);
    for (Outcome outcome : Outcome.values()) {
      assertTrue(outcome(outcome).getText().endsWith(" " + count(wanted, outcome)));
    }
    assertEquals(
        "RSMERR_BAD_OFFSET (" + count(wanted) + ")",
        browser.find("#filter-code option:checked").getText());
    browser.find("#filter-reset").click();
    assertShown(ALL);
  }

  @Test
  void eachCapabilityIsALevel() {
    browser.open(page, "", Browser.Screen.DESKTOP);
    for (Capability capability : Capability.values()) {
      Predicate<CatalogueRule> wanted =
          rule -> rule.capability().filter(capability::equals).isPresent();
      if (count(wanted) > 0) {
        choose("level", capability.toString());
        assertShown(count(wanted));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void textFindsRulesByAnyOfTheirWords(Browser.Screen screen) {
    browser.open(page, "", screen);
    WebElement text = browser.find("#filter-text");
    text.sendKeys(Samples.NOT_RUN.id().toLowerCase(Locale.ROOT));
    assertShown(1);
    assertTrue(row(Samples.NOT_RUN).isDisplayed());
    text.clear();
    text.sendKeys("ticket known, see");
    assertShown(1);
    text.clear();
    text.sendKeys("no rule says this");
    assertShown(0);
  }

  @ParameterizedTest
  @EnumSource
  void aFailedRuleOpensWithAllThatHelps(Browser.Screen screen) {
    browser.open(page, "", screen);
    outcome(Outcome.FAIL).click();
    row(Samples.TWO_CASES_FAILED).findElement(By.tagName("summary")).click();
    awaitOpened();
    String text = browser.text(row(Samples.TWO_CASES_FAILED));
    CatalogueRule rule = Catalogue.rule(Samples.TWO_CASES_FAILED);
    for (String part :
        List.of(
            rule.when(),
            rule.expected(),
            rule.source(),
            "2 of 3 cases failed.",
            "Case offset=0, length=8",
            "connect (segment=42, controller=sample0)",
            "RSMERR_BAD_SEGID (20)",
            "ConnectTest.aBadId:27",
            LikelyCauses.of(rule).getFirst(),
            LikelyCauses.of(rule).getLast(),
            "./rsm tck --controller sample0 --rule " + rule.id().id())) {
      assertTrue(text.contains(part), () -> part + "\nis not in\n" + text);
    }
    assertTrue(text.indexOf("What came back") < text.indexOf(LikelyCauses.of(rule).getFirst()));
  }

  @Test
  void aRuleOpensByTheKeyboard() {
    browser.open(page, "", Browser.Screen.DESKTOP);
    WebElement row = row(Samples.WAIVED);
    row.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);
    browser.await("document.querySelector('.rule[open] .body')");
    assertTrue(browser.text(row).contains("known, see ticket 7"));
  }

  @Test
  void theListOfFailuresLeadsToTheRuleWhateverTheFilter() {
    browser.open(page, "#outcome=PASS", Browser.Screen.DESKTOP);
    assertFalse(row(Samples.ONE_CASE_FAILED).isDisplayed());
    browser.find("#failed a[href$='" + Samples.ONE_CASE_FAILED.id() + "']").click();
    assertEquals("true", row(Samples.ONE_CASE_FAILED).getDomAttribute("open"));
    assertTrue(browser.address().endsWith("#rule=" + Samples.ONE_CASE_FAILED.id()));
    assertShown(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "outcome=PASS&level=mandatory, mandatory",
    "outcome=PASS%2CNONSENSE&level=mandatory&code=X, mandatory",
  })
  void theAddressKeepsTheFilter(String address, String level) {
    browser.open(page, "#" + address, Browser.Screen.DESKTOP);
    long expected = count(rule -> rule.level().equals(level), Outcome.PASS);
    assertShown(expected);
    browser.reload();
    assertShown(expected);
    assertEquals(level, browser.find("#filter-level").getDomProperty("value"));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsWiderThanTheScreenEvenWithEverythingOpen(Browser.Screen screen) {
    browser.open(page, "", screen);
    assertNotWider();
    openEverything();
    assertNotWider();
  }

  /** What is inside a rule is made once it is open, and the browser tells that later. */
  private static void awaitOpened() {
    browser.await(
        "[...document.querySelectorAll('.rule[open]')].every((r) => r.querySelector('.body'))");
  }

  private static void openEverything() {
    String open = "document.querySelectorAll('details').forEach((one) => { one.open = true; })";
    browser.run(open);
    awaitOpened();
    browser.run(open);
  }

  private static void assertNotWider() {
    assertEquals(
        browser.run("return document.documentElement.clientWidth"),
        browser.run("return document.documentElement.scrollWidth"));
  }

  @Test
  void whatADriverSaysIsOnlyText() {
    browser.open(page, "", Browser.Screen.DESKTOP);
    openEverything();
    assertTrue(browser.findAll("img").isEmpty());
    assertEquals(2, browser.findAll("script").size());
    assertFalse(browser.title().equals("taken"));
    assertTrue(browser.text(browser.find("#verdict")).contains("</script><script>"));
  }

  @Test
  void everyControlHasAName() {
    browser.open(page, "", Browser.Screen.DESKTOP);
    for (WebElement control : browser.findAll("input, select, button, a, #filters, section")) {
      assertFalse(
          control.getAccessibleName().isBlank() && control.isDisplayed(),
          () -> String.valueOf(control.getDomProperty("outerHTML")));
    }
  }

  @ParameterizedTest
  @CsvSource({"DESKTOP, light", "DESKTOP, dark", "PHONE, light", "PHONE, dark"})
  void textStandsOutFromWhatIsBehindIt(Browser.Screen screen, String colours) {
    browser.preferColours(colours);
    browser.open(page, "", screen);
    openEverything();
    outcome(Outcome.FAIL).click();
    assertEquals(List.of(), browser.run(Contrast.TOO_LOW));
  }
}
