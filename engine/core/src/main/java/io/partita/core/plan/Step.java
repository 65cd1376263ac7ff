package io.partita.core.plan;

import io.partita.core.model.Backup;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyId;
import io.partita.core.model.PruningSchedule;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One thing to do on one participant. Every kind can tell from the network whether it is done already, does its work, and confirms it by reading. */
public sealed interface Step {

    Head head();

    <R> R match(StepMatch<R> match);

    default StepId id() {
        return head().id();
    }

    default ParticipantName participant() {
        return head().participant();
    }

    /**
     * What all steps have.
     *
     * @param id unique in the plan
     * @param participant where it acts (or reads)
     * @param operator whose participant that is; empty when everything is in one hand
     * @param after steps that must have succeeded before, always of earlier waves or earlier in the same wave
     * @param facts facts that are read again before it starts
     * @param reversal what it would take to undo it
     * @param why why it is in the plan, one sentence for people
     */
    record Head(
            StepId id,
            ParticipantName participant,
            Optional<String> operator,
            SortedSet<StepId> after,
            SortedSet<FactId> facts,
            Reversal reversal,
            String why) {
        public Head {
            after = Collections.unmodifiableSortedSet(new TreeSet<>(after));
            facts = Collections.unmodifiableSortedSet(new TreeSet<>(facts));
        }
    }

    /** What it takes to undo a step. */
    enum Reversal {
        /** Changes nothing. */
        READS_ONLY,
        /** Undone by a later step of the same plan, also when the run fails. */
        UNDONE_BY_RUN,
        /** Harmless, and another plan can change it. */
        REPLACEABLE,
        /** Cannot be taken back by any supported procedure. */
        IRREVERSIBLE
    }

    /** Reads everything that can be known before the first write: the facts of this participant, its release, health, rights of the token, storage, clock, free disk where files are kept. Changes nothing. */
    record CheckReady(Head head) implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.checkReady(this);
        }
    }

    /** Stores and vets packages on a participant that is connected, and waits until that is effective. */
    record VetPackages(Head head, SortedSet<PackageId> packages, List<DarSource> dars) implements Step {
        public VetPackages {
            packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
            dars = List.copyOf(dars);
        }

        @Override
        public <R> R match(StepMatch<R> match) {
            return match.vetPackages(this);
        }
    }

    /** Clears a pruning schedule after the old one is durable in the journal. */
    record SuspendPruning(Head head, PruningSchedule schedule) implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.suspendPruning(this);
        }
    }

    /** A participant proposes the mapping and signs it as a host. Done when its own store and the owner's show the proposal with its signature (or the authorized mapping). */
    record ConsentAsHost(Head head, HostingMapping mapping, ParticipantName owner) implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.consentAsHost(this);
        }
    }

    /** Manual connect on, then disconnect from every synchronizer; both read back. The isolation window opens. */
    record Isolate(Head head, List<PlannedConnection> connections) implements Step {
        public Isolate {
            connections = List.copyOf(connections);
        }

        @Override
        public <R> R match(StepMatch<R> match) {
            return match.isolate(this);
        }
    }

    /** Makes the ledger end of the source durable, from which the activation of the party on the target is searched, and which a repair would need. */
    record NoteLedgerEnd(Head head, PartyId party, ParticipantName target) implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.noteLedgerEnd(this);
        }
    }

    /** The owner of the party's namespace signs last: the mapping becomes effective. Every participant in {@code isolated} is read as disconnected immediately before. */
    record ConsentAsParty(Head head, HostingMapping mapping, SortedSet<ParticipantName> isolated) implements Step {
        public ConsentAsParty {
            isolated = Collections.unmodifiableSortedSet(new TreeSet<>(isolated));
        }

        @Override
        public <R> R match(StepMatch<R> match) {
            return match.consentAsParty(this);
        }
    }

    /** Exports the party's contracts for the target; hash and count go to the journal. */
    record ExportAcs(Head head, PartyId party, ParticipantName target, StepId beginNoted, StepId consent)
            implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.exportAcs(this);
        }
    }

    /** Sets the pruning schedule of before again. */
    record RestorePruning(Head head, PruningSchedule schedule) implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.restorePruning(this);
        }
    }

    /** Backs the target up before the import: runs the command, or waits until a person says that it is done. */
    record BackUp(Head head, Backup backup) implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.backUp(this);
        }
    }

    /** Imports the file on the isolated target and compares the contract ids with the file's, still isolated. */
    record ImportAcs(Head head, PartyId party, ParticipantName source, StepId export, StepId isolation, StepId consent)
            implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.importAcs(this);
        }
    }

    /** Notes the target's ledger end, reconnects and waits until it has caught up. Never before every import of the window is verified. The isolation window closes. */
    record Reconnect(Head head, List<PlannedConnection> connections, SortedSet<StepId> imports) implements Step {
        public Reconnect {
            connections = List.copyOf(connections);
            imports = Collections.unmodifiableSortedSet(new TreeSet<>(imports));
        }

        @Override
        public <R> R match(StepMatch<R> match) {
            return match.reconnect(this);
        }
    }

    /** Sets manual connect back to what it was. */
    record RestoreAutoConnect(Head head, List<PlannedConnection> connections) implements Step {
        public RestoreAutoConnect {
            connections = List.copyOf(connections);
        }

        @Override
        public <R> R match(StepMatch<R> match) {
            return match.restoreAutoConnect(this);
        }
    }

    /**
     * Waits until the onboarding flag is gone from the mapping; asks for it where the participant does not do it by itself.
     *
     * @param cleared the mapping without the flag, as it will be
     * @param consent the step of this plan that made the flag effective; empty for a flag that was found live, whose activation is then searched in the participant's own history
     * @param reconnect the step of this plan that noted the participant's ledger end; empty together with {@code consent}
     */
    record ClearOnboarding(
            Head head, PartyId party, HostingMapping cleared, Optional<StepId> consent, Optional<StepId> reconnect)
            implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.clearOnboarding(this);
        }
    }

    /** Looks again, immediately before the party's consent on the simple path, that the party is unused since the facts were read. */
    record CheckUnused(Head head, PartyId party, SortedSet<ParticipantName> targets) implements Step {
        public CheckUnused {
            targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
        }

        @Override
        public <R> R match(StepMatch<R> match) {
            return match.checkUnused(this);
        }
    }

    /** Looks at the activation offset, at once after the party's consent on the simple path, that no contract slipped in. */
    record ConfirmUnused(
            Head head, PartyId party, SortedSet<ParticipantName> targets, StepId beginNoted, StepId consent)
            implements Step {
        public ConfirmUnused {
            targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
        }

        @Override
        public <R> R match(StepMatch<R> match) {
            return match.confirmUnused(this);
        }
    }

    /** The hosting equals the declaration in this participant's own view. */
    record VerifyHosting(Head head, PartyHosting hosting) implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.verifyHosting(this);
        }
    }

    /** The party's active contracts on this participant are those of the source. */
    record VerifyContracts(Head head, PartyId party, ParticipantName source) implements Step {
        @Override
        public <R> R match(StepMatch<R> match) {
            return match.verifyContracts(this);
        }
    }
}
