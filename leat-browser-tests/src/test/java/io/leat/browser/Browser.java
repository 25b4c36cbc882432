// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with one page. */
final class Browser implements AutoCloseable {
    static final Dimension DESK = new Dimension(1400, 1000);
    static final Dimension PHONE = new Dimension(390, 844);

    private static final Logger CDP_LOG = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");
    private static final Duration LONG = Duration.ofSeconds(20);

    final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts a browser; skips the test where there is none. */
    static Browser start() {
        Path chromium = installed("chromium");
        Path chromedriver = installed("chromedriver");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        // It says that it does not know the newest protocol in all details; what is used here has not changed for
        // years.
        CDP_LOG.setLevel(Level.SEVERE);
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.size(DESK);
        return browser;
    }

    private static Path installed(String program) {
        Optional<Path> found = Stream.of(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), program + " is not installed: apt-get install chromium chromium-driver");
        return found.orElseThrow();
    }

    void size(Dimension size) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", size.width < 500));
    }

    /** Has the system like light or dark. */
    void theme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Opens a view of a page. */
    void open(URI page, String view) {
        driver.get(page.resolve("/#/" + view).toString());
    }

    /** Opens another view of the page that is open. */
    void turnTo(String view) {
        run("location.hash = '#/' + arguments[0]", view);
    }

    /** Runs a script in the page and returns what it returns. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Presses a key, wherever the focus is. */
    void press(Keys key) {
        new Actions(driver).sendKeys(key).perform();
    }

    long number(String expression) {
        return ((Number) run("return " + expression)).longValue();
    }

    /** Waits until an expression is true in the page. */
    void await(String expression) {
        await(expression, LONG);
    }

    void await(String expression, Duration atMost) {
        Awaitility.await(expression)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(WebDriverException.class::isInstance)
                .until(() -> Boolean.TRUE.equals(run("return Boolean(" + expression + ")")));
    }

    /** Waits until there is something, and returns the first of it. */
    WebElement find(String css) {
        await("document.querySelector(" + quoted(css) + ")");
        return driver.findElement(By.cssSelector(css));
    }

    /** Waits until there is something, and returns its text. */
    String text(String css) {
        await("document.querySelector(" + quoted(css) + ")");
        return (String) run("return document.querySelector(arguments[0]).textContent", css);
    }

    /** Waits until there is something, and returns the texts of all of it. */
    @SuppressWarnings("unchecked") // what a script returns
    List<String> texts(String css) {
        await("document.querySelector(" + quoted(css) + ")");
        return (List<String>)
                run("return [...document.querySelectorAll(arguments[0])].map(each => each.textContent)", css);
    }

    private static String quoted(String css) {
        return "'" + css.replace("'", "\\'") + "'";
    }

    /** Asserts that the browser has nothing to complain of: no error, and nothing that the content security policy has kept back. */
    void assertNoComplaints() {
        assertThat(complaints()).isEmpty();
    }

    /** Returns what the browser has complained of since this was asked. */
    List<LogEntry> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
