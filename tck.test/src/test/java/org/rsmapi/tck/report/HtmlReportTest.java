// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

  private static String json;
  private static String page;

  @BeforeAll
  static void write() {
    json = JsonReport.of(Samples.allOutcomes(), new RepeatCommand(List.of("./rsm", "tck")));
    page = HtmlReport.of(json);
  }

  @Test
  void theDataIsThatOfTheJsonFileWhateverItHolds() {
    Matcher data = DATA.matcher(page);
    assertTrue(data.find());
    assertEquals(JsonParser.parseString(json), JsonParser.parseString(data.group(1)));
    assertFalse(data.group(1).contains("<"), "nothing in it is read as an element");
  }

  @Test
  void onlyTheScriptsOfThePageAreThere() {
    assertEquals(2, Pattern.compile("<script").matcher(page).results().count());
    assertEquals(2, Pattern.compile("</script").matcher(page).results().count());
  }

  @Test
  void nothingIsFetched() {
    String withoutData = DATA.matcher(page).replaceFirst("");
    for (String fetching :
        List.of("src=", "url(", "@import", "fetch(", "XMLHttp", "http:", "https:")) {
      assertFalse(withoutData.contains(fetching), fetching);
    }
    assertTrue(withoutData.contains("default-src 'none'"));
  }

  @Test
  void textIsNeverReadAsElements() {
    String withoutData = DATA.matcher(page).replaceFirst("");
    for (String parsing :
        List.of("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")) {
      assertFalse(withoutData.contains(parsing), parsing);
    }
  }
}
