package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declared;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import java.util.Map;
import java.util.Optional;

/** The words outside of every block. */
final class RootWords {

    static final String PLACE = "the outermost level";

    private final Draft draft;

    private RootWords(Draft draft) {
        this.draft = draft;
    }

    static Words of(Draft draft) {
        RootWords words = new RootWords(draft);
        return new WordTable(
                PLACE,
                Map.of(
                        "synchronizer", words::synchronizer,
                        "participants", words::participants,
                        "party", words::party));
    }

    private void synchronizer(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "synchronizer 'alias'");
        draft.synchronizerMentioned();
        if (!given.shaped(1)) {
            return;
        }
        Optional<String> alias = given.text(given.argument(0), "The synchronizer's alias");
        if (alias.isPresent() && draft.synchronizer().isPresent()) {
            evaluator
                    .findings()
                    .add(Diagnostic.error("duplicate-synchronizer", "The synchronizer is declared twice")
                            .because("It is already declared at "
                                    + draft.synchronizer().get().range() + ".")
                            .fix(
                                    "Remove one of the two lines; parties of another synchronizer are another declaration.")
                            .at(call.range()));
            return;
        }
        alias.ifPresent(text ->
                draft.synchronizer(new Declared<>(text, given.argument(0).range())));
    }

    private void participants(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "participants { name { … } }");
        Optional<Value.Function> block = given.shaped(1) ? given.block(given.argument(0)) : Optional.empty();
        if (block.isEmpty()) {
            draft.participantsIncomplete();
        }
        block.ifPresent(function -> evaluator.block(function, new ParticipantsWords(draft)));
    }

    private void party(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "party('Name') { … }");
        if (!given.shaped(2)) {
            return;
        }
        Optional<String> name = given.text(given.argument(0), "A party's name");
        Optional<Value.Function> block = given.block(given.argument(1));
        if (name.isPresent() && block.isPresent()) {
            Declared<String> declared =
                    new Declared<>(name.get(), given.argument(0).range());
            evaluator.findings().about(name.get(), () -> {
                PartyDraft party = new PartyDraft(declared, call.range());
                long before = evaluator.brokenLines();
                evaluator.block(block.get(), PartyWords.of(draft, party));
                if (evaluator.brokenLines() > before) {
                    party.incomplete();
                }
                draft.party(party, evaluator.findings());
            });
        }
    }
}
