package io.partita.cli.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.cli.text.OutcomeText;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Position;
import io.partita.core.model.HostingMapping;
import io.partita.core.state.Interlock;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunSummary;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The values that several JSON documents have in common. Names are {@code snake_case}; what is absent is left out. */
final class Json {

    /** Grows in its second number when something is added, in its first when something changes its meaning. */
    static final String FORMAT_VERSION = "1.0";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static <T> ArrayNode array(Collection<T> values, Function<T, JsonNode> each) {
        ArrayNode array = NODES.arrayNode(values.size());
        values.forEach(value -> array.add(each.apply(value)));
        return array;
    }

    static JsonNode text(Object value) {
        return NODES.textNode(value.toString());
    }

    static void ifPresent(ObjectNode object, String name, Optional<?> value) {
        value.ifPresent(present -> object.put(name, present.toString()));
    }

    /** Parses a text that partita wrote itself. */
    static JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("partita wrote a text that is no JSON", impossible);
        }
    }

    static String pretty(JsonNode node) {
        try {
            return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    static String line(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    /** @param typed how a command is typed */
    static ObjectNode diagnostic(Diagnostic diagnostic, Function<NextCommand, String> typed) {
        ObjectNode object = object();
        object.put("severity", word(diagnostic.severity()));
        object.put("code", diagnostic.code());
        object.put("summary", diagnostic.summary());
        put(object, "detail", diagnostic.detail());
        put(object, "hint", diagnostic.hint());
        if (diagnostic.isError()) {
            object.put("exit_code", diagnostic.kind().exitCode());
        }
        if (!diagnostic.next().isEmpty()) {
            object.set("next", array(diagnostic.next(), command -> text(typed.apply(command))));
        }
        ifPresent(object, "subject", diagnostic.subject());
        diagnostic.answered().ifPresent(answered -> {
            ObjectNode theirs = object.putObject("answered").put("code", answered.code());
            ifPresent(theirs, "grpc_status", answered.status());
            ifPresent(theirs, "trace", answered.trace());
            theirs.put("explained", answered.page());
        });
        diagnostic.range().ifPresent(range -> {
            ObjectNode place = object.putObject("range");
            place.put("file", range.file());
            place.set("start", position(range.start()));
            place.set("end", position(range.end()));
        });
        return object;
    }

    static ObjectNode outcome(Outcome outcome, Function<NextCommand, String> typed) {
        OutcomeText text = OutcomeText.of(outcome);
        ObjectNode object = object();
        object.put("outcome", text.word().replace(' ', '-'));
        put(object, "text", text.text());
        text.diagnostic().ifPresent(diagnostic -> object.set("diagnostic", diagnostic(diagnostic, typed)));
        if (outcome instanceof Outcome.Refused refused) {
            refused.moved().ifPresent(moved -> {
                ObjectNode fact = object.putObject("moved_fact");
                fact.put("fact", moved.fact().id());
                fact.put("expected", moved.expected());
                fact.put("found", moved.found());
            });
        }
        if (outcome instanceof Outcome.Waiting waiting) {
            object.put("for", word(waiting.whom()));
            ifPresent(object, "until", waiting.until());
        }
        return object;
    }

    static ObjectNode interlock(Interlock interlock) {
        ObjectNode object = object();
        object.put("kind", interlock.kind().word());
        object.put("participant", interlock.participant().name());
        object.put("participant_id", interlock.participantId().toString());
        ifPresent(object, "party", interlock.party());
        object.put("run", interlock.run().id());
        object.put("since", interlock.since().toString());
        object.set("values", strings(interlock.values()));
        return object;
    }

    static ObjectNode run(RunSummary run) {
        ObjectNode object = object();
        object.put("run", run.id().id());
        object.put("plan_hash", run.planHash());
        object.put("started", run.started().toString());
        ifPresent(object, "ended", run.ended());
        run.exit().ifPresent(exit -> object.put("exit", exit.word()));
        ifPresent(object, "abandoned", run.abandoned());
        object.put("unfinished", run.isUnfinished());
        return object;
    }

    static ObjectNode mapping(HostingMapping mapping, HostingText names) {
        ObjectNode object = object();
        object.put("party_id", mapping.party().toString());
        object.put("serial", mapping.serial());
        object.put("threshold", mapping.threshold());
        object.set("hosts", array(mapping.hosts(), host -> {
            ObjectNode each = object();
            String id = host.participant().toString();
            String name = names.name(host.participant());
            if (!name.equals(id)) {
                each.put("participant", name);
            }
            each.put("participant_id", id);
            each.put("permission", host.permission().word());
            each.put("onboarding", host.isOnboarding());
            return each;
        }));
        return object;
    }

    static ObjectNode strings(Map<String, String> values) {
        ObjectNode object = object();
        values.forEach(object::put);
        return object;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode position(Position position) {
        return object().put("line", position.line()).put("column", position.column());
    }

    private static void put(ObjectNode object, String name, String text) {
        if (!text.isEmpty()) {
            object.put(name, text);
        }
    }
}
