package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Backup;
import io.partita.core.model.Declared;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Value;
import java.util.Optional;

/** What the words of a participant's block mean. */
final class ParticipantWords {

    private final ParticipantBuilder participant;

    ParticipantWords(ParticipantBuilder participant) {
        this.participant = participant;
    }

    void admin(WordArguments arguments) {
        new EndpointReader(arguments).read().ifPresent(participant::admin);
    }

    void ledger(WordArguments arguments) {
        new EndpointReader(arguments).read().ifPresent(participant::ledger);
    }

    void operator(WordArguments arguments) {
        if (arguments.shaped()) {
            Argument argument = arguments.value(0);
            Optional<String> operator = arguments.text(argument, "The operator");
            if (operator.filter(ValueReader::hasMisleadingBlanks).isPresent()) {
                arguments
                        .findings()
                        .add(Diagnostic.error(
                                        "misleading-blanks",
                                        "The operator's name has blanks at an end, or two together")
                                .because("They cannot be seen, and two names could look the same.")
                                .fix("Remove the blanks that are too many.")
                                .at(argument.range()));
            }
            operator.ifPresent(text -> participant.operator(new Declared<>(text, argument.range())));
        }
    }

    void sandbox(WordArguments arguments) {
        arguments.shaped();
    }

    void backup(WordArguments arguments) {
        if (!arguments.shaped()) {
            return;
        }
        Argument argument = arguments.value(0);
        if (argument.value() instanceof Value.Symbol symbol && symbol.word().equals("manual")) {
            participant.backup(new Backup.Manual());
        } else if (argument.value() instanceof Value.Function function) {
            BackupWords block = new BackupWords();
            Language.BACKUP.read(function, block, block.written(), arguments.evaluator());
            if (block.written().isEmpty()) {
                arguments.report("empty-backup", "The backup block has no command", argument.range());
            }
            block.backup().ifPresent(participant::backup);
        } else {
            arguments.wrongKind(argument, "A backup");
        }
    }
}
