package io.partita.cli.command;

import io.partita.cli.live.LiveJson;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.cli.view.View;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The published descriptions of what partita reads and writes. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema (draft 2020-12) of a format that partita reads or writes.",
        footer = {
            "",
            "Without a name it says which there are. Of world it is what an editor needs to complete and check world.json.",
            "",
            "Example:",
            "  partita schema",
            "  partita schema answer > answer.schema.json"
        })
public final class SchemaCommand implements RunnableCommand {

    private static final String NAME = "schema";

    /** What has a schema, under the name by which it is asked for. */
    enum Published {
        ANSWER(View.ANSWER_SCHEMA, "what every command answers with --json"),
        EVENTS(LiveJson.SCHEMA, "a line that apply and resume write with --json"),
        PLAN("/io/partita/core/planfile/plan.schema.json", "a plan"),
        SNAPSHOT("/io/partita/core/snapshot/snapshot.schema.json", "a snapshot"),
        EVIDENCE("/io/partita/core/evidence/evidence.schema.json", "the evidence of a run"),
        RECEIPTS("/io/partita/core/codec/receipts.schema.json", "what operators hand to each other"),
        SIGNATURE_REQUEST("/io/partita/core/codec/signature-request.schema.json", "what an owner of a key is to sign"),
        SIGNATURES("/io/partita/core/codec/signatures.schema.json", "what an owner of a key has signed"),
        APPROVAL_POLICY("/io/partita/core/codec/approval-policy.schema.json", "who has to approve plans"),
        WORLD("/io/partita/provider/sandbox/world/world.schema.json", "the world of a sandbox, world.json");

        private final String place;
        private final String title;

        Published(String place, String title) {
            this.place = place;
            this.title = title;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String text() {
            try (InputStream in = SchemaCommand.class.getResourceAsStream(place)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("a schema of partita itself cannot be read", e);
            }
        }

        private String row() {
            return String.format("%-18s %s", word(), title);
        }
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Which; all names are told when it is left out.")
    private String name;

    @Override
    public Result answer(Session session) {
        if (name == null) {
            return text(Arrays.stream(Published.values()).map(Published::row).collect(Collectors.joining("\n")));
        }
        return Arrays.stream(Published.values())
                .filter(schema -> schema.word().equals(name))
                .findFirst()
                .map(schema -> text(schema.text()))
                .orElseGet(() -> Result.failed(NAME, unknown()));
    }

    private static Result text(String text) {
        return Result.of(NAME, ExitCode.DONE, new Payload.Text(text));
    }

    private Diagnostic unknown() {
        List<String> words =
                Arrays.stream(Published.values()).map(Published::word).toList();
        Optional<String> meant = Spelling.nearest(name, words);
        return Diagnostic.error("schema-unknown", "partita has no schema '" + name + "'")
                .because("it has these: " + String.join(", ", words))
                .fix(meant.map(word -> "Did you mean " + word + "?").orElse("Name one of them."))
                .classed(DiagnosticClass.USAGE);
    }
}
