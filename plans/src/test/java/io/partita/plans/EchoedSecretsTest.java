package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.Main;
import io.partita.core.apply.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A participant that repeats a token, in whatever form, finds nobody who passes it on: no output, no plan, no state.
 */
class EchoedSecretsTest {

    private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJwYXJ0aXRhIiwiYXVkIjoicDEifQ"
            + ".k3-9_Zq8tWv7uYx6sRp5nMl4jKh3gFe2dCb1aA0zQwErTyUiOp";

    private static final String BETWEEN_FIELDS = " | ";

    /** In the way of every check of headers. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("NO_COLOR", "1", "PARTITA_DEBUG", "1", "TOKEN", TOKEN, "XDG_STATE_HOME", "/nonexistent/partita");

    /** How it is repeated. */
    enum Form {
        AS_IT_IS(token -> token),
        BASE64(token -> Base64.getEncoder().encodeToString(bytes(token))),
        BASE64_URL(token -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes("Bearer " + token))),
        BASIC(token -> "Basic " + Base64.getEncoder().encodeToString(bytes("partita:" + token))),
        PERCENT(token -> URLEncoder.encode(token, StandardCharsets.UTF_8)
                .replace("-", "%2D")
                .replace(".", "%2e")),
        JSON(token -> "{\\\"token\\\":\\\"" + token.replace("-", "\\u002d") + "\\\"}"),
        HEX(token -> HexFormat.of().formatHex(bytes(token))),
        UPPER(token -> token.toUpperCase(Locale.ROOT)),
        BEGINNING(token -> token.substring(0, 40)),
        END(token -> token.substring(token.length() - 30)),
        WRAPPED(token -> token.substring(0, 50) + "\n   " + token.substring(50)),
        LETTERS(token -> String.join("\u200b", token.split(""))),
        SELECTED(token -> String.join("\uFE0F\u2800", token.split(""))),
        TAGGED(token -> String.join("\uDB40\uDD01", token.split(""))),
        /** A field has the one half of it, and another one the other. */
        TWO_FIELDS(token -> token.substring(0, 47) + BETWEEN_FIELDS + token.substring(47)),
        THREE_FIELDS(token -> token.substring(0, 21)
                + BETWEEN_FIELDS
                + token.substring(21, 66)
                + BETWEEN_FIELDS
                + token.substring(66));

        private final Function<String, String> form;

        Form(Function<String, String> form) {
            this.form = form;
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Form.class)
    void nothing_of_it_is_passed_on(Form form) throws IOException {
        String repeated = form.form.apply(TOKEN);
        Path unit = folder.resolve("unit");
        Set<String> failing = Set.of("ClearSchedule", "SetParticipantSchedule", "GetApiInfo");
        try (Served served = Served.of(
                Scenario.named("quickstart"),
                unit,
                Served::quick,
                participant -> new Echo(List.of(repeated.split(Pattern.quote(BETWEEN_FIELDS))), failing))) {
            withTokens(served.unit().resolve("hosting.groovy"));
            String said = Stream.of(
                            "doctor",
                            "doctor --json",
                            "show",
                            "show --json",
                            "plan",
                            "plan --json",
                            "plan -o plan.json",
                            "show plan.json --json",
                            "plan --format markdown",
                            "plan --format html --explain",
                            "plan --log debug.log",
                            "snapshot -o snapshot.json",
                            "plan --from-snapshot snapshot.json -o preview.json",
                            "diff plan.json preview.json --format markdown",
                            "diff plan.json preview.json --json",
                            "apply plan.json --dry-run --json",
                            "apply plan.json --confirm=Alice --json",
                            "resume --log debug.log",
                            "drift --junit drift.xml",
                            "drift --format markdown",
                            "state show --json",
                            "state verify",
                            "status",
                            "state show",
                            "status --json")
                    .map(command -> run(List.of(command.split(" "))))
                    .reduce("", String::concat);

            assertThat(said).contains("***").contains("run-ended");
            assertToldNothing("output", said, repeated);
            assertThat(unit.resolve("plan.json")).content().contains("***");
            assertThat(unit.resolve("snapshot.json")).content().contains("***");
            assertThat(unit.resolve("debug.log")).exists();
            assertThat(unit.resolve("drift.xml")).exists();
            try (Stream<Path> files = Files.walk(unit)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertToldNothing(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1), repeated);
                }
            }
        }
    }

    /** No piece of 20 characters, however it is wrapped and whatever stands between its characters. */
    private static void assertToldNothing(String where, String text, String repeated) {
        String whole = compact(text);
        List<String> forms = new ArrayList<>(List.of(repeated.split(Pattern.quote(BETWEEN_FIELDS))));
        forms.add(TOKEN);
        for (String form : forms) {
            String compact = compact(form);
            for (int start = 0; start + 20 <= compact.length(); start += 5) {
                assertThat(whole.contains(compact.substring(start, start + 20)))
                        .as("%s has %s", where, compact.substring(start, start + 20))
                        .isFalse();
            }
        }
    }

    private static String compact(String text) {
        return text.replaceAll("(\\\\[nrt]|\\\\u[0-9A-Fa-f]{4}|[\\s\u200b\uFE0F\u2800]|\uDB40\uDD01)+", "")
                .toLowerCase(Locale.ROOT);
    }

    private static void withTokens(Path declaration) throws IOException {
        String text =
                Files.readString(declaration).replaceAll("(admin|ledger) '([^']+)'", "$1 '$2', token: env('TOKEN')");
        Files.writeString(declaration, text);
    }

    private String run(List<String> words) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of("-C", folder.resolve("unit").toString()));
        all.addAll(words);
        Main.run(all.toArray(String[]::new), InputStream.nullInputStream(), stream, stream, ENVIRONMENT, Ticker.SYSTEM);
        return said.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
