package io.partita.core.statefile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.core.diagnostic.Answered;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Severity;
import io.partita.core.plan.FactId;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Outcomes and diagnostics as JSON. */
final class OutcomeText {

    private OutcomeText() {}

    static ObjectNode write(Outcome outcome) {
        ObjectNode node = CanonicalJson.object().put("outcome", outcome.kind().word());
        switch (outcome.kind()) {
            case APPLIED -> node.put("what", ((Outcome.Applied) outcome).what());
            case ALREADY_IN_PLACE -> node.put("what", ((Outcome.AlreadyInPlace) outcome).what());
            case WAITING -> {
                Outcome.Waiting waiting = (Outcome.Waiting) outcome;
                node.put("whom", waiting.whom().name().toLowerCase(Locale.ROOT));
                waiting.until().ifPresent(until -> node.put("until", until.toString()));
            }
            case REFUSED ->
                ((Outcome.Refused) outcome)
                        .moved()
                        .ifPresent(moved -> node.putObject("moved")
                                .put("fact", moved.fact().id())
                                .put("expected", moved.expected())
                                .put("found", moved.found()));
            case FAILED, UNKNOWN -> {}
        }
        outcome.diagnostic().ifPresent(said -> node.set("diagnostic", diagnostic(said)));
        return node;
    }

    static Outcome read(JsonObject json) throws Malformed {
        String word = json.text("outcome");
        switch (word) {
            case "applied":
                return new Outcome.Applied(json.text("what"));
            case "already-in-place":
                return new Outcome.AlreadyInPlace(json.text("what"));
            case "waiting":
                Optional<Instant> until = json.has("until") ? Optional.of(json.time("until")) : Optional.empty();
                return new Outcome.Waiting(whom(json.text("whom")), diagnostic(json), until);
            case "refused":
                return new Outcome.Refused(diagnostic(json), moved(json));
            case "failed":
                return new Outcome.Failed(diagnostic(json));
            case "unknown":
                return new Outcome.Unknown(diagnostic(json));
            default:
                throw new Malformed("the outcome \"" + word + "\" is not known to this release of partita");
        }
    }

    /** Without the source range: a step has none. */
    private static ObjectNode diagnostic(Diagnostic diagnostic) {
        ObjectNode node = CanonicalJson.object()
                .put("code", diagnostic.code())
                .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
                .put("summary", diagnostic.summary())
                .put("detail", diagnostic.detail())
                .put("hint", diagnostic.hint());
        if (!diagnostic.next().isEmpty()) {
            ArrayNode next = node.putArray("next");
            diagnostic.next().forEach(command -> next.add(command(command)));
        }
        diagnostic.subject().ifPresent(subject -> node.put("subject", subject));
        diagnostic.answered().ifPresent(answered -> node.set("answered", answered(answered)));
        return node;
    }

    private static Diagnostic diagnostic(JsonObject json) throws Malformed {
        JsonObject node = json.object("diagnostic");
        try {
            // The class follows from the outcome.
            return new Diagnostic(
                    node.text("code"),
                    Severity.valueOf(node.text("severity").toUpperCase(Locale.ROOT)),
                    DiagnosticClass.ERROR,
                    node.text("summary"),
                    node.text("detail"),
                    node.text("hint"),
                    next(node),
                    node.optionalText("subject"),
                    Optional.empty(),
                    answered(node));
        } catch (IllegalArgumentException e) {
            throw new Malformed(e.getMessage());
        }
    }

    private static ObjectNode command(NextCommand command) {
        ObjectNode node = CanonicalJson.object()
                .put("command", command.verb().words())
                .put("about", command.subject().name().toLowerCase(Locale.ROOT));
        ArrayNode options = node.putArray("options");
        command.options()
                .forEach(option ->
                        options.addObject().put("option", option.name()).put("value", option.value()));
        return node;
    }

    private static List<NextCommand> next(JsonObject json) throws Malformed {
        List<NextCommand> next = new ArrayList<>();
        for (JsonObject node : json.has("next") ? json.objects("next") : List.<JsonObject>of()) {
            List<NextCommand.Option> options = new ArrayList<>();
            for (JsonObject option : node.objects("options")) {
                options.add(new NextCommand.Option(option.text("option"), option.text("value")));
            }
            next.add(new NextCommand(
                    NextCommand.Verb.of(node.text("command")),
                    NextCommand.Subject.valueOf(node.text("about").toUpperCase(Locale.ROOT)),
                    options));
        }
        return next;
    }

    private static ObjectNode answered(Answered answered) {
        ObjectNode node = CanonicalJson.object().put("code", answered.code());
        answered.status().ifPresent(status -> node.put("status", status));
        answered.trace().ifPresent(trace -> node.put("trace", trace));
        return node.put("page", answered.page());
    }

    private static Optional<Answered> answered(JsonObject json) throws Malformed {
        if (!json.has("answered")) {
            return Optional.empty();
        }
        JsonObject node = json.object("answered");
        return Optional.of(new Answered(
                node.text("code"), node.optionalText("status"), node.optionalText("trace"), node.text("page")));
    }

    private static Optional<MovedFact> moved(JsonObject json) throws Malformed {
        if (!json.has("moved")) {
            return Optional.empty();
        }
        JsonObject moved = json.object("moved");
        return Optional.of(new MovedFact(new FactId(moved.text("fact")), moved.text("expected"), moved.text("found")));
    }

    private static Outcome.Whom whom(String word) throws Malformed {
        try {
            return Outcome.Whom.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Malformed("nobody is called \"" + word + "\"");
        }
    }
}
