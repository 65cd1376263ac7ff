package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.cli.live.EventTables;
import io.partita.cli.result.Place;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.TextLayout;
import io.partita.core.diagnostic.Answered;
import io.partita.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a participant answered, as people and machines see it. */
class AnsweredTest {

    private static final CommandText HERE = new CommandText("partita", Optional.empty(), Place.HERE);

    private static final Diagnostic REFUSED = Diagnostic.error("participant-refused", "doing something failed")
            .because("p:5002 answered INTERNAL")
            .fix("Look at the log.")
            .about("participant1")
            .answering(new Answered(
                    "INTERNAL",
                    Optional.of("INTERNAL"),
                    Optional.of("request 5 tid 6"),
                    "An error occurred.",
                    "engine/docs/errors.md#redacted-answers"));

    @Test
    void peopleGetTheIdsForTheLogAndAskWhatItMeans() {
        TextLayout paper = new TextLayout(40, TextLayout.Colours.OFF);

        new DiagnosticText(new Sources(Optional.empty()), HERE).write(paper, List.of(REFUSED));

        assertThat(paper.toString()).contains("\n  log: request 5 tid 6\n  see: partita explain redacted-answers\n");
    }

    @Test
    void machinesGetTheCodeItsStatusTheIdsAndTheLink() throws IOException {
        String told = new EventTables(HERE::of).diagnostic().line(REFUSED);
        JsonNode answered = new ObjectMapper().readTree(told).get("answered");

        assertThat(answered.get("code").asText()).isEqualTo("INTERNAL");
        assertThat(answered.get("grpc_status").asText()).isEqualTo("INTERNAL");
        assertThat(answered.get("trace").asText()).isEqualTo("request 5 tid 6");
        assertThat(answered.get("explained").asText()).isEqualTo("engine/docs/errors.md#redacted-answers");
    }
}
