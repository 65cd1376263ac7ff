package io.partita.dsl.word;

import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.ParticipantName;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.Words;
import java.util.Optional;

/**
 * In {@code participants { … }} every word is the name of a participant; {@code participant('name') { … }} takes a
 * computed one.
 */
final class ParticipantsWords extends NamedBlocks {

    private final DeclarationBuilder declaration;
    private final Words own;

    ParticipantsWords(DeclarationBuilder declaration) {
        super(declaration.names(), DeclaredNames.Kind.PARTICIPANT, "{ admin 'host:port'; ledger 'host:port' }");
        this.declaration = declaration;
        this.own = Language.PARTICIPANTS.words(this, new WrittenWords());
    }

    @Override
    Words own() {
        return own;
    }

    void participant(WordArguments arguments) {
        computed(arguments);
    }

    @Override
    void read(Optional<Declared<String>> name, SourceRange place, Value.Function body, WordArguments arguments) {
        ParticipantBuilder participant = new ParticipantBuilder(place);
        Language.PARTICIPANT.read(
                body, new ParticipantWords(participant), participant.written(), arguments.evaluator());
        name.map(text -> new Declared<>(new ParticipantName(text.value()), text.range()))
                .flatMap(as -> participant.finish(as, arguments.findings()))
                .ifPresent(declared -> {
                    declaration.participant(declared);
                    declaration.written(
                            declared.name().value(), participant.written().places());
                });
    }
}
