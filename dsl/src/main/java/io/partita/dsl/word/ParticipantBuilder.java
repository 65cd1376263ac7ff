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
import java.util.Optional;

/** Gathers a participant while its block is read. */
final class ParticipantBuilder {

    private final SourceRange name;
    private final WrittenWords written = new WrittenWords();
    private Optional<Endpoint> admin = Optional.empty();
    private Optional<Endpoint> ledger = Optional.empty();
    private Optional<Declared<String>> operator = Optional.empty();
    private Backup backup = new Backup.Unattended();

    ParticipantBuilder(SourceRange name) {
        this.name = name;
    }

    WrittenWords written() {
        return written;
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
        if (written.has("sandbox")) {
            return sandbox(findings);
        }
        if (!written.has("admin")) {
            missing("admin", "Admin", findings);
        }
        if (!written.has("ledger")) {
            missing("ledger", "Ledger", findings);
        }
        return admin.flatMap(first -> ledger.map(second -> new Access.Endpoints(first, second)));
    }

    private Optional<Access> sandbox(Findings findings) {
        for (String word : new String[] {"admin", "ledger"}) {
            if (written.has(word)) {
                findings.add(Diagnostic.error("mixed-access", "A sandbox participant has no '" + word + "'")
                        .because("It runs in the embedded network and has no endpoints.")
                        .fix("Remove 'sandbox()' or the line with '" + word + "'.")
                        .at(written.place(word).orElse(name)));
            }
        }
        boolean mixed = written.has("admin") || written.has("ledger");
        return mixed ? Optional.empty() : Optional.of(new Access.Sandbox());
    }

    private void missing(String word, String api, Findings findings) {
        if (written.isIncomplete()) {
            return;
        }
        findings.add(Diagnostic.error("missing-" + word, "The endpoint of the " + api + " API is missing")
                .because("A participant is reached through its Admin API and its Ledger API.")
                .fix("Add " + word + " 'host:port', or sandbox() for the embedded network.")
                .at(name));
    }
}
