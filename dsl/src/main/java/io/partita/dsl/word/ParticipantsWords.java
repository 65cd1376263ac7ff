package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.ParticipantName;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import io.partita.dsl.finding.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In {@code participants { … }} every word is the name of a participant; {@code participant('name') { … }} takes a
 * computed one.
 */
final class ParticipantsWords implements Words {

    private final DeclarationBuilder declaration;
    private final Words words;

    ParticipantsWords(DeclarationBuilder declaration) {
        this.declaration = declaration;
        this.words = Language.PARTICIPANTS.words(this, new WrittenWords());
    }

    @Override
    public String place() {
        return words.place();
    }

    @Override
    public Set<String> names() {
        return words.names();
    }

    @Override
    public Optional<Value> call(WordCall call, Evaluator evaluator) {
        Optional<Value> word = words.call(call, evaluator);
        if (word.isPresent() || Language.places().containsKey(call.word()) && !namesAParticipant(call)) {
            return word;
        }
        String usage = call.word() + " { admin 'host:port'; ledger 'host:port' }";
        Word<ParticipantsWords> name = Word.often(call.word(), 1, 1, usage, (block, arguments) -> {
            if (arguments.shaped()) {
                block.declare(call.word(), call.wordRange(), arguments, 0);
            } else {
                declaration.participantMentioned(call.word());
            }
        });
        return Optional.of(name.meaning().apply(this, new WordArguments(call, evaluator, name)));
    }

    /** A single block makes it a participant, whose name is then found to be a word. */
    private static boolean namesAParticipant(WordCall call) {
        List<Argument> arguments = call.arguments();
        return arguments.size() == 1
                && arguments.get(0).value() instanceof Value.Function
                && call.named().isEmpty();
    }

    void participant(WordArguments arguments) {
        if (!arguments.shaped()) {
            declaration.participantsIncomplete();
            return;
        }
        Optional<String> name = arguments.text(arguments.value(0), "A participant's name");
        if (name.isEmpty()) {
            declaration.participantsIncomplete();
        }
        name.ifPresent(text -> declare(text, arguments.value(0).range(), arguments, 1));
    }

    private void declare(String name, SourceRange place, WordArguments arguments, int block) {
        boolean fine = checkName(name, place, arguments);
        Optional<Value.Function> body = arguments.block(arguments.value(block));
        boolean first = declaration.participantMentioned(name);
        if (!first) {
            arguments
                    .findings()
                    .add(Diagnostic.error(
                                    "duplicate-participant", "Participant '" + Excerpt.of(name) + "' is declared twice")
                            .fix("Remove one of the two, or choose another name.")
                            .about(name)
                            .at(place));
        }
        body.ifPresent(function -> arguments.findings().about(name, () -> {
            ParticipantBuilder participant = new ParticipantBuilder(place);
            Language.PARTICIPANT.read(
                    function, new ParticipantWords(participant), participant.written(), arguments.evaluator());
            if (fine && first) {
                participant
                        .finish(new Declared<>(new ParticipantName(name), place), arguments.findings())
                        .ifPresent(declared -> {
                            declaration.participant(declared);
                            declaration.written(
                                    declared.name().value(),
                                    participant.written().places());
                        });
            }
        }));
    }

    private static boolean checkName(String name, SourceRange place, WordArguments arguments) {
        if (Language.isWord(name)) {
            arguments
                    .findings()
                    .add(Diagnostic.error(
                                    "name-is-a-word",
                                    "'" + name + "' is a word of the declaration and cannot name a participant")
                            .fix("Choose another name.")
                            .at(place));
            return false;
        }
        if (!ParticipantName.isName(name)) {
            arguments
                    .findings()
                    .add(Diagnostic.error("bad-participant-name", "This cannot be a participant's name")
                            .because("A name is a letter, then up to 99 letters, digits, underscores or minus signs.")
                            .fix("Choose another name; it is local to the declaration.")
                            .at(place));
            return false;
        }
        return true;
    }
}
