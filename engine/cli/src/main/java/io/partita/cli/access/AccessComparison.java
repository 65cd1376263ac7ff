package io.partita.cli.access;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.ParticipantName;
import io.partita.dsl.ReadDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a declaration changes of a trusted access, each change with its place. What it leaves out is reached by nobody.
 */
final class AccessComparison {

    static final String CHANGED = "access-changed";

    private static final String FIX =
            "Have it changed where it is trusted first, by those who may; or take it back here.";

    private final ReadDeclaration atHand;
    private final Declaration trusted;
    private final String where;

    /** @param where the trusted one is, for people: "commit 1234…" */
    AccessComparison(ReadDeclaration atHand, Declaration trusted, String where) {
        this.atHand = atHand;
        this.trusted = trusted;
        this.where = where;
    }

    List<Diagnostic> changes() {
        List<Diagnostic> changes = new ArrayList<>();
        Declaration here = atHand.declaration();
        if (!here.synchronizer().equals(trusted.synchronizer())) {
            changes.add(change(
                            "the synchronizer is another",
                            Optional.of(trusted.synchronizer().value()),
                            Optional.of(here.synchronizer().value()))
                    .at(here.synchronizer().range()));
        }
        here.participants().forEach((name, participant) -> {
            DeclaredParticipant known = trusted.participants().get(name);
            if (known == null) {
                changes.add(unknown(name, participant.name().range()));
            } else {
                changes.addAll(changes(name, participant, known));
            }
        });
        return changes;
    }

    private Diagnostic unknown(ParticipantName name, SourceRange place) {
        return Diagnostic.refusal(CHANGED, name + " is no participant of " + where)
                .because("participants there: "
                        + String.join(
                                ", ",
                                trusted.participants().keySet().stream()
                                        .map(ParticipantName::name)
                                        .toList()))
                .fix(FIX)
                .about(name.name())
                .at(place);
    }

    private List<Diagnostic> changes(ParticipantName name, DeclaredParticipant here, DeclaredParticipant there) {
        List<Diagnostic> changes = new ArrayList<>();
        for (AccessWord word : AccessWord.values()) {
            Optional<String> now = word.of(here);
            Optional<String> before = word.of(there);
            if (!now.equals(before)) {
                changes.add(change("'" + word.word() + "' of " + name + " is another", before, now)
                        .about(name.name())
                        .at(atHand.place(name, word.word())));
            }
        }
        return changes;
    }

    private Diagnostic change(String summary, Optional<String> before, Optional<String> now) {
        return Diagnostic.refusal(CHANGED, summary + " than in " + where)
                .because("there: " + text(before) + "; here: " + text(now))
                .fix(FIX);
    }

    private static String text(Optional<String> written) {
        return written.map(text -> text.isEmpty() ? "it is there" : text).orElse("it is not there");
    }
}
