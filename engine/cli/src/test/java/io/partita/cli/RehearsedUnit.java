package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A unit whose plans are rehearsed. */
abstract class RehearsedUnit {

    @TempDir
    Path folder;

    /** The folder of its declaration. */
    Path unit;

    /** Plans. @param name of the file, which is beside the declaration */
    Path saved(String name, String... more) {
        Path plan = unit.resolve(name);
        List<String> words = new ArrayList<>(List.of("plan", unit.toString(), "-o", plan.toString()));
        words.addAll(List.of(more));
        Typed typed = Typed.run(words.toArray(String[]::new));
        assertThat(typed.code()).as(typed.both()).isZero();
        return plan;
    }

    static JsonNode json(Typed typed) throws IOException {
        return new ObjectMapper().readTree(typed.out());
    }
}
