package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network in a folder of its own: where its relative paths start, when it is planned and when it is applied. */
class NetworkFolderTest {

    @TempDir
    Path folder;

    private Path root;
    private Path test;

    @BeforeEach
    void repository() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("repo"));
        Path quickstart = Typed.scenario("quickstart", folder);
        test = Files.createDirectories(root.resolve("networks/test"));
        Files.move(quickstart.resolve("world.json"), test.resolve("world.json"));
        Files.move(quickstart.resolve("dars"), test.resolve("dars"));
        Files.writeString(test.resolve("main.groovy"), """
                synchronizer 'mysynchronizer'
                participants {
                    participant1 { sandbox() }
                    participant2 { sandbox(); backup { command './backup.sh' } }
                }
                """);
        script(test, "network");
        for (String party : new String[] {"Alice", "Bob"}) {
            Path unit = Files.createDirectories(root.resolve("hosting").resolve(party));
            script(unit, "unit");
            Files.writeString(unit.resolve("hosting.groovy"), """
                    network '../../networks/test'
                    party('%s') {
                        local on: participant1
                        host participant1, submission
                        host participant2, observation
                    }
                    """.formatted(party));
        }
    }

    private static void script(Path where, String says) throws IOException {
        Path script = Files.writeString(where.resolve("backup.sh"), "#!/bin/sh\necho " + says + " >> ran\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Typed typed(String... words) {
        return Typed.run(Stream.concat(Stream.of("-C", root.toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    private void done(Typed typed) {
        assertThat(typed.code()).as(typed.both()).isZero();
    }

    @Test
    void thePlanSaysTheWayAndItsProgramsRunInTheFolderOfTheNetwork() throws IOException {
        Files.createDirectories(root.resolve("plans"));
        done(typed("plan", "hosting/Alice", "-o", "plans/alice.json"));
        assertThat(Files.readString(root.resolve("plans/alice.json")))
                .contains("\"home\": \"../hosting/Alice\"")
                .contains("\"network\": \"../../networks/test\"")
                .doesNotContain(root.toString());

        done(typed("apply", "plans/alice.json", "--confirm=Alice"));
        assertThat(test.resolve("ran")).hasContent("network");
        assertThat(root.resolve("hosting/Alice/ran")).doesNotExist();
        assertThat(root.resolve("hosting/Alice/.partita")).isDirectory();
        assertThat(test.resolve(".partita")).doesNotExist();

        done(typed("apply", "hosting/Bob", "--auto-approve"));
        Typed shown = typed("sandbox", "show", "networks/test");
        assertThat(shown.out()).contains("Alice").contains("Bob");
        assertThat(typed("sandbox", "show", "hosting/Bob").out()).isEqualTo(shown.out());
        done(typed("show", "hosting/Alice"));
    }

    @Test
    void anotherNetworkIsSaidOnTheCommandLine() throws IOException {
        Path production = Files.createDirectories(root.resolve("networks/production"));
        Files.writeString(
                production.resolve("main.groovy"),
                Files.readString(test.resolve("main.groovy")).replace("'./backup.sh'", "'./other.sh'"));
        Files.copy(test.resolve("world.json"), production.resolve("world.json"));
        Typed missing = typed("plan", "hosting/Alice", "--network=networks/production");
        assertThat(missing.code()).as(missing.both()).isNotZero();

        Files.move(test.resolve("dars"), production.resolve("dars"));
        Files.copy(test.resolve("backup.sh"), production.resolve("other.sh"), StandardCopyOption.COPY_ATTRIBUTES);
        done(typed("plan", "hosting/Alice", "--network=networks/production", "-o", "plan.json"));
        assertThat(Files.readString(root.resolve("plan.json")))
                .contains("\"network\": \"../../networks/production\"")
                .contains("./other.sh");

        done(typed("apply", "plan.json", "--confirm=Alice"));
        assertThat(production.resolve("ran")).exists();
        assertThat(test.resolve("ran")).doesNotExist();
    }

    @Test
    void aNetworkThatIsNotWhereThePlanSaysIsSaid() throws IOException {
        done(typed("plan", "hosting/Alice", "-o", "plan.json"));
        Path moved = Files.move(test, root.resolve("moved"));
        Files.delete(root.resolve("hosting/Alice/hosting.groovy"));
        Files.createDirectory(root.resolve("hosting/Alice/.partita"));

        Typed refused = typed("apply", "plan.json", "--confirm=Alice");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.unwrapped()).contains("[network-missing]").contains("--network=FOLDER");
        assertThat(moved.resolve("ran")).doesNotExist();
    }

    @Test
    void anotherWayIsAnEdit() throws IOException {
        done(typed("plan", "hosting/Alice", "-o", "plan.json"));
        Path plan = root.resolve("plan.json");
        Files.writeString(plan, Files.readString(plan).replace("networks/test", "networks/evil"));

        Typed refused = typed("apply", "plan.json", "--confirm=Alice");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.unwrapped()).contains("[plan-edited]").contains("'network' was changed");
    }

    @Test
    void mistakesNameTheFolderAndTheFile() throws IOException {
        Files.writeString(
                test.resolve("parties.groovy"),
                "party('Eve') { local on: participant1; host participant1, submission }\nnetwork '../other'\n");
        Typed refused = typed("validate", "hosting/Alice");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.unwrapped())
                .contains("at ../../networks/test/parties.groovy:1:1")
                .contains("at ../../networks/test/parties.groovy:2:1")
                .contains(" 2 | ")
                .contains("This is a network, which has no parties of its own");

        Files.delete(test.resolve("parties.groovy"));
        Files.writeString(
                root.resolve("hosting/Alice/more.groovy"), "synchronizer 'other'\nparticipants { p9 { sandbox() } }\n");
        Typed both = typed("validate", "hosting/Alice");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.unwrapped())
                .contains("[network-twice]")
                .contains("at more.groovy:1:1")
                .contains("at more.groovy:2:1");
    }
}
