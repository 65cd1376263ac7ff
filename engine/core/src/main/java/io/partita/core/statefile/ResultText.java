package io.partita.core.statefile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.SynchronizerId;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Result;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** What steps leave, as JSON. */
final class ResultText {

    private ResultText() {}

    static ObjectNode write(Result result) {
        ObjectNode node = CanonicalJson.object().put("kind", result.kind().word());
        switch (result.kind()) {
            case LEDGER_END -> {
                Result.LedgerEnd end = (Result.LedgerEnd) result;
                node.put("offset", end.offset()).put("noted", end.noted().toString());
            }
            case SIGNERS_BEFORE -> {
                ArrayNode signers = node.putArray("signers");
                ((Result.SignersBefore) result).signers().forEach(signer -> signers.add(signer.hex()));
            }
            case ACTIVATION -> {
                Result.Activation activation = (Result.Activation) result;
                node.put("effective", activation.effective().toString()).put("transaction", activation.transaction());
            }
            case EXPORTED -> exported(node, (Result.Exported) result);
            case IMPORT_ANSWERED ->
                node.put("clearing", ((Result.ImportAnswered) result).clearing().word());
            case SCHEDULE -> schedule(node, ((Result.Schedule) result).schedule());
            case CONNECTIONS -> {
                ArrayNode connections = node.putArray("connections");
                ((Result.Connections) result)
                        .connections()
                        .forEach(each -> connections.add(CanonicalJson.object()
                                .put("alias", each.alias())
                                .put("connection", each.connection().name())
                                .put("manual-connect", each.manualConnect().name())));
            }
            case BACKUP_CONFIRMED -> {
                Result.BackupConfirmed confirmed = (Result.BackupConfirmed) result;
                node.put("by", confirmed.by()).put("at", confirmed.at().toString());
            }
            case BACKUP_COMMAND_ENDED -> {
                Result.BackupCommandEnded ended = (Result.BackupCommandEnded) result;
                node.put("command-sha256", ended.commandSha256())
                        .put("exit-code", ended.exitCode())
                        .put("took", ended.took().toString())
                        .put("log", ended.log());
            }
        }
        return node;
    }

    private static void exported(ObjectNode node, Result.Exported exported) {
        AcsManifest manifest = exported.manifest();
        node.put("file", exported.file())
                .put("party", manifest.party().toString())
                .put("synchronizer", manifest.synchronizer().toString())
                .put("target", manifest.target().toString())
                .put("bytes", manifest.bytes())
                .put("contracts", manifest.contracts())
                .put("sha256", manifest.sha256());
    }

    private static void schedule(ObjectNode node, PruningSchedule schedule) {
        node.put("cron", schedule.cron())
                .put("max-duration", schedule.maxDuration().toString())
                .put("retention", schedule.retention().toString())
                .put("extent", schedule.extent().name());
    }

    /** @throws Malformed when it is no result, or one of a newer release */
    static Result read(JsonObject json) throws Malformed {
        return switch (kind(json.text("kind"))) {
            case LEDGER_END -> new Result.LedgerEnd(json.number("offset"), json.time("noted"));
            case SIGNERS_BEFORE -> {
                SortedSet<Fingerprint> signers = new TreeSet<>();
                json.list("signers").forEach(hex -> signers.add(new Fingerprint(hex)));
                yield new Result.SignersBefore(signers);
            }
            case ACTIVATION -> new Result.Activation(json.time("effective"), json.text("transaction"));
            case EXPORTED ->
                new Result.Exported(
                        json.text("file"),
                        new AcsManifest(
                                PartyId.of(json.text("party")),
                                SynchronizerId.of(json.text("synchronizer")),
                                ParticipantId.of(json.text("target")),
                                json.number("bytes"),
                                json.number("contracts"),
                                json.text("sha256")));
            case IMPORT_ANSWERED ->
                new Result.ImportAnswered(
                        Result.Clearing.valueOf(json.text("clearing").toUpperCase(Locale.ROOT)));
            case SCHEDULE ->
                new Result.Schedule(new PruningSchedule(
                        json.text("cron"),
                        duration(json, "max-duration"),
                        duration(json, "retention"),
                        PruningSchedule.Extent.valueOf(json.text("extent"))));
            case CONNECTIONS -> {
                List<PlannedConnection> connections = new ArrayList<>();
                for (JsonObject each : json.objects("connections")) {
                    connections.add(new PlannedConnection(
                            each.text("alias"),
                            Registration.Connection.valueOf(each.text("connection")),
                            ManualConnect.valueOf(each.text("manual-connect"))));
                }
                yield new Result.Connections(connections);
            }
            case BACKUP_CONFIRMED -> new Result.BackupConfirmed(json.text("by"), json.time("at"));
            case BACKUP_COMMAND_ENDED ->
                new Result.BackupCommandEnded(
                        json.text("command-sha256"),
                        (int) json.number("exit-code"),
                        duration(json, "took"),
                        json.text("log"));
        };
    }

    private static Result.Kind kind(String word) throws Malformed {
        for (Result.Kind kind : Result.Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new Malformed("the result \"" + word + "\" is not known to this release of partita");
    }

    private static Duration duration(JsonObject json, String field) throws Malformed {
        try {
            return Duration.parse(json.text(field));
        } catch (DateTimeParseException e) {
            throw new Malformed("the field \"" + field + "\" is not a duration");
        }
    }
}
