package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors and archives put beside a declaration is none of it. */
class EditorFilesTest {

    @TempDir
    Path folder;

    private Path unit;
    private Path declaration;

    @BeforeEach
    void copy() {
        unit = Typed.scenario("quickstart", folder);
        declaration = unit.resolve("hosting.groovy");
    }

    /** A second declaration of the same would be refused, and so would one that cannot be read. */
    private void beside(String name) throws IOException {
        Path file = unit.resolve(name);
        if (name.startsWith(".#")) {
            // Emacs says so who has the file open; it leads nowhere.
            Files.createSymbolicLink(file, Path.of("ops@bastion.4711:1764410000"));
        } else if (name.startsWith("._")) {
            Files.write(file, "\0\5\26\7\0\2\0\0Mac OS X        \0\2\377".getBytes(StandardCharsets.ISO_8859_1));
        } else {
            Files.copy(declaration, file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".#hosting.groovy",
                "._hosting.groovy",
                ".hosting.groovy",
                "#hosting.groovy#",
                "#hosting.groovy",
                "hosting.groovy~",
                "hosting.groovy.orig",
                ".hosting.groovy.swp"
            })
    void isLeftAlone(String name) throws IOException {
        beside(name);

        Typed validated = Typed.run("validate", unit.toString());

        assertThat(validated.code()).as(validated.both()).isZero();
        assertThat(validated.both()).doesNotContain(name);
    }

    @Test
    void changesNothingOfAPlan() throws IOException {
        String before = hash();
        for (String name :
                new String[] {".#hosting.groovy", "._hosting.groovy", ".hosting.groovy", "hosting.groovy~"}) {
            beside(name);
        }

        assertThat(hash()).isEqualTo(before);
    }

    /** What has a name of its own is a declaration, and then the party is declared twice. */
    @Test
    void aCopyWithANameOfItsOwnIsOne() throws IOException {
        Files.copy(declaration, unit.resolve("copy.groovy"));

        assertThat(Typed.run("validate", unit.toString()).code()).isNotZero();
    }

    private String hash() throws IOException {
        Path plan = folder.resolve("plan.json");
        Typed planned = Typed.run("plan", unit.toString(), "-o", plan.toString());
        assertThat(planned.code()).as(planned.both()).isZero();
        return new ObjectMapper().readTree(plan.toFile()).path("hash").asText();
    }
}
