package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox that cannot be served as it should: the command says so and ends. */
@Timeout(60)
class SandboxRunTest {

    @TempDir
    private Path folder;

    private Path unit;

    @BeforeEach
    void unit() throws IOException {
        unit = Files.createDirectory(folder.resolve("unit"));
        Files.writeString(unit.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { participant1 { sandbox() } }
                """);
        SmallWorld.write(unit, "participant1");
    }

    @Test
    void aLinkForItsPortsIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "keep me\n");
        Files.createDirectory(unit.resolve(".sandbox"));
        Files.createSymbolicLink(unit.resolve(".sandbox/ports"), elsewhere);

        assertRefused("ports: it is a link");

        assertThat(elsewhere).hasContent("keep me");
    }

    @Test
    void aFolderForItsPortsIsNamed() throws IOException {
        Files.createDirectories(unit.resolve(".sandbox/ports"));

        assertRefused("ports: it is a folder");
    }

    @Test
    void aLinkForWhatItsClientsNeedIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(unit.resolve("world.json"), """
                { "participants": { "participant1": {} }, "access": { "admin": { "tls": "server" } } }
                """);
        Files.createDirectory(unit.resolve(".sandbox"));
        Files.createSymbolicLink(unit.resolve(".sandbox/access"), elsewhere);

        assertRefused("access: it is a link");

        assertThat(elsewhere).isEmptyDirectory();
    }

    private void assertRefused(String why) {
        Typed served = Typed.in(
                Map.of("XDG_STATE_HOME", folder.resolve("remembered").toString()),
                "",
                "sandbox",
                "run",
                unit.toString());

        assertThat(served.code()).as(served.both()).isEqualTo(1);
        assertThat(served.unwrapped()).contains("sandbox-files", why);
        assertThat(served.both()).doesNotContain("Serving");
        // It is closed as well: another command may open it.
        assertThat(Typed.run("sandbox", "show", unit.toString()).code()).isZero();
    }
}
