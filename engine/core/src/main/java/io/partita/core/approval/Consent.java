package io.partita.core.approval;

import io.partita.core.diagnostic.Diagnostic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The consent of people to one plan. It is asked anew at every gate, because keys expire and policies change while a run
 * waits. May be asked by several threads.
 */
public interface Consent {

    /** Where no policy says that anybody has to approve. */
    Consent NOT_WANTED = new Consent() {
        @Override
        public Judgement judge(List<Approval> recorded, Instant now) {
            return Judgement.NOT_WANTED;
        }

        @Override
        public Optional<Diagnostic> backup(Statement statement, Instant now) {
            return Optional.empty();
        }
    };

    /** The code of what says that only a signature is missing. */
    String BACKUP_NOT_SIGNED = "backup-not-signed";

    /** @param recorded approvals that the journal has of this run already; they are verified again */
    Judgement judge(List<Approval> recorded, Instant now);

    /**
     * What speaks against believing that a participant was backed up by hand; empty when somebody with a role has signed
     * it, or nobody has to.
     */
    Optional<Diagnostic> backup(Statement statement, Instant now);
}
