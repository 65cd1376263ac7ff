package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.PlanReport;
import io.partita.cli.unit.Plans;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;

/**
 * The page of a plan as a browser shows it: light and dark, by keyboard alone, and as the checker axe judges it. Needs
 * the Debian packages chromium and chromium-driver; where they are not installed the tests are skipped and say so.
 */
@Tag("browser")
class PlanPageInBrowserTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/partita/cli/view");
    private static final PlanReport EVERY_KIND = PlanReport.of(
                    Plans.read(TEXTS.resolve("every-kind.plan.json")).value())
            .saying(PlanViewTest.SAID);
    private static final PlanReport MANY = PlanReport.of(Plans.saved(ManyParties.plan(400)));

    @TempDir
    private static Path folder;

    private static ChromeDriver browser;

    @BeforeAll
    static void aBrowserWithoutAWindow() {
        Optional<File> chromium = found("chromium", "chromium-browser", "google-chrome");
        Optional<File> driver = found("chromedriver");
        Assumptions.assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "skipped: no browser is installed; the Debian packages chromium and chromium-driver are enough");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get())
                .build();
        browser = new ChromeDriver(service, options);
    }

    @AfterAll
    static void gone() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static Optional<File> found(String... names) {
        List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(each -> new File(each, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    private static void open(PlanReport plan, String scheme) throws IOException {
        Path page = folder.resolve("plan.html");
        Files.writeString(page, new PlanHtml(plan).text());
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        browser.manage().window().setSize(new Dimension(1280, 900));
        browser.get(page.toUri().toString());
    }

    private static Object script(String text) {
        return browser.executeScript(text);
    }

    /** Contrast is a rule of the checker, so both colour schemes are looked at; folds are open, so nothing is hidden. */
    @ParameterizedTest
    @CsvSource({"light, every-kind", "dark, every-kind", "light, many", "dark, many"})
    void anAccessibilityCheckerFindsNothing(String scheme, String plan) throws IOException {
        open(plan.equals("many") ? MANY : EVERY_KIND, scheme);
        script("document.querySelectorAll('details').forEach(fold => fold.open = true)");
        // What differs in rows alike is not looked at four thousand times.
        script("document.querySelectorAll('tbody tr:nth-child(n+40)').forEach(row => row.remove())");

        assertThat(violations()).isEqualTo(List.of());
        assertThat(script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(scheme.equals("dark") ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)");
    }

    /** A checker that finds nothing anywhere would be no help. */
    @Test
    void theCheckerFindsWhatIsWrong() throws IOException {
        open(EVERY_KIND, "light");
        script("document.documentElement.removeAttribute('lang');"
                + "document.getElementById('words').parentElement.replaceWith(document.getElementById('words'))");

        assertThat(String.valueOf(violations())).contains("html-has-lang: ", "label: ");
    }

    /** What the checker finds, each with the elements; none when it finds nothing. */
    private static Object violations() throws IOException {
        script(axe());
        return browser.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document).then(found => done(found.violations.map(each => each.id + ': '"
                + " + each.nodes.slice(0, 3).map(node => node.html).join(' | '))), failed => done(String(failed)))");
    }

    private static String axe() throws IOException {
        try (InputStream text = PlanPageInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Whoever cannot use a mouse comes to the steps at once, and filters them. */
    @Test
    void everythingIsReachedByTheKeyboard() throws IOException {
        open(EVERY_KIND, "light");
        long all = EVERY_KIND.steps().count();

        press(Keys.TAB);
        assertThat(focused().getText()).isEqualTo("To the steps");
        assertThat(focused().getRect().getX())
                .as("it is seen when it has the focus")
                .isNotNegative();
        press(Keys.ENTER);
        assertThat(browser.getCurrentUrl()).endsWith("#steps");

        press(Keys.chord(Keys.SHIFT, Keys.TAB));
        while (!"words".equals(focused().getDomAttribute("id"))) {
            press(Keys.chord(Keys.SHIFT, Keys.TAB));
        }
        press("import joint");
        assertThat(count()).isEqualTo("1 of " + all + " steps are shown.");
        assertThat(shown())
                .singleElement()
                .satisfies(row -> assertThat(row.getText()).contains("import-acs/t3/Joint"));

        press(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        assertThat(count()).isEqualTo("All " + all + " steps are shown.");
        press(Keys.TAB);
        assertThat(focused().getDomAttribute("id")).isEqualTo("who");
        press("t3");
        assertThat(shown()).isNotEmpty().allMatch(row -> "t3".equals(row.getDomAttribute("data-who")));
        press(Keys.TAB, Keys.SPACE);
        assertThat(shown())
                .isNotEmpty()
                .allMatch(row -> "t3".equals(row.getDomAttribute("data-who"))
                        && row.getDomAttribute("class").equals("danger"));
    }

    @Test
    void factsAndWhatTheHostsShowOpenByTheKeyboard() throws IOException {
        open(EVERY_KIND, "light");

        List<WebElement> folds = browser.findElements(By.tagName("summary"));
        assertThat(folds).hasSizeGreaterThan(1);
        folds.forEach(fold -> {
            fold.sendKeys(Keys.ENTER);
            assertThat(fold.findElement(By.xpath("..")).getDomAttribute("open")).isNotNull();
        });
        assertThat(browser.findElement(By.tagName("body")).getText())
                .contains("read again before the steps that rest on them", "identity/t1");
    }

    @Test
    void nothingIsLoadedAndNothingIsRefused() throws IOException {
        open(EVERY_KIND, "light");

        assertThat(script("return performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    /** A page for a phone, or at four hundred per cent: wide tables scroll, the page does not. */
    @ParameterizedTest
    @ValueSource(ints = {320, 1280})
    void thePageIsAsWideAsItsWindow(int width) throws IOException {
        open(EVERY_KIND, "light");
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));

        assertThat(
                        script(
                                "return [...document.querySelectorAll('body *')].filter(each => !each.closest('.scroll') &&"
                                        + " each.getBoundingClientRect().right > innerWidth).map(each => each.outerHTML.slice(0, 200))"))
                .isEqualTo(List.of());
        assertThat((Long) script("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private static void press(CharSequence... keys) {
        browser.switchTo().activeElement().sendKeys(keys);
    }

    private static WebElement focused() {
        return browser.switchTo().activeElement();
    }

    private static String count() {
        return browser.findElement(By.id("count")).getText();
    }

    private static List<WebElement> shown() {
        return browser.findElements(By.cssSelector("#steps tbody tr:not([hidden])"));
    }
}
