package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.core.statefile.FolderStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run says what apply would say, with the same exit code, and changes nothing. */
class DryRunForetellsTest {

    private static final Pattern CODE = Pattern.compile("\\[([a-z]+(?:-[a-z]+)+)]");
    private static final List<String> LIVE = List.of("--dry-run");
    private static final List<String> OFFLINE = List.of("--dry-run=offline");

    /** What was said, without what was only looked at. */
    private record Said(int code, SortedSet<String> errors, List<String> next) {

        static Said of(Typed typed) {
            SortedSet<String> errors = typed.err()
                    .lines()
                    .filter(line -> line.startsWith("error: "))
                    .flatMap(line -> CODE.matcher(line).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            List<String> next = typed.err()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("Next: ") || line.startsWith("or: "))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .toList();
            return new Said(typed.code(), errors, next);
        }
    }

    private static Typed typed(List<String> words, List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return Typed.run(all.toArray(String[]::new));
    }

    /** Applying comes last. @return what all of them say */
    private static Said alike(List<List<String>> grades, String... apply) {
        List<Said> foretold = grades.stream()
                .map(grade -> Said.of(typed(List.of(apply), grade)))
                .toList();
        Typed applied = Typed.run(apply);
        assertThat(foretold).as(applied.both()).isNotEmpty().containsOnly(Said.of(applied));
        return Said.of(applied);
    }

    @Nested
    class OfAPlan {

        @TempDir
        Path folder;

        private Path unit;
        private String plan;

        @BeforeEach
        void planned() {
            unit = Typed.scenario("quickstart", folder);
            plan = unit.resolve("plan.json").toString();
            plan();
        }

        private void plan() {
            Typed typed = Typed.run("plan", unit.toString(), "-o", plan);
            assertThat(typed.code()).as(typed.both()).isZero();
        }

        @Test
        void whatCannotBeTakenBackIsToBeConfirmed() {
            Said said = alike(List.of(LIVE, OFFLINE), "apply", plan);

            assertThat(said.code()).isEqualTo(6);
            assertThat(said.errors()).containsExactly("confirmation-missing");
            assertThat(said.next()).containsExactly("partita apply " + plan + " --confirm=Alice");
            assertThat(unit.resolve(".partita")).doesNotExist();
        }

        /** Whoever types it again means the same. */
        @Test
        void theCommandThatConfirmsRepeatsWhatWasSaid() throws IOException {
            String hash = new ObjectMapper()
                    .readTree(Path.of(plan).toFile())
                    .path("hash")
                    .asText();
            String home = unit.toString();
            Said said = alike(
                    List.of(LIVE, OFFLINE),
                    "apply",
                    plan,
                    "--home=" + home,
                    "--expect-hash=" + hash,
                    "--exports=" + folder.resolve("disk"),
                    "--keep-exports",
                    "--accept-release=participant1");

            assertThat(said.code()).isEqualTo(6);
            assertThat(said.next())
                    .containsExactly("partita apply " + plan + " --home=" + home + " --expect-hash=" + hash
                            + " --accept-release=participant1 --exports=" + folder.resolve("disk")
                            + " --keep-exports --confirm=Alice");
        }

        @Test
        void whatIsApprovedIsForetoldToEndWell() {
            for (List<String> grade : List.of(LIVE, OFFLINE)) {
                Typed foretold = typed(List.of("apply", plan, "--auto-approve"), grade);
                assertThat(foretold.code()).as(foretold.both()).isZero();
                assertThat(Said.of(foretold).next()).containsExactly("partita apply " + plan + " --confirm=Alice");
            }

            assertThat(Typed.run("apply", plan, "--confirm=Alice").code()).isZero();
        }

        /** Offline nobody can know it. */
        @Test
        void aPlanThatWasCarriedOutIsStale() {
            Typed first = Typed.run("apply", plan, "--confirm=Alice");
            assertThat(first.code()).as(first.both()).isZero();

            Said said = alike(List.of(LIVE), "apply", plan, "--confirm=Alice");

            assertThat(said.code()).isEqualTo(3);
            assertThat(said.next()).containsExactly("partita plan " + unit);
            assertThat(typed(List.of("apply", plan, "--confirm=Alice"), OFFLINE).code())
                    .isZero();
        }

        @Test
        void aManualBackupIsWaitedFor() throws IOException {
            Typed.backedUpByHand(unit);
            plan();

            for (List<String> grade : List.of(LIVE, OFFLINE)) {
                Typed foretold = typed(List.of("apply", plan, "--confirm=Alice"), grade);
                assertThat(foretold.code()).as(foretold.both()).isEqualTo(5);
                assertThat(foretold.out().replaceAll("\\s+", " "))
                        .contains("would wait")
                        .contains("a person makes the backup then");
                assertThat(foretold.err()).contains("[run-would-wait]");
            }
            JsonNode document = json(typed(List.of("apply", plan, "--confirm=Alice", "--json"), LIVE));
            assertThat(document.path("forecasts"))
                    .filteredOn(forecast -> forecast.path("verdict").asText().equals("would-wait"))
                    .hasSize(1);

            assertThat(Typed.run("apply", plan, "--confirm=Alice").code()).isEqualTo(5);
        }

        @Test
        void anEmptyPlanSaysWhoWasAskedAndEndsAlike() throws IOException {
            Path script = unit.resolve("hosting.groovy");
            String declared = Files.readString(script);
            Files.writeString(script, declared.replace("host participant2, observation", ""));
            plan();

            Said said = alike(List.of(LIVE), "apply", plan);

            assertThat(said).isEqualTo(new Said(0, new TreeSet<>(), List.of()));
            Typed offline = typed(List.of("apply", plan), OFFLINE);
            assertThat(offline.code()).isZero();
            assertThat(offline.err()).contains("[dry-run-asked-nobody]");
            assertThat(unit.resolve(".partita")).doesNotExist();
        }

        @Test
        void aFolderIsAppliedWhereSomebodyCanBeAsked() {
            Said said = alike(List.of(LIVE), "apply", unit.toString());

            assertThat(said.code()).isEqualTo(6);
            assertThat(said.errors()).containsExactly("not-approved");
        }

        @Test
        void whileAnotherProcessHasTheLock() {
            Said said = whileLocked(() -> {});

            assertThat(said.code()).isEqualTo(4);
            assertThat(said.errors()).containsExactly("state-locked");
        }

        /** What is said while somebody has the lock. @param then what happens to the state when it is taken */
        private Said whileLocked(Damage then) {
            return FolderStore.at(unit.resolve(".partita"))
                    .lock("apply", owner -> {})
                    .match(
                            taken -> {
                                try {
                                    then.happen();
                                    return alike(List.of(LIVE, OFFLINE), "apply", plan, "--confirm=Alice");
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                } finally {
                                    taken.lease().close();
                                }
                            },
                            held -> {
                                throw new AssertionError(held.toString());
                            },
                            unusable -> {
                                throw new AssertionError(unusable.toString());
                            });
        }

        @Test
        void aStateThatCannotBeRead() throws IOException {
            assertThat(Typed.run("apply", plan, "--confirm=Alice").code()).isZero();
            Files.delete(unit.resolve(".partita/journal.ndjson"));

            Said said = alike(List.of(LIVE, OFFLINE), "apply", plan, "--confirm=Alice");

            assertThat(said.code()).isEqualTo(1);
            assertThat(said.next()).containsExactly("partita state verify " + unit);
            assertThat(rehearsed(plan)).isEqualTo(said);
            assertThat(rehearsed(unit.toString()))
                    .isEqualTo(alike(List.of(LIVE), "apply", unit.toString(), "--auto-approve"))
                    .isEqualTo(said);
        }

        private static Said rehearsed(String subject) {
            Typed rehearsed = Typed.run("rehearse", subject);
            assertThat(rehearsed.err()).doesNotContain("Rehearsing");
            return Said.of(rehearsed);
        }

        /** The state is looked at when everything before it is as a run wants it. */
        @Test
        void whatIsAskedBeforeTheStateIsSaidFirst() throws IOException {
            assertThat(Typed.run("apply", plan, "--confirm=Alice").code()).isZero();
            Files.delete(unit.resolve(".partita/journal.ndjson"));

            Said said = alike(List.of(LIVE, OFFLINE), "apply", plan);

            assertThat(said.code()).isEqualTo(6);
            assertThat(said.errors()).containsExactly("confirmation-missing");
        }

        @Test
        void whoeverHasTheLockOfAStateThatCannotBeReadIsNamed() throws IOException {
            assertThat(Typed.run("apply", plan, "--confirm=Alice").code()).isZero();

            Said said = whileLocked(() -> Files.delete(unit.resolve(".partita/journal.ndjson")));

            assertThat(said.code()).isEqualTo(4);
            assertThat(said.errors()).containsExactly("state-locked");
        }
    }

    @Nested
    class BesideAnUnfinishedRun extends WaitingRun {

        /** Whoever reads it while participant2 is isolated must not think that the way is free. */
        @Test
        void itIsToBeGoneOnWith() throws IOException {
            Path plan = unit.resolve("again.json");
            try (var runs = Files.list(unit.resolve(".partita/runs"))) {
                Files.copy(runs.findFirst().orElseThrow().resolve("plan.json"), plan);
            }

            Said said = alike(List.of(LIVE, OFFLINE), "apply", plan.toString(), "--confirm=Alice");

            assertThat(said.code()).isEqualTo(6);
            assertThat(said.errors()).containsExactly("run-unfinished");
            assertThat(said.next()).containsExactly("partita resume " + unit, "partita status " + unit);
            assertThat(alike(List.of(LIVE), "apply", unit.toString(), "--auto-approve")
                            .errors())
                    .containsExactly("run-unfinished");
            assertThat(Said.of(Typed.run("rehearse", plan.toString()))).isEqualTo(said);
            assertThat(Said.of(Typed.run("rehearse", unit.toString()))).isEqualTo(said);
        }
    }

    @Nested
    class ARehearsal {

        @TempDir
        Path folder;

        @Test
        void saysWhatApplyingWants() {
            Path unit = Typed.scenario("quickstart", folder);

            Typed rehearsed = Typed.run("rehearse", unit.toString());

            assertThat(rehearsed.code()).as(rehearsed.both()).isZero();
            assertThat(rehearsed.err()).contains("note: applying the plan wants --confirm=Alice [confirmation-wanted]");
            assertThat(Said.of(rehearsed).next()).containsExactly("partita plan " + unit + " -o plan.json");
        }
    }

    private interface Damage {
        void happen() throws IOException;
    }

    private static JsonNode json(Typed typed) throws IOException {
        return new ObjectMapper()
                .readTree(typed.out().lines().reduce((first, last) -> last).orElseThrow());
    }
}
