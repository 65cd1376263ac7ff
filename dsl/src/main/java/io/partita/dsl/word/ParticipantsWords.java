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

/** In {@code participants { … }} every word is the name of a participant; {@code participant('name') { … }} takes a computed one. */
final class ParticipantsWords implements Words {

    static final String PLACE = "a participants block";

    private final Draft draft;

    ParticipantsWords(Draft draft) {
        this.draft = draft;
    }

    @Override
    public String place() {
        return PLACE;
    }

    @Override
    public Set<String> names() {
        return Set.of("participant");
    }

    @Override
    public Optional<Value> call(WordCall call, Evaluator evaluator) {
        if (call.word().equals("participant")) {
            computed(call, evaluator);
        } else if (Vocabularies.PLACES.containsKey(call.word()) && !namesAParticipant(call)) {
            return Optional.empty();
        } else {
            Given given =
                    new Given(call, evaluator.findings(), call.word() + " { admin 'host:port'; ledger 'host:port' }");
            if (given.shaped(1)) {
                declare(call.word(), call.wordRange(), given, 0, evaluator);
            } else {
                draft.participantMentioned(call.word());
            }
        }
        return Optional.of(Value.DONE);
    }

    /** A single block makes it a participant, whose name is then found to be a word. */
    private static boolean namesAParticipant(WordCall call) {
        List<Argument> arguments = call.arguments();
        return arguments.size() == 1
                && arguments.get(0).value() instanceof Value.Function
                && call.named().isEmpty();
    }

    private void computed(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "participant('name') { … }");
        if (!given.shaped(2)) {
            draft.participantsIncomplete();
            return;
        }
        Optional<String> name = given.text(given.argument(0), "A participant's name");
        if (name.isEmpty()) {
            draft.participantsIncomplete();
        }
        name.ifPresent(text -> declare(text, given.argument(0).range(), given, 1, evaluator));
    }

    private void declare(String name, SourceRange place, Given given, int block, Evaluator evaluator) {
        boolean fine = checkName(name, place, evaluator);
        Optional<Value.Function> body = given.block(given.argument(block));
        boolean first = draft.participantMentioned(name);
        if (!first) {
            evaluator
                    .findings()
                    .add(Diagnostic.error(
                                    "duplicate-participant", "Participant '" + Excerpt.of(name) + "' is declared twice")
                            .fix("Remove one of the two, or choose another name.")
                            .about(name)
                            .at(place));
        }
        body.ifPresent(function -> evaluator.findings().about(name, () -> {
            ParticipantDraft participant = new ParticipantDraft(place);
            long before = evaluator.brokenLines();
            evaluator.block(function, ParticipantWords.of(participant));
            if (evaluator.brokenLines() > before) {
                participant.incomplete();
            }
            if (fine && first) {
                participant
                        .finish(new Declared<>(new ParticipantName(name), place), evaluator.findings())
                        .ifPresent(draft::participant);
            }
        }));
    }

    private boolean checkName(String name, SourceRange place, Evaluator evaluator) {
        if (Vocabularies.isWord(name)) {
            evaluator
                    .findings()
                    .add(Diagnostic.error(
                                    "name-is-a-word",
                                    "'" + name + "' is a word of the declaration and cannot name a participant")
                            .fix("Choose another name.")
                            .at(place));
            return false;
        }
        if (!ParticipantName.isName(name)) {
            evaluator
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
