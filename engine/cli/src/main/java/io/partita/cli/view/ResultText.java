package io.partita.cli.view;

import io.partita.cli.text.Formats;
import io.partita.core.json.Codecs;
import io.partita.core.plan.Result;
import java.util.stream.Collectors;

/** What a step leaves, in words. */
final class ResultText {

    private ResultText() {}

    static String of(Result result) {
        return switch (result.kind()) {
            case LEDGER_END -> "ledger end " + ((Result.LedgerEnd) result).offset();
            case SIGNERS_BEFORE -> signers((Result.SignersBefore) result);
            case SIGNED -> signed((Result.Signed) result);
            case ACTIVATION -> activation((Result.Activation) result);
            case EXPORTED -> exported((Result.Exported) result);
            case PURGED -> purged((Result.Purged) result);
            case IMPORT_ANSWERED -> answered((Result.ImportAnswered) result);
            case SCHEDULE -> "pruning " + ((Result.Schedule) result).schedule().words();
            case CONNECTIONS -> connections((Result.Connections) result);
            case BACKUP_CONFIRMED -> "backup confirmed by " + ((Result.BackupConfirmed) result).by();
            case BACKUP_COMMAND_ENDED -> backup((Result.BackupCommandEnded) result);
        };
    }

    private static String signers(Result.SignersBefore result) {
        return result.signers().isEmpty()
                ? "nobody had signed"
                : "signed by " + result.signers().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String signed(Result.Signed result) {
        return "signed with " + result.signature().key().fingerprint() + ", brought by " + result.by() + " at "
                + result.at();
    }

    private static String activation(Result.Activation result) {
        return "effective at " + result.effective() + " by transaction " + result.transaction();
    }

    private static String purged(Result.Purged result) {
        return Formats.of(result.contracts(), "contract") + " purged, their ids in " + result.file() + ", SHA-256 "
                + result.sha256();
    }

    private static String exported(Result.Exported result) {
        return Formats.of(result.manifest().contracts(), "contract") + " in " + result.file() + ", "
                + Formats.bytes(result.manifest().bytes()) + ", SHA-256 "
                + result.manifest().sha256();
    }

    private static String answered(Result.ImportAnswered result) {
        return switch (result.clearing()) {
            case ARMED -> "the participant took the whole file, and clears the onboarding flag";
            case CONFLICT -> "the participant took the whole file; the onboarding flag has to be asked for";
            case NONE -> "the participant took the whole file; there is no onboarding flag";
        };
    }

    private static String connections(Result.Connections result) {
        return result.connections().stream()
                .map(each -> each.alias() + " " + Codecs.word(each.connection()) + ", connects "
                        + Codecs.word(each.manualConnect()))
                .collect(Collectors.joining("; "));
    }

    private static String backup(Result.BackupCommandEnded result) {
        return "backup command ended with " + result.exitCode() + " after " + Formats.time(result.took()) + ", log "
                + result.log();
    }
}
