package io.partita.core.plan;

import io.partita.core.model.Backup;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.RootDelegation;
import io.partita.core.model.TopologyContent;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One thing to do. Every kind can tell from the network whether it is done already, does its work, and confirms it by
 * reading. Steps follow from the values of a plan ({@link Plan#waves}): a plan file does not hold them.
 */
public sealed interface Step {

    Kind kind();

    Head head();

    /** The party that it is about, as the plan calls it; empty for steps about a participant as a whole. */
    Optional<PartyId> party();

    default StepId id() {
        return head().id();
    }

    default Place place() {
        return head().place();
    }

    /** The participant that it acts on, or that is read to know whether it is done. */
    default ParticipantName participant() {
        return head().place().participant();
    }

    /** What it takes to undo it. A signature is as final as the mapping that it completes. */
    default Reversal reversal() {
        return switch (kind()) {
            case CHECK_READY,
                    COLLECT_SIGNATURE,
                    NOTE_LEDGER_END,
                    AWAIT_NAMESPACE,
                    AWAIT_EFFECTIVE,
                    EXPORT_ACS,
                    CHECK_UNUSED,
                    CONFIRM_UNUSED,
                    VERIFY_HOSTING,
                    VERIFY_CONTRACTS -> Reversal.READS_ONLY;
            case SUSPEND_PRUNING, ISOLATE -> Reversal.UNDONE_BY_RUN;
            case VET_PACKAGES,
                    INTRODUCE_KEY,
                    FOUND_NAMESPACE,
                    RESTORE_PRUNING,
                    BACK_UP,
                    RECONNECT,
                    RESTORE_AUTO_CONNECT -> Reversal.REPLACEABLE;
            case PROPOSE, SIGN -> {
                Signature signature = (Signature) this;
                yield signature.completes() && signature.signing().isIrreversible()
                        ? Reversal.IRREVERSIBLE
                        : Reversal.REPLACEABLE;
            }
            case PURGE_CONTRACTS, IMPORT_ACS, CLEAR_ONBOARDING -> Reversal.IRREVERSIBLE;
        };
    }

    /** The signature that it uses and that the owner of a key gave elsewhere; empty where it uses none. */
    default Optional<Ref<Result.Signed>> collected() {
        return Optional.empty();
    }

    /** Why it is in the plan, one sentence for people without a full stop. */
    default String why() {
        return why(this instanceof OfParty step ? step.name() : "");
    }

    /** The same of a step of a party, or of several that are told together. @param called what they are called */
    default String why(String called) {
        return Reasons.of(this, called);
    }

    /** What a step can be. */
    enum Kind {
        CHECK_READY("check-ready", Needs.ANY),
        COLLECT_SIGNATURE("collect-signature", Needs.ANY),
        INTRODUCE_KEY("introduce-key", Needs.CONNECTED),
        FOUND_NAMESPACE("found-namespace", Needs.CONNECTED),
        AWAIT_NAMESPACE("await-namespace", Needs.CONNECTED),
        VET_PACKAGES("vet-packages", Needs.CONNECTED),
        SUSPEND_PRUNING("suspend-pruning", Needs.ANY),
        PROPOSE("propose", Needs.CONNECTED),
        SIGN("sign", Needs.CONNECTED),
        AWAIT_EFFECTIVE("await-effective", Needs.CONNECTED),
        ISOLATE("isolate", Needs.ANY),
        NOTE_LEDGER_END("note-ledger-end", Needs.ANY),
        EXPORT_ACS("export-acs", Needs.CONNECTED),
        RESTORE_PRUNING("restore-pruning", Needs.ANY),
        BACK_UP("back-up", Needs.ISOLATED),
        PURGE_CONTRACTS("purge-contracts", Needs.ISOLATED),
        IMPORT_ACS("import-acs", Needs.ISOLATED),
        RECONNECT("reconnect", Needs.ISOLATED),
        RESTORE_AUTO_CONNECT("restore-auto-connect", Needs.CONNECTED),
        CLEAR_ONBOARDING("clear-onboarding", Needs.CONNECTED),
        CHECK_UNUSED("check-unused", Needs.CONNECTED),
        CONFIRM_UNUSED("confirm-unused", Needs.CONNECTED),
        VERIFY_HOSTING("verify-hosting", Needs.CONNECTED),
        VERIFY_CONTRACTS("verify-contracts", Needs.CONNECTED);

        private final String word;
        private final Needs needs;

        Kind(String word, Needs needs) {
            this.word = word;
            this.needs = needs;
        }

        /** The word in files, ids and events. */
        public String word() {
            return word;
        }

        /** How its participant has to be connected. */
        public Needs needs() {
            return needs;
        }
    }

    /** How a participant has to be connected for a step. */
    enum Needs {
        CONNECTED,
        ISOLATED,
        /** Either way. */
        ANY
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

    /**
     * What all steps have.
     *
     * @param id unique in the plan: its kind, participant, party
     * @param place where it happens
     * @param operator whose step it is; empty when everything is in one hand
     * @param after steps that must have succeeded before, of earlier waves or earlier in the same wave
     * @param facts facts that are read again before it starts
     */
    record Head(StepId id, Place place, Optional<String> operator, SortedSet<StepId> after, SortedSet<FactId> facts) {
        public Head {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(operator, "operator");
            after = Collections.unmodifiableSortedSet(new TreeSet<>(after));
            facts = Collections.unmodifiableSortedSet(new TreeSet<>(facts));
        }
    }

    /** A step about one party. */
    sealed interface OfParty extends Step {
        /** What the plan calls the party. */
        String name();

        PartyId partyId();

        @Override
        default Optional<PartyId> party() {
            return Optional.of(partyId());
        }
    }

    /** A step about a participant as a whole. */
    sealed interface OfParticipant extends Step {
        @Override
        default Optional<PartyId> party() {
            return Optional.empty();
        }
    }

    /** A step on the way of one mapping to being effective. */
    sealed interface OfSigning extends OfParty {
        Signing signing();

        @Override
        default String name() {
            return signing().name();
        }

        @Override
        default PartyId partyId() {
            return signing().party();
        }
    }

    /** One signature of a mapping. */
    sealed interface Signature extends OfSigning {
        Signer signer();

        /** Empty where partita gets the signature by itself. */
        @Override
        Optional<Ref<Result.Signed>> collected();

        /** The ledger end that has to be known before the mapping becomes effective; empty where nothing needs it. */
        Optional<Ref<Result.LedgerEnd>> noted();

        /** The look at the party's use that has to come immediately before; empty where nothing needs it. */
        Optional<StepId> checkedUnused();

        /** Whether it makes the mapping effective. */
        default boolean completes() {
            return signing().isCompletedBy(signer());
        }
    }

    /**
     * Reads everything that can be known before the first write: the facts of this participant, its release, health,
     * rights of the token, storage, clock, free disk where files are kept. Changes nothing.
     *
     * @param target whether contracts are imported into it
     */
    record CheckReady(Head head, Optional<Window> target) implements OfParticipant {
        @Override
        public Kind kind() {
            return Kind.CHECK_READY;
        }
    }

    /**
     * Waits until the owner of a key has signed a mapping elsewhere. The signature is kept, and brought to the network
     * in the step that needs it: whoever signs does not have to be there when a target is isolated.
     *
     * @param subject what people call what is signed
     */
    record CollectSignature(Head head, String subject, TopologyContent content, Signer.WithKey signer) implements Step {
        @Override
        public Kind kind() {
            return Kind.COLLECT_SIGNATURE;
        }

        @Override
        public Optional<PartyId> party() {
            return content.kind() == TopologyContent.Kind.HOSTING
                    ? Optional.of(((HostingMapping) content).party())
                    : Optional.empty();
        }
    }

    /** A step towards a decentralized namespace. */
    sealed interface OfNamespace extends Step {
        NamespaceFoundation foundation();

        @Override
        default Optional<PartyId> party() {
            return Optional.empty();
        }
    }

    /**
     * Introduces the root key of a namespace to the topology, signed by itself.
     *
     * @param root what is introduced
     * @param signer who has the key
     * @param views others that have to know it, too, because they sign for parties in its namespace or host them
     * @param collected the signature that was given elsewhere; empty where partita gets it by itself
     */
    record IntroduceKey(
            Head head,
            RootDelegation root,
            Signer signer,
            SortedSet<ParticipantName> views,
            Optional<Ref<Result.Signed>> collected)
            implements Step {
        public IntroduceKey {
            views = Collections.unmodifiableSortedSet(new TreeSet<>(views));
        }

        @Override
        public Kind kind() {
            return Kind.INTRODUCE_KEY;
        }

        @Override
        public Optional<PartyId> party() {
            return Optional.empty();
        }
    }

    /**
     * An owner signs the definition of the namespace; the first one proposes it.
     *
     * @param collected the signature that was given elsewhere; empty where partita gets it by itself
     */
    record FoundNamespace(
            Head head, NamespaceFoundation foundation, Signer signer, Optional<Ref<Result.Signed>> collected)
            implements OfNamespace {
        @Override
        public Kind kind() {
            return Kind.FOUND_NAMESPACE;
        }

        /** Whether it is the proposal. */
        public boolean proposes() {
            return foundation.signers().get(0).equals(signer);
        }
    }

    /** Waits until the namespace is defined, in the view of everybody who signs for a party in it. */
    record AwaitNamespace(Head head, NamespaceFoundation foundation, SortedSet<ParticipantName> views)
            implements OfNamespace {
        public AwaitNamespace {
            views = Collections.unmodifiableSortedSet(new TreeSet<>(views));
        }

        @Override
        public Kind kind() {
            return Kind.AWAIT_NAMESPACE;
        }
    }

    /** Stores and vets packages on a participant that is connected, and waits until that is effective. */
    record VetPackages(Head head, Vetting vetting) implements OfParticipant {
        @Override
        public Kind kind() {
            return Kind.VET_PACKAGES;
        }
    }

    /**
     * Clears a pruning schedule after the old one is durable in the journal.
     *
     * @param restoration the step that sets it again
     * @param exports the exports that need it suspended
     */
    record SuspendPruning(Head head, PruningSchedule schedule, StepId restoration, SortedSet<StepId> exports)
            implements OfParticipant {
        public SuspendPruning {
            exports = Collections.unmodifiableSortedSet(new TreeSet<>(exports));
        }

        @Override
        public Kind kind() {
            return Kind.SUSPEND_PRUNING;
        }
    }

    /** The first signer proposes the mapping with its signature. */
    record Propose(
            Head head,
            Signing signing,
            Signer signer,
            Optional<Ref<Result.Signed>> collected,
            Optional<Ref<Result.LedgerEnd>> noted,
            Optional<StepId> checkedUnused)
            implements Signature {
        @Override
        public Kind kind() {
            return Kind.PROPOSE;
        }
    }

    /** A signer adds its signature to the proposal, by the hash of its transaction. */
    record Sign(
            Head head,
            Signing signing,
            Signer signer,
            Optional<Ref<Result.Signed>> collected,
            Optional<Ref<Result.LedgerEnd>> noted,
            Optional<StepId> checkedUnused)
            implements Signature {
        @Override
        public Kind kind() {
            return Kind.SIGN;
        }
    }

    /**
     * Waits until the mapping is effective, and notes since when.
     *
     * @param views who else has to see it before the run goes on
     * @param earlier the activations of the same window that came before, whose times have to be others
     */
    record AwaitEffective(
            Head head, Signing signing, SortedSet<ParticipantName> views, List<Ref<Result.Activation>> earlier)
            implements OfSigning {
        public AwaitEffective {
            views = Collections.unmodifiableSortedSet(new TreeSet<>(views));
            earlier = List.copyOf(earlier);
        }

        @Override
        public Kind kind() {
            return Kind.AWAIT_EFFECTIVE;
        }
    }

    /** Manual connect on, then disconnect from every synchronizer; both read back. The isolation window opens. */
    record Isolate(Head head, Window window, StepId reconnect) implements OfParticipant {
        @Override
        public Kind kind() {
            return Kind.ISOLATE;
        }
    }

    /**
     * Makes the ledger end of a host durable, from which the activation of the party is searched, and which a repair
     * would need.
     *
     * @param signing the mapping that becomes effective later
     * @param target the new host whose activation is searched
     */
    record NoteLedgerEnd(Head head, Signing signing, ParticipantName target) implements OfSigning {
        @Override
        public Kind kind() {
            return Kind.NOTE_LEDGER_END;
        }
    }

    /**
     * Exports the party's contracts for the target of the window; hash and count go to the journal.
     *
     * @param begin the offset of before the activation
     * @param activation the activation that is exported
     * @param imported the step that needs the file
     */
    record ExportAcs(
            Head head,
            String name,
            Window window,
            Transfer transfer,
            Ref<Result.LedgerEnd> begin,
            Ref<Result.Activation> activation,
            StepId imported)
            implements OfParty {
        @Override
        public Kind kind() {
            return Kind.EXPORT_ACS;
        }

        @Override
        public PartyId partyId() {
            return transfer.party();
        }

        public ParticipantName target() {
            return window.target();
        }
    }

    /** Sets the pruning schedule of before again. */
    record RestorePruning(Head head, PruningSchedule schedule, StepId suspension) implements OfParticipant {
        @Override
        public Kind kind() {
            return Kind.RESTORE_PRUNING;
        }
    }

    /** Backs the target up before the import: runs the command, or waits until a person says that it is done. */
    record BackUp(Head head, Window window, Backup backup) implements OfParticipant {
        @Override
        public Kind kind() {
            return Kind.BACK_UP;
        }
    }

    /**
     * Takes out of the isolated target's books what an earlier hosting left of the party: what it holds as active, the
     * source did not have at the activation, and no other party that the target hosts is a stakeholder of.
     *
     * @param begin the source's offset of before the activation
     */
    record PurgeContracts(Head head, String name, Window window, Transfer transfer, Ref<Result.LedgerEnd> begin)
            implements OfParty {
        @Override
        public Kind kind() {
            return Kind.PURGE_CONTRACTS;
        }

        @Override
        public PartyId partyId() {
            return transfer.party();
        }
    }

    /**
     * Imports the file on the isolated target and compares the contract ids with the file's, still isolated.
     *
     * @param export the file
     * @param begin the source's offset of before the activation
     * @param activation the party's activation
     * @param activations those of every party of the window, whose times have to differ
     */
    record ImportAcs(
            Head head,
            String name,
            Window window,
            Transfer transfer,
            Ref<Result.Exported> export,
            Ref<Result.LedgerEnd> begin,
            Ref<Result.Activation> activation,
            List<Ref<Result.Activation>> activations)
            implements OfParty {
        public ImportAcs {
            activations = List.copyOf(activations);
        }

        @Override
        public Kind kind() {
            return Kind.IMPORT_ACS;
        }

        @Override
        public PartyId partyId() {
            return transfer.party();
        }
    }

    /**
     * Notes the target's ledger end, reconnects and waits until it has caught up. Never before every import of the
     * window is verified. The isolation window closes.
     */
    record Reconnect(Head head, Window window, SortedSet<StepId> imports, List<Ref<Result.Activation>> activations)
            implements OfParticipant {
        public Reconnect {
            imports = Collections.unmodifiableSortedSet(new TreeSet<>(imports));
            activations = List.copyOf(activations);
        }

        @Override
        public Kind kind() {
            return Kind.RECONNECT;
        }
    }

    /** Sets manual connect back to what it was. @param reconnect the step that closed the window */
    record RestoreAutoConnect(Head head, Window window, StepId reconnect) implements OfParticipant {
        @Override
        public Kind kind() {
            return Kind.RESTORE_AUTO_CONNECT;
        }
    }

    /** What this plan did before a flag is cleared. */
    record Replicated(
            Ref<Result.Activation> activation,
            Ref<Result.LedgerEnd> reconnected,
            Ref<Result.ImportAnswered> imported) {}

    /**
     * Waits until the onboarding flag is gone from the mapping; asks for it where the participant does not do it by
     * itself.
     *
     * @param cleared the mapping without the flag, as it will be
     * @param replicated what this plan did; empty for a flag that was found live, whose activation is then searched in
     *     the participant's own history
     */
    record ClearOnboarding(Head head, String name, HostingMapping cleared, Optional<Replicated> replicated)
            implements OfParty {
        @Override
        public Kind kind() {
            return Kind.CLEAR_ONBOARDING;
        }

        @Override
        public PartyId partyId() {
            return cleared.party();
        }
    }

    /** Looks again, immediately before the signature that completes the quorum, that the party is still unused. */
    record CheckUnused(Head head, Signing signing) implements OfSigning {
        @Override
        public Kind kind() {
            return Kind.CHECK_UNUSED;
        }
    }

    /** Looks at the activation offset, at once after the mapping became effective, that no contract slipped in. */
    record ConfirmUnused(Head head, Signing signing, Ref<Result.LedgerEnd> begin) implements OfSigning {
        @Override
        public Kind kind() {
            return Kind.CONFIRM_UNUSED;
        }
    }

    /** The hosting equals the declaration in this participant's own view. */
    record VerifyHosting(Head head, String name, PartyHosting hosting) implements OfParty {
        @Override
        public Kind kind() {
            return Kind.VERIFY_HOSTING;
        }

        @Override
        public PartyId partyId() {
            return hosting.party();
        }
    }

    /**
     * The party's active contracts on this participant are those of the source.
     *
     * @param exported the file that they came with; empty when this plan brought none
     */
    record VerifyContracts(
            Head head, String name, PartyId partyId, ParticipantName source, Optional<Ref<Result.Exported>> exported)
            implements OfParty {
        @Override
        public Kind kind() {
            return Kind.VERIFY_CONTRACTS;
        }
    }
}
