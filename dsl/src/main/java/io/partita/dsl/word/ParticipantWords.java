package io.partita.dsl.word;

import io.partita.core.model.Backup;
import io.partita.core.model.Declared;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import java.util.Map;

/** The words of a participant's block. */
final class ParticipantWords {

    static final String PLACE = "a participant block";
    static final String BACKUP_PLACE = "a backup block";

    private final ParticipantDraft participant;

    private ParticipantWords(ParticipantDraft participant) {
        this.participant = participant;
    }

    static Words of(ParticipantDraft participant) {
        ParticipantWords words = new ParticipantWords(participant);
        return new WordTable(
                PLACE,
                Map.of(
                        "admin", words::admin,
                        "ledger", words::ledger,
                        "operator", words::operator,
                        "backup", words::backup,
                        "sandbox", words::sandbox));
    }

    private boolean first(WordCall call, Evaluator evaluator) {
        return participant.first(call.word(), call.wordRange(), evaluator.findings());
    }

    private void admin(WordCall call, Evaluator evaluator) {
        if (first(call, evaluator)) {
            new EndpointReader(evaluator.findings()).read(call).ifPresent(participant::admin);
        }
    }

    private void ledger(WordCall call, Evaluator evaluator) {
        if (first(call, evaluator)) {
            new EndpointReader(evaluator.findings()).read(call).ifPresent(participant::ledger);
        }
    }

    private void operator(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "operator 'organisation'");
        if (first(call, evaluator) && given.shaped(1)) {
            Argument argument = given.argument(0);
            given.text(argument, "The operator")
                    .ifPresent(text -> participant.operator(new Declared<>(text, argument.range())));
        }
    }

    private void sandbox(WordCall call, Evaluator evaluator) {
        if (first(call, evaluator)) {
            new Given(call, evaluator.findings(), "sandbox()").shaped(0);
        }
    }

    private void backup(WordCall call, Evaluator evaluator) {
        Given given =
                new Given(call, evaluator.findings(), "backup { command 'program', 'argument' } or backup manual");
        if (!first(call, evaluator) || !given.shaped(1)) {
            return;
        }
        Argument argument = given.argument(0);
        if (argument.value() instanceof Value.Symbol symbol && symbol.word().equals("manual")) {
            participant.backup(new Backup.Manual());
        } else if (argument.value() instanceof Value.Function function) {
            BackupBlock block = new BackupBlock();
            evaluator.block(function, block.words());
            block.finish(given, argument.range()).ifPresent(participant::backup);
        } else {
            given.wrongKind(argument, "A backup");
        }
    }
}
