package io.partita.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.unit.Scripts.Script;
import io.partita.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person saves while partita works on the same file. */
class ScriptsTest {

    private static final String LONG = "// a note\n".repeat(500) + "// the last line\n";

    @TempDir
    Path folder;

    private Path file;
    private Script script;

    @BeforeEach
    void aScriptThatWasRead() throws IOException {
        file = Files.writeString(folder.resolve("main.groovy"), LONG);
        script = Scripts.of(folder, "main.groovy").value().get(0);
    }

    @Test
    void aFileThatIsAsItWasReadIsReplaced() {
        assertThat(Scripts.replace(script, "new\n")).isEmpty();

        assertThat(file).hasContent("new\n");
    }

    @Test
    void anEditBehindTheBeginningStays() throws IOException {
        String edited = LONG.replace("last", "very last");
        Files.writeString(file, edited);

        Optional<Diagnostic> refused = Scripts.replace(script, "new\n");

        assertThat(refused).hasValueSatisfying(why -> {
            assertThat(why.code()).isEqualTo("out-refused");
            assertThat(why.toString()).contains("it was changed since it was read");
        });
        assertThat(file).hasContent(edited);
    }

    @Test
    void aFileThatWasEmptiedStaysEmpty() throws IOException {
        Files.writeString(file, "");

        assertThat(Scripts.replace(script, "new\n")).isPresent();

        assertThat(file).isEmptyFile();
    }
}
