// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, the one that is on the PATH. */
final class Browser implements AutoCloseable {

  private static final String REQUIRED = "org.rsmapi.tck.browser.required";

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the tests where there is none, unless there has to be one. */
  static Browser start() {
    Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
    Optional<Path> chromedriver = onPath("chromedriver");
    if (chromium.isEmpty() || chromedriver.isEmpty()) {
      String missing =
          "chromium and chromedriver are not both on the PATH: no browser to try the page in";
      if (Boolean.getBoolean(REQUIRED)) {
        fail(missing + ", and -D" + REQUIRED + "=true asks for one");
      }
      abort(missing);
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments("--headless=new", "--disable-gpu", "--disable-dev-shm-usage");
    if (System.getProperty("user.name").equals("root")) {
      options.addArguments("--no-sandbox");
    }
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Optional<Path> onPath(String... names) {
    List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
    return Arrays.stream(names)
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page as if for the first time. */
  void open(Path page, String hash, Screen screen) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            screen.width,
            "height",
            screen.height,
            "deviceScaleFactor",
            1,
            "mobile",
            screen == Screen.PHONE));
    driver.get("about:blank");
    driver.get(page.toUri() + hash);
  }

  void preferColours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void reload() {
    driver.navigate().refresh();
  }

  String address() {
    return String.valueOf(driver.getCurrentUrl());
  }

  String title() {
    return String.valueOf(run("return document.title.toWellFormed()"));
  }

  /** The text as it is seen. Half a surrogate pair could not be sent, and comes as U+FFFD. */
  String text(WebElement element) {
    return String.valueOf(
        driver.executeScript("return arguments[0].innerText.toWellFormed()", element));
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  Object run(String script) {
    return driver.executeScript(script);
  }

  /** Waits until an expression is true in the page, but not for longer than a script may take. */
  void await(String condition) {
    driver.executeAsyncScript(
        "const done = arguments[0];"
            + "const look = () => ("
            + condition
            + ") ? done() : requestAnimationFrame(look);"
            + "look();");
  }

  /** What the page, or the browser about it, has complained of since the last time. */
  void assertNoComplaints() {
    assertEquals(List.of(), driver.manage().logs().get(LogType.BROWSER).getAll());
  }

  @Override
  public void close() {
    driver.quit();
  }

  /** Where the page is read. */
  enum Screen {
    DESKTOP(1280, 900),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }
}
