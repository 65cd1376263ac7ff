package io.partita.cli.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.cli.result.ExitCode;
import io.partita.cli.text.OutcomeText;
import io.partita.core.apply.RunResult;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Position;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepSubject;
import io.partita.core.plan.Wave;
import io.partita.core.state.Interlock;
import io.partita.core.state.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The members of events. Names are {@code snake_case}; what is absent is left out; durations are whole milliseconds. The schema beside this class says the same for readers. */
final class EventText {

    private EventText() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode wave(Wave wave, int last) {
        return object().put("wave", wave.number()).put("last_wave", last).put("title", wave.title());
    }

    static ObjectNode step(Step step) {
        StepSubject subject = StepSubject.of(step);
        ObjectNode node = object().put("step", step.id().id())
                .put("kind", subject.kind())
                .put("participant", step.participant().name());
        subject.party().ifPresent(party -> node.put("party", party.toString()));
        step.head().operator().ifPresent(operator -> node.put("operator", operator));
        return node;
    }

    static ObjectNode ended(Outcome outcome, Function<NextCommand, String> typed) {
        OutcomeText ending = OutcomeText.of(outcome);
        ObjectNode node =
                object().put("outcome", ending.word().replace(' ', '-')).put("text", ending.text());
        ending.diagnostic().ifPresent(diagnostic -> node.set("diagnostic", diagnostic(diagnostic, typed)));
        ending.whom().ifPresent(whom -> node.put("waiting_for", word(whom)));
        ending.until().ifPresent(until -> node.put("until", until.toString()));
        ending.moved()
                .ifPresent(moved -> node.putObject("moved_fact")
                        .put("fact", moved.fact().id())
                        .put("expected", moved.expected())
                        .put("found", moved.found()));
        return node;
    }

    /** @param typed how a command is typed */
    static ObjectNode diagnostic(Diagnostic diagnostic, Function<NextCommand, String> typed) {
        ObjectNode node = object().put("severity", word(diagnostic.severity()))
                .put("code", diagnostic.code())
                .put("summary", diagnostic.summary());
        nonEmpty(diagnostic.detail()).ifPresent(detail -> node.put("detail", detail));
        nonEmpty(diagnostic.hint()).ifPresent(hint -> node.put("hint", hint));
        if (diagnostic.isError()) {
            node.put("exit_code", diagnostic.kind().exitCode());
        }
        if (!diagnostic.next().isEmpty()) {
            ArrayNode next = node.putArray("next");
            diagnostic.next().forEach(command -> next.add(typed.apply(command)));
        }
        diagnostic.subject().ifPresent(subject -> node.put("subject", subject));
        diagnostic.answered().ifPresent(answered -> {
            ObjectNode theirs = node.putObject("answered").put("code", answered.code());
            answered.status().ifPresent(status -> theirs.put("grpc_status", status));
            answered.trace().ifPresent(trace -> theirs.put("trace", trace));
            theirs.put("explained", answered.page());
        });
        diagnostic.range().ifPresent(range -> {
            ObjectNode place = node.putObject("range").put("file", range.file());
            place.set("start", position(range.start()));
            place.set("end", position(range.end()));
        });
        return node;
    }

    static ObjectNode runEnded(RunResult result, Function<NextCommand, String> typed) {
        ObjectNode node = object().put("exit", result.exit().word())
                .put("exit_code", ExitCode.of(result.exit()).code());
        ObjectNode outcomes = node.putObject("outcomes");
        result.outcomes()
                .forEach((step, outcome) ->
                        outcomes.put(step.id(), OutcomeText.of(outcome).word().replace(' ', '-')));
        ArrayNode diagnostics = node.putArray("diagnostics");
        result.diagnostics().forEach(diagnostic -> diagnostics.add(diagnostic(diagnostic, typed)));
        ArrayNode interlocks = node.putArray("interlocks");
        result.interlocks().forEach(interlock -> interlocks.add(interlock(interlock)));
        ArrayNode next = node.putArray("next");
        result.next().forEach(command -> next.add(typed.apply(command)));
        return node;
    }

    private static ObjectNode interlock(Interlock interlock) {
        ObjectNode node = object().put("kind", interlock.kind().word())
                .put("participant", interlock.participant().name())
                .put("participant_id", interlock.participantId().toString());
        interlock.party().ifPresent(party -> node.put("party", party.toString()));
        node.put("run", interlock.run().id()).put("since", interlock.since().toString());
        ObjectNode values = node.putObject("values");
        interlock.values().forEach(values::put);
        return node;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode position(Position position) {
        return object().put("line", position.line()).put("column", position.column());
    }

    private static Optional<String> nonEmpty(String text) {
        return Optional.of(text).filter(each -> !each.isEmpty());
    }
}
