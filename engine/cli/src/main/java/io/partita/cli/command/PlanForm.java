package io.partita.cli.command;

import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.json.Codecs;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a plan is shown. */
final class PlanForm {

    /** With less not even the dangers of a small plan fit. */
    private static final int LEAST = 2_000;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text, json (the plan file itself), markdown (a comment on a pull request), mermaid or dot (a picture of the waves) or html (one page that needs nothing else).")
    private Payload.Form format;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Whose comment markdown has to fit into: github (the default), gitlab, bitbucket or azure.")
    private Host host;

    @Option(names = "--max-chars", paramLabel = "N", description = "The most characters of markdown, at least 2000.")
    private Integer maxChars;

    @Mixin
    private Explained explained;

    /** Who takes comments, and how long they may be. */
    enum Host {
        GITHUB(Payload.COMMENT),
        GITLAB(1_000_000),
        BITBUCKET(32_768),
        AZURE(150_000);

        private final int room;

        Host(int room) {
            this.room = room;
        }
    }

    /** What is wrong with the options. */
    Optional<Diagnostic> wrong() {
        if (host != null && maxChars != null) {
            return Optional.of(Diagnostic.error("form-options", "--host and --max-chars say the same thing twice")
                    .fix("name one of them")
                    .classed(DiagnosticClass.USAGE));
        }
        if (maxChars != null && maxChars < LEAST) {
            return Optional.of(Diagnostic.error("form-options", "--max-chars=" + maxChars + " is too little for a plan")
                    .fix("give it at least " + LEAST)
                    .classed(DiagnosticClass.USAGE));
        }
        if (explained.isAsked() && !isText()) {
            return Optional.of(
                    Diagnostic.error("form-options", "--explain is for text, and this is " + Codecs.word(format))
                            .because("the other forms leave nothing out")
                            .fix("leave --explain or --format out")
                            .classed(DiagnosticClass.USAGE));
        }
        return Optional.empty();
    }

    boolean isText() {
        return format == Payload.Form.TEXT;
    }

    boolean isMarkdown() {
        return format == Payload.Form.MARKDOWN;
    }

    Payload.Revised of(Payload.RevisedDeclaration declared, Optional<Payload.Planned> plan) {
        return new Payload.Revised(declared, format, room(), plan);
    }

    Payload.Planned of(SavedPlan plan, Optional<String> file) {
        return new Payload.Planned(plan, format, explained.extent(), room(), file);
    }

    /** The same end of the command with a comment that says why there is no plan, where a comment was asked for. */
    Result without(Result failed) {
        return format == Payload.Form.MARKDOWN ? failed.commented(room()) : failed;
    }

    private int room() {
        return maxChars != null ? maxChars : Optional.ofNullable(host).orElse(Host.GITHUB).room;
    }
}
