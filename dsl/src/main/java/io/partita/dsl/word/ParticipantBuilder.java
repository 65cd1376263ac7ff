package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantName;
import io.partita.dsl.finding.Findings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A participant while its block is read. */
final class ParticipantDraft {

    private final SourceRange name;
    private final Map<String, SourceRange> seen = new HashMap<>();
    private Optional<Endpoint> admin = Optional.empty();
    private Optional<Endpoint> ledger = Optional.empty();
    private Optional<Declared<String>> operator = Optional.empty();
    private Backup backup = new Backup.Unattended();
    private boolean incomplete;

    ParticipantDraft(SourceRange name) {
        this.name = name;
    }

    /** Notes a word; whether it is the first of its kind, otherwise says so. */
    boolean first(String word, SourceRange place, Findings findings) {
        SourceRange before = seen.putIfAbsent(word, place);
        if (before == null) {
            return true;
        }
        findings.add(Repeated.word(word, before, place));
        return false;
    }

    /** A line could not be understood: what seems to be missing may stand there. */
    void incomplete() {
        incomplete = true;
    }

    void admin(Endpoint endpoint) {
        admin = Optional.of(endpoint);
    }

    void ledger(Endpoint endpoint) {
        ledger = Optional.of(endpoint);
    }

    void operator(Declared<String> organisation) {
        operator = Optional.of(organisation);
    }

    void backup(Backup declared) {
        backup = declared;
    }

    /** The participant; empty when something is missing or wrong, which has been reported. */
    Optional<DeclaredParticipant> finish(Declared<ParticipantName> as, Findings findings) {
        return access(findings).map(access -> new DeclaredParticipant(as, access, operator, backup));
    }

    private Optional<Access> access(Findings findings) {
        if (seen.containsKey("sandbox")) {
            return sandbox(findings);
        }
        if (!seen.containsKey("admin")) {
            missing("admin", "Admin", findings);
        }
        if (!seen.containsKey("ledger")) {
            missing("ledger", "Ledger", findings);
        }
        return admin.flatMap(first -> ledger.map(second -> new Access.Endpoints(first, second)));
    }

    private Optional<Access> sandbox(Findings findings) {
        for (String word : new String[] {"admin", "ledger"}) {
            if (seen.containsKey(word)) {
                findings.add(Diagnostic.error("mixed-access", "A sandbox participant has no '" + word + "'")
                        .because("It runs in the embedded network and has no endpoints.")
                        .fix("Remove 'sandbox()' or the line with '" + word + "'.")
                        .at(seen.get(word)));
            }
        }
        boolean mixed = seen.containsKey("admin") || seen.containsKey("ledger");
        return mixed ? Optional.empty() : Optional.of(new Access.Sandbox());
    }

    private void missing(String word, String api, Findings findings) {
        if (incomplete) {
            return;
        }
        findings.add(Diagnostic.error("missing-" + word, "The endpoint of the " + api + " API is missing")
                .because("A participant is reached through its Admin API and its Ledger API.")
                .fix("Add " + word + " 'host:port', or sandbox() for the embedded network.")
                .at(name));
    }
}
