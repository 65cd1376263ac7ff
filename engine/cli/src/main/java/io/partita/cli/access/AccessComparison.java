package io.partita.cli.access;

import io.partita.cli.text.KeySourceText;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import io.partita.dsl.ReadDeclaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        here.keys().forEach((name, key) -> {
            DeclaredKey known = trusted.keys().get(name);
            if (known != null) {
                changes.addAll(changes(name, key, known));
            } else if (KeyAccess.isChosen(key.source())) {
                changes.add(unknown(name, key.name().range()));
            }
        });
        return changes;
    }

    private Diagnostic unknown(ParticipantName name, SourceRange place) {
        return unknown(name.name(), "participant", trusted.participants().keySet(), place);
    }

    private Diagnostic unknown(KeyName name, SourceRange place) {
        return unknown(name.name(), "key", trusted.keys().keySet(), place);
    }

    private Diagnostic unknown(String name, String noun, Collection<?> known, SourceRange place) {
        return Diagnostic.refusal(CHANGED, name + " is no " + noun + " of " + where)
                .because(
                        known.isEmpty()
                                ? "there are no " + noun + "s there"
                                : noun + "s there: "
                                        + known.stream().map(Object::toString).collect(Collectors.joining(", ")))
                .fix(FIX)
                .about(name)
                .at(place);
    }

    /**
     * The public key says who a party is, which is for the plan to show, and no access. But a private key that is
     * trusted for one public key signs for no other.
     */
    private List<Diagnostic> changes(KeyName name, DeclaredKey here, DeclaredKey there) {
        List<Diagnostic> changes = new ArrayList<>();
        if (!here.source().equals(there.source())) {
            changes.add(change(
                            "how " + name + " signs is another",
                            Optional.of(KeySourceText.of(there.source())),
                            Optional.of(KeySourceText.of(here.source())))
                    .about(name.name())
                    .at(atHand.place(name, KeySourceText.word(here.source()))));
        }
        if (KeyAccess.isChosen(there.source()) && !here.key().equals(there.key())) {
            changes.add(change(
                            "the public key of " + name + " is another",
                            Optional.of(there.key().fingerprint().toString()),
                            Optional.of(here.key().fingerprint().toString()))
                    .about(name.name())
                    .at(atHand.place(name, "publicKey")));
        }
        return changes;
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
