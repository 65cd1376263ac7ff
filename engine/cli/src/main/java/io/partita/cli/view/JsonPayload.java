package io.partita.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.PayloadMatch;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.RunSummary;
import io.partita.core.statefile.LockOwner;
import io.partita.core.statefile.Recording;
import java.util.List;
import java.util.function.Function;

/** What was asked for, as members of the answer's JSON object. */
final class JsonPayload implements PayloadMatch<ObjectNode> {

    private final ObjectNode answer;
    private final Function<NextCommand, String> typed;

    /** @param typed how a command is typed */
    JsonPayload(ObjectNode answer, Function<NextCommand, String> typed) {
        this.answer = answer;
        this.typed = typed;
    }

    @Override
    public ObjectNode validated(Payload.Validated content) {
        answer.put("valid", true);
        answer.put("synchronizer", content.declaration().synchronizer().value());
        answer.set(
                "participants", Json.array(content.declaration().participants().keySet(), Json::text));
        answer.set(
                "parties",
                Json.array(
                        content.declaration().parties(),
                        party -> Json.text(party.name().value())));
        return answer;
    }

    @Override
    public ObjectNode planned(Payload.Planned content) {
        Json.ifPresent(answer, "file", content.file());
        return plan(answer, content.plan());
    }

    static ObjectNode plan(ObjectNode answer, SavedPlan saved) {
        PlanOutline outline = new PlanOutline(saved.plan());
        answer.put("summary", outline.summary());
        answer.put("plan_hash", saved.hash());
        answer.put("changed_parties", outline.changedParties());
        answer.put("steps", saved.plan().steps().count());
        answer.put("waves", saved.plan().waves().size());
        answer.set(
                "offline",
                Json.array(
                        outline.windows(),
                        window -> Json.object()
                                .put("participant", window.participant().name())
                                .put("first_wave", window.first())
                                .put("last_wave", window.last())));
        outline.pointOfNoReturn().ifPresent(wave -> answer.put("point_of_no_return", wave.number()));
        answer.set("irreversible", Json.array(outline.irreversible(), step -> Json.text(step.id())));
        answer.set("plan", Json.parsed(saved.text()));
        return answer;
    }

    @Override
    public ObjectNode forecasts(Payload.Forecasts content) {
        answer.put("plan_hash", content.plan().hash());
        answer.set(
                "forecasts",
                Json.array(
                        content.report().forecasts(),
                        forecast -> Json.object()
                                .put("step", forecast.step().id().id())
                                .put(
                                        "participant",
                                        forecast.step().participant().name())
                                .put("verdict", Json.word(forecast.verdict()))
                                .put("coverage", Json.word(forecast.coverage()))
                                .put("found", forecast.found())));
        return answer;
    }

    @Override
    public ObjectNode ran(Payload.Ran content) {
        answer.put("plan_hash", content.plan().hash());
        Json.ifPresent(answer, "run", content.result().run());
        answer.put("result", content.result().exit().word());
        ObjectNode outcomes = answer.putObject("outcomes");
        content.result().outcomes().forEach((step, outcome) -> outcomes.set(step.id(), Json.outcome(outcome, typed)));
        answer.set("interlocks", Json.array(content.result().interlocks(), Json::interlock));
        answer.set("hosting", Json.array(content.hosting(), JsonPayload::party));
        return answer;
    }

    @Override
    public ObjectNode hosting(Payload.Hosting content) {
        answer.set("parties", Json.array(content.parties(), JsonPayload::party));
        return answer;
    }

    private static JsonNode party(Payload.LiveParty party) {
        ObjectNode object = Json.object();
        object.put("party", party.name());
        Json.ifPresent(object, "read_from", party.readFrom());
        party.state().ifPresent(state -> {
            object.set("mapping", Json.mapping(state.mapping(), new HostingText(party.names())));
            object.put("valid_from", state.validFrom().toString());
        });
        return object;
    }

    @Override
    public ObjectNode examined(Payload.Examined content) {
        return CheckupJson.write(answer, content.report(), typed);
    }

    @Override
    public ObjectNode status(Payload.Status content) {
        state(content.recording());
        content.owner().ifPresent(owner -> answer.set("lock", lock(owner)));
        content.recording().state().unfinishedRun().ifPresent(run -> answer.set("unfinished_run", Json.run(run)));
        List<RunSummary> runs = content.recording().state().runs();
        if (!runs.isEmpty()) {
            answer.set("last_run", Json.run(runs.get(runs.size() - 1)));
        }
        return answer;
    }

    @Override
    public ObjectNode runs(Payload.Runs content) {
        answer.set("runs", Json.array(content.runs(), Json::run));
        return answer;
    }

    @Override
    public ObjectNode journalled(Payload.Journalled content) {
        answer.set("run", Json.run(content.run()));
        var events = answer.putArray("events");
        for (var entry : content.recording().entries()) {
            for (var event : entry.events()) {
                EventWords.About about = event.match(EventWords.WORDS);
                if (about.run().isEmpty()
                        || about.run().get().equals(content.run().id())) {
                    events.addObject()
                            .put("sequence", entry.sequence())
                            .put("time", entry.time().toString())
                            .put("event", about.kind())
                            .put("text", about.text());
                }
            }
        }
        return answer;
    }

    @Override
    public ObjectNode verified(Payload.Verified content) {
        answer.put("whole", true);
        answer.put("journal_lines", content.recording().entries().size());
        answer.put("runs", content.recording().state().runs().size());
        return state(content.recording());
    }

    @Override
    public ObjectNode rebuilt(Payload.Rebuilt content) {
        answer.put("lineage", content.lineage());
        answer.put("by", content.record().by());
        answer.put("reason", content.record().reason());
        if (!content.record().former().isEmpty()) {
            answer.put("former_lineage", content.record().former());
        }
        if (!content.record().kept().isEmpty()) {
            answer.put("kept", ".partita/" + content.record().kept());
        }
        answer.set("unknown", Json.array(content.record().unknown(), Json::text));
        return answer;
    }

    @Override
    public ObjectNode unlocked(Payload.Unlocked content) {
        content.owner().ifPresent(owner -> answer.set("removed", lock(owner)));
        return answer;
    }

    @Override
    public ObjectNode world(Payload.World content) {
        answer.put("action", Json.word(content.action()));
        answer.put("synchronizer", content.synchronizer());
        answer.set("participants", Json.array(content.participants(), participant -> {
            ObjectNode object = Json.object().put("name", participant.name()).put("id", participant.id());
            Json.ifPresent(object, "admin", participant.admin());
            Json.ifPresent(object, "ledger", participant.ledger());
            Json.ifPresent(object, "admin_declared", participant.admin().map(EndpointText::of));
            Json.ifPresent(object, "ledger_declared", participant.ledger().map(EndpointText::of));
            return object;
        }));
        answer.set("parties", Json.array(content.parties(), JsonPayload::party));
        return answer;
    }

    @Override
    public ObjectNode version(Payload.Version content) {
        return answer.put("version", content.version()).put("java", content.java());
    }

    @Override
    public ObjectNode text(Payload.Text content) {
        return answer.put("text", content.text());
    }

    private ObjectNode state(Recording recording) {
        answer.put("lineage", recording.state().lineage());
        answer.put("revision", recording.state().revision());
        answer.set("interlocks", Json.array(recording.state().interlocks(), Json::interlock));
        return answer;
    }

    private static ObjectNode lock(LockOwner owner) {
        return Json.object()
                .put("user", owner.user())
                .put("host", owner.host())
                .put("pid", owner.pid())
                .put("operation", owner.operation())
                .put("started", owner.started().toString())
                .put("heartbeat", owner.heartbeat().toString());
    }
}
