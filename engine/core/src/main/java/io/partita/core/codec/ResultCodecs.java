package io.partita.core.codec;

import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.plan.Result;
import io.partita.core.provider.AcsManifest;

/** What steps leave. */
public final class ResultCodecs {

    private static final Shape<AcsManifest> MANIFEST = Shape.of(AcsManifest.class, "manifest", table -> {
        var party = table.field("party", ModelCodecs.PARTY, AcsManifest::party);
        var synchronizer = table.field("synchronizer", ModelCodecs.LOGICAL_SYNCHRONIZER, AcsManifest::synchronizer);
        var target = table.field("target", ModelCodecs.PARTICIPANT_ID, AcsManifest::target);
        var bytes = table.field("bytes", Codecs.COUNT, AcsManifest::bytes);
        var contracts = table.field("contracts", Codecs.COUNT, AcsManifest::contracts);
        var sha256 = table.field("sha256", Codecs.SHA256, AcsManifest::sha256);
        return read -> new AcsManifest(
                party.in(read),
                synchronizer.in(read),
                target.in(read),
                bytes.in(read),
                contracts.in(read),
                sha256.in(read));
    });

    private static final Shape<Result.LedgerEnd> LEDGER_END = Shape.of(Result.LedgerEnd.class, "ledger-end", table -> {
        var offset = table.field("offset", Codecs.COUNT, Result.LedgerEnd::offset);
        var noted = table.field("noted", INSTANT, Result.LedgerEnd::noted);
        return read -> new Result.LedgerEnd(offset.in(read), noted.in(read));
    });

    private static final Shape<Result.SignersBefore> SIGNERS_BEFORE =
            Shape.of(Result.SignersBefore.class, "signers-before", table -> {
                var signers = table.field(
                        "signers", Codecs.sortedSet(ModelCodecs.FINGERPRINT), Result.SignersBefore::signers);
                return read -> new Result.SignersBefore(signers.in(read));
            });

    private static final Shape<Result.Signed> SIGNED = Shape.of(Result.Signed.class, "signed", table -> {
        var signature = table.inline(ModelCodecs.SIGNATURE, Result.Signed::signature);
        var by = table.field("by", TEXT, Result.Signed::by);
        var at = table.field("at", INSTANT, Result.Signed::at);
        return read -> new Result.Signed(signature.in(read), by.in(read), at.in(read));
    });

    private static final Shape<Result.Activation> ACTIVATION =
            Shape.of(Result.Activation.class, "activation", table -> {
                var effective = table.field("effective", INSTANT, Result.Activation::effective);
                var transaction = table.field("transaction", TEXT, Result.Activation::transaction);
                return read -> new Result.Activation(effective.in(read), transaction.in(read));
            });

    private static final Shape<Result.Exported> EXPORTED = Shape.of(Result.Exported.class, "exported", table -> {
        var file = table.field("file", TEXT, Result.Exported::file);
        var manifest = table.field("manifest", MANIFEST, Result.Exported::manifest);
        return read -> new Result.Exported(file.in(read), manifest.in(read));
    });

    private static final Shape<Result.Purged> PURGED = Shape.of(Result.Purged.class, "purged", table -> {
        var contracts = table.field("contracts", Codecs.COUNT, Result.Purged::contracts);
        var file = table.field("file", TEXT, Result.Purged::file);
        var sha256 = table.field("sha256", Codecs.SHA256, Result.Purged::sha256);
        return read -> new Result.Purged(contracts.in(read), file.in(read), sha256.in(read));
    });

    private static final Shape<Result.ImportAnswered> IMPORT_ANSWERED =
            Shape.of(Result.ImportAnswered.class, "import-answered", table -> {
                var clearing = table.field(
                        "clearing",
                        Codecs.words(Result.Clearing.class, Result.Clearing::word),
                        Result.ImportAnswered::clearing);
                return read -> new Result.ImportAnswered(clearing.in(read));
            });

    private static final Shape<Result.Schedule> SCHEDULE = Shape.of(Result.Schedule.class, "pruning", table -> {
        var schedule = table.inline(ModelCodecs.SCHEDULE, Result.Schedule::schedule);
        return read -> new Result.Schedule(schedule.in(read));
    });

    private static final Shape<Result.Connections> CONNECTIONS =
            Shape.of(Result.Connections.class, "connections", table -> {
                var connections = table.field(
                        "connections", Codecs.list(ModelCodecs.CONNECTION), Result.Connections::connections);
                return read -> new Result.Connections(connections.in(read));
            });

    private static final Shape<Result.BackupConfirmed> BACKUP_CONFIRMED =
            Shape.of(Result.BackupConfirmed.class, "backup-confirmed", table -> {
                var by = table.field("by", TEXT, Result.BackupConfirmed::by);
                var at = table.field("at", INSTANT, Result.BackupConfirmed::at);
                return read -> new Result.BackupConfirmed(by.in(read), at.in(read));
            });

    private static final Codec<Integer> EXIT_CODE = Codecs.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);

    private static final Shape<Result.BackupCommandEnded> BACKUP_COMMAND_ENDED =
            Shape.of(Result.BackupCommandEnded.class, "backup-command-ended", table -> {
                var command = table.field("command_sha256", Codecs.SHA256, Result.BackupCommandEnded::commandSha256);
                var exit = table.field("exit_code", EXIT_CODE, Result.BackupCommandEnded::exitCode);
                var took = table.field("took", Codecs.DURATION, Result.BackupCommandEnded::took);
                var log = table.field("log", TEXT, Result.BackupCommandEnded::log);
                return read ->
                        new Result.BackupCommandEnded(command.in(read), exit.in(read), took.in(read), log.in(read));
            });

    /** A kind that is not here does not compile. */
    public static final Shape<Result> RESULT =
            Shape.variants("result", "kind", Result.Kind.class, Result.Kind::word, Result::kind, ResultCodecs::of);

    private ResultCodecs() {}

    private static Shape<? extends Result> of(Result.Kind kind) {
        return switch (kind) {
            case LEDGER_END -> LEDGER_END;
            case SIGNERS_BEFORE -> SIGNERS_BEFORE;
            case SIGNED -> SIGNED;
            case ACTIVATION -> ACTIVATION;
            case EXPORTED -> EXPORTED;
            case PURGED -> PURGED;
            case IMPORT_ANSWERED -> IMPORT_ANSWERED;
            case SCHEDULE -> SCHEDULE;
            case CONNECTIONS -> CONNECTIONS;
            case BACKUP_CONFIRMED -> BACKUP_CONFIRMED;
            case BACKUP_COMMAND_ENDED -> BACKUP_COMMAND_ENDED;
        };
    }
}
