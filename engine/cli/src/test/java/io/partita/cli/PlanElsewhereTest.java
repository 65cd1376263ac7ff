package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan file that does not lie beside its declaration: one home, wherever a command is typed. */
class PlanElsewhereTest {

    private static final String SCRIPT = "#!/bin/sh\npwd > ran\n";

    @TempDir
    Path folder;

    private Path root;
    private Path unit;
    private Path plan;

    @BeforeEach
    void repository() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("repo"));
        Files.createDirectories(root.resolve("plans"));
        Files.createDirectories(root.resolve("hosting"));
        unit = Files.move(Typed.scenario("quickstart", folder), root.resolve("hosting/alice"));
        Path declaration = unit.resolve("hosting.groovy");
        String text = Files.readString(declaration);
        String backedUp = text.replace(
                "participant2 { sandbox() }", "participant2 { sandbox(); backup { command './backup.sh' } }");
        assertThat(backedUp).isNotEqualTo(text);
        Files.writeString(declaration, backedUp);
        script(unit);
        script(root);
        plan = root.resolve("plans/alice.json");
        Typed planned = typed("plan", "hosting/alice", "-o", "plans/alice.json");
        assertThat(planned.code()).as(planned.both()).isZero();
    }

    private static void script(Path where) throws IOException {
        Path script = Files.writeString(where.resolve("backup.sh"), SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** From the root of the repository. */
    private Typed typed(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "-C";
        all[1] = root.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return Typed.run(all);
    }

    @Test
    void theFileSaysTheWayAndNoPlaceOfThisMachine() throws IOException {
        assertThat(Files.readString(plan))
                .contains("\"home\": \"../hosting/alice\"")
                .doesNotContain(root.toString());

        typed("plan", "hosting/alice", "-o", "hosting/alice/plan.json");
        assertThat(Files.readString(unit.resolve("plan.json"))).doesNotContain("\"home\"");
    }

    @Test
    void stateAndBackupAreAtHomeWhereverItIsTyped() throws IOException {
        Typed applied = typed("apply", "plans/alice.json", "--confirm=Alice");
        assertThat(applied.code()).as(applied.both()).isZero();

        assertThat(unit.resolve(".partita/state.json")).exists();
        assertThat(root.resolve(".partita")).doesNotExist();
        assertThat(root.resolve("plans/.partita")).doesNotExist();
        assertThat(unit.resolve("ran")).hasContent(unit.toString());
        assertThat(root.resolve("ran")).doesNotExist();
        Typed runs = typed("state", "list", "hosting/alice");
        assertThat(runs.out()).contains("done");

        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Typed again = Typed.run("-C", elsewhere.toString(), "apply", plan.toString(), "--confirm=Alice");
        assertThat(again.code()).as(again.both()).isEqualTo(3);
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(typed("state", "list", "hosting/alice").out().lines())
                .hasSizeGreaterThan((int) runs.out().lines().count());
    }

    @Test
    void aPlanThatWasMovedIsRefusedUntilItsHomeIsSaid() throws IOException {
        Path moved =
                Files.move(plan, Files.createDirectories(root.resolve("a/b")).resolve("alice.json"));

        Typed refused = typed("apply", "a/b/alice.json", "--confirm=Alice");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.unwrapped())
                .contains("[plan-away-from-home]")
                .contains("'../hosting/alice'")
                .contains("--home");
        assertThat(refused.err().replaceAll("\\s+", ""))
                .contains(root.resolve("a/hosting/alice").toString());
        assertThat(unit.resolve(".partita")).doesNotExist();

        Typed said = typed("apply", "a/b/alice.json", "--dry-run", "--home", "hosting/alice");
        assertThat(said.code()).as(said.both()).isEqualTo(6);
        assertThat(said.unwrapped()).contains("apply a/b/alice.json --home=hosting/alice --confirm=Alice");
        assertThat(moved).exists();
    }

    @Test
    void aPlanBesideAnotherDeclarationIsRefused() throws IOException {
        Path other = Files.createDirectories(root.resolve("other"));
        Files.writeString(
                other.resolve("hosting.groovy"),
                Files.readString(unit.resolve("hosting.groovy")).replace("'Alice'", "'Bob'"));
        typed("plan", "hosting/alice", "-o", "hosting/alice/plan.json");
        Files.move(unit.resolve("plan.json"), other.resolve("plan.json"));

        Typed refused = typed("apply", "other/plan.json", "--confirm=Alice");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.unwrapped()).contains("[plan-away-from-home]").contains("has no party Alice");
        assertThat(other.resolve(".partita")).doesNotExist();
    }

    @Test
    void anotherHomeIsAnEdit() throws IOException {
        Files.writeString(plan, Files.readString(plan).replace("../hosting/alice", "../hosting/carol"));

        Typed refused = typed("apply", "plans/alice.json", "--confirm=Alice");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.unwrapped()).contains("[plan-edited]").contains("'home' was changed");
    }

    @Test
    void aFolderIsItsOwnHome() {
        Typed refused = typed("apply", "hosting/alice", "--home", "other");

        assertThat(refused.code()).isEqualTo(64);
        assertThat(refused.err()).contains("[home-without-plan]");
    }
}
