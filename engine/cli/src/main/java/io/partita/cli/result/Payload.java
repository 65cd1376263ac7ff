package io.partita.cli.result;

import io.partita.core.adoption.Adoption;
import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.RunResult;
import io.partita.core.apply.SavedPlan;
import io.partita.core.checkup.Report;
import io.partita.core.drift.Drift;
import io.partita.core.evidence.Evidence;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.TopologyContent;
import io.partita.core.plan.Preview;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.snapshot.Snapshot;
import io.partita.core.state.GivenSignatures;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Receipt;
import io.partita.core.state.RunSummary;
import io.partita.core.state.SignatureRequest;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a command was asked for. */
public sealed interface Payload {

    /** The most characters that GitHub takes in one comment. */
    int COMMENT = 65_536;

    <R> R match(PayloadMatch<R> match);

    /** A declaration that is in order. */
    record Validated(Declaration declaration) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.validated(this);
        }
    }

    /**
     * A plan.
     *
     * @param plan the plan with its text and hash
     * @param form how it was asked to be shown
     * @param extent how much of it is text
     * @param room the most characters that a comment may have
     * @param file where it is saved, as typed; empty when it is not
     */
    record Planned(SavedPlan plan, Form form, Extent extent, int room, Optional<String> file) implements Payload {

        /** As a short text. */
        public static Planned asText(SavedPlan plan) {
            return new Planned(plan, Form.TEXT, Extent.BRIEF, COMMENT, Optional.empty());
        }

        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.planned(this);
        }
    }

    /**
     * What a network was asked so that plans can be made without it.
     *
     * @param snapshot what is recorded
     * @param name what a plan that is made from it says
     * @param file where it is saved, as typed
     */
    record Recorded(Snapshot snapshot, Preview name, String file) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.recorded(this);
        }
    }

    /** How much of a plan a text tells. */
    enum Extent {
        /** What has to be known to say yes or no; parties that are alike are told once. */
        BRIEF,
        /** Every party and every step, with its reason. */
        WHOLE
    }

    /** How a plan can be shown. */
    enum Form {
        TEXT,
        JSON,
        MARKDOWN,
        MERMAID,
        DOT,
        HTML
    }

    /** How something is shown that is not a plan. */
    enum Page {
        TEXT,
        MARKDOWN
    }

    /**
     * A plan file.
     *
     * @param file as typed
     * @param plan what is in it
     * @param origin the commit that the file is of, for people; empty when none is known
     */
    record PlanAt(String file, SavedPlan plan, Optional<String> origin) {}

    /** Two plans side by side. @param page how it was asked to be shown */
    record Compared(PlanAt before, PlanAt after, Page page) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.compared(this);
        }
    }

    /**
     * The parties as they are, beside what they are expected to be.
     *
     * @param drift what was found
     * @param page how it was asked to be shown
     * @param file where it is saved for what reads tests, as typed; empty when it is not
     */
    record Drifted(Drift drift, Page page, Optional<String> file) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.drifted(this);
        }
    }

    /** Whether files were written. */
    enum Writing {
        DONE,
        /** It was only looked what would be written. */
        LEFT
    }

    /**
     * A file of a declaration and its layout.
     *
     * @param file as people know it
     * @param difference from the one layout, as Git writes it; empty when it had that
     */
    record LaidOutFile(String file, Optional<String> difference) {}

    /** Files in the layout of declarations. */
    record LaidOut(Writing writing, List<LaidOutFile> files) implements Payload {
        public LaidOut {
            files = List.copyOf(files);
        }

        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.laidOut(this);
        }
    }

    /**
     * Live parties as a declaration has them.
     *
     * @param adoption the parties, and those that were left out
     * @param text how they are written
     * @param file where that is saved, as typed; empty when it is not
     */
    record Adopted(Adoption adoption, String text, Optional<String> file) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.adopted(this);
        }
    }

    /**
     * A declaration beside the same one in a commit.
     *
     * @param declared the two of them
     * @param form how it was asked to be shown
     * @param room the most characters that a comment may have
     * @param plan what applying the declaration would do; empty when nobody was asked
     */
    record Revised(RevisedDeclaration declared, Form form, int room, Optional<Planned> plan) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.revised(this);
        }
    }

    /**
     * A declaration, and what became of it.
     *
     * @param revision as typed
     * @param commit its full id
     * @param before as that commit has it; empty when it has none there
     * @param after as it is at hand
     */
    record RevisedDeclaration(String revision, String commit, Optional<DeclaredText> before, DeclaredText after) {}

    /**
     * What the texts of a declaration say, and which files they name.
     *
     * @param declaration what they say
     * @param files of each that names some: every path as it is written, with Git's id of its content, or what else is
     *     there
     */
    record DeclaredText(Declaration declaration, Map<NamesFiles, SortedMap<String, String>> files) {
        public DeclaredText {
            files = Map.copyOf(files);
        }
    }

    /** What names files in a declaration. @param name alone says nothing: a party may be called as a participant is */
    record NamesFiles(Kind kind, String name) {

        /** What it is. */
        public enum Kind {
            PARTICIPANT,
            KEY,
            PARTY
        }
    }

    /** What a run would find. */
    record Forecasts(SavedPlan plan, DryRunReport report) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.forecasts(this);
        }
    }

    /** How a plan went in a sandbox. @param plan the one that was rehearsed */
    record Rehearsed(SavedPlan plan, Played played) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.rehearsed(this);
        }
    }

    /**
     * How a run ended.
     *
     * @param plan what was carried out
     * @param result how
     * @param hosting what the participants say now
     */
    record Ran(SavedPlan plan, RunResult result, List<LiveParty> hosting) implements Payload {
        public Ran {
            hosting = List.copyOf(hosting);
        }

        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.ran(this);
        }
    }

    /**
     * The live hosting of the declared parties.
     *
     * @param keys those of the declaration, sorted by name
     * @param parties in the order of the declaration
     */
    record Hosting(List<DeclaredKey> keys, List<LiveParty> parties) implements Payload {
        public Hosting {
            keys = List.copyOf(keys);
            parties = List.copyOf(parties);
        }

        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.hosting(this);
        }
    }

    /** What is known of a party's hosting. */
    enum Seen {
        HOSTED("hosted"),
        NOWHERE("hosted nowhere"),
        /** Those that were asked did not answer. */
        UNKNOWN("not read: nobody could be asked"),
        /** Nobody was asked. */
        NOT_ASKED("not asked: this run reaches no participant that hosts it");

        private final String words;

        Seen(String words) {
            this.words = words;
        }

        /** For people, without a full stop. */
        public String words() {
            return words;
        }
    }

    /**
     * A party as the participants see it.
     *
     * @param name as declared
     * @param seen what is known of its hosting
     * @param readFrom whose view it is; empty when nobody has answered
     * @param state the hosting; only when it is hosted
     * @param names declared names of participants, for people
     * @param proposals what is proposed and not in force; empty when nobody was asked for it
     */
    record LiveParty(
            String name,
            Seen seen,
            Optional<ParticipantName> readFrom,
            Optional<HostingState> state,
            SortedMap<ParticipantId, ParticipantName> names,
            Optional<List<HostingProposal>> proposals) {

        /** One of which nobody asks what is proposed for it. @param readFrom empty when nobody has answered */
        public LiveParty(
                String name,
                Optional<ParticipantName> readFrom,
                Optional<HostingState> state,
                SortedMap<ParticipantId, ParticipantName> names) {
            this(
                    name,
                    state.isPresent() ? Seen.HOSTED : readFrom.isPresent() ? Seen.NOWHERE : Seen.UNKNOWN,
                    readFrom,
                    state,
                    names,
                    Optional.empty());
        }

        public LiveParty {
            Objects.requireNonNull(seen, "seen");
            proposals = proposals.map(List::copyOf);
            names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
        }

        /** One of which nobody was asked. */
        public static LiveParty notAsked(String name, SortedMap<ParticipantId, ParticipantName> names) {
            return new LiveParty(name, Seen.NOT_ASKED, Optional.empty(), Optional.empty(), names, Optional.empty());
        }

        /** With what is proposed for it, as the same participant says. */
        public LiveParty proposed(List<HostingProposal> found) {
            return new LiveParty(name, seen, readFrom, state, names, Optional.of(found));
        }
    }

    /** The ways to the participants, looked at step by step. */
    record Examined(Report report) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.examined(this);
        }
    }

    /**
     * What is running, waiting or open.
     *
     * @param recording what the state folder says
     * @param read how much of it could be read
     * @param participants what was asked of the participants
     * @param owner who holds the lock; empty when nobody has it
     * @param plan the plan of the unfinished run; empty when there is none, or it cannot be read
     * @param now the time to which ages are counted
     */
    record Status(
            Recording recording,
            StateRead read,
            Asked participants,
            Optional<LockOwner> owner,
            Optional<SavedPlan> plan,
            Instant now)
            implements Payload {

        /** How much of a state could be read. */
        public enum StateRead {
            WHOLE,
            /** What it does not say is not known. */
            IN_PART
        }

        /** What the participants were asked, where the state cannot say it. */
        public enum Asked {
            /** Nobody was asked. */
            NOT_ASKED,
            NOTHING_OPEN,
            SOMETHING_OPEN,
            /** Not all have answered. */
            UNKNOWN
        }

        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.status(this);
        }
    }

    /** The runs of a state folder. */
    record Runs(List<RunSummary> runs) implements Payload {
        public Runs {
            runs = List.copyOf(runs);
        }

        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.runs(this);
        }
    }

    /** The journal of one run. */
    record Journalled(RunSummary run, Recording recording) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.journalled(this);
        }
    }

    /** A state folder that was checked and is whole. */
    record Verified(Recording recording) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.verified(this);
        }
    }

    /** A fresh state in place of one that was lost. @param record its first record */
    record Rebuilt(String lineage, JournalEvent.StateRebuilt record) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.rebuilt(this);
        }
    }

    /**
     * What an operator hands to the others.
     *
     * @param plan of which plan
     * @param operator whose receipts they are
     * @param receipts what it has done, in the order of the plan
     * @param file where they are saved, as typed; empty when they are not
     * @param contracts the files that go with them
     */
    record HandedOver(
            SavedPlan plan, String operator, List<Receipt> receipts, Optional<String> file, List<Contracts> contracts)
            implements Payload {
        public HandedOver {
            receipts = List.copyOf(receipts);
            contracts = List.copyOf(contracts);
        }

        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.handedOver(this);
        }
    }

    /**
     * A file of exported contracts that another operator still has to import.
     *
     * @param file where it is, as it is typed
     * @param operator who needs it; empty when that is nobody in particular
     * @param exported what it is
     */
    record Contracts(String file, Optional<String> operator, io.partita.core.plan.Result.Exported exported) {}

    /**
     * What owners of keys are asked to sign elsewhere.
     *
     * @param request the request
     * @param file where it is saved, as typed; empty when it is printed
     */
    record SignaturesWanted(SignatureRequest request, Optional<String> file) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.signaturesWanted(this);
        }
    }

    /**
     * A request as its reader understands it, and what was signed of it.
     *
     * @param request the request
     * @param contents what each transaction of it makes, in the same order; read again from the transaction
     * @param given what was signed; empty when it was only looked at
     * @param file where the signatures are saved, as typed; empty when they are printed, or there are none
     */
    record SignatureRead(
            SignatureRequest request,
            List<TopologyContent> contents,
            Optional<GivenSignatures> given,
            Optional<String> file)
            implements Payload {
        public SignatureRead {
            contents = List.copyOf(contents);
        }

        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.signatureRead(this);
        }
    }

    /**
     * How a run went, in a file that proves it.
     *
     * @param evidence what is in it
     * @param sha256 its hash
     * @param action what was done with it
     * @param file where it is, as typed
     */
    record Evidenced(Evidence evidence, String sha256, EvidenceAction action, String file) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.evidenced(this);
        }
    }

    /** What can be done with evidence. */
    enum EvidenceAction {
        WRITTEN,
        VERIFIED
    }

    /** A lock that was removed; empty when there was none. */
    record Unlocked(Optional<LockOwner> owner) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.unlocked(this);
        }
    }

    /**
     * The embedded network.
     *
     * @param action what was done with it
     * @param synchronizer its alias
     * @param participants its participants; endpoints only while it is served
     * @param parties their hosting; only when it is shown
     */
    record World(WorldAction action, String synchronizer, List<WorldParticipant> participants, List<LiveParty> parties)
            implements Payload {
        public World {
            participants = List.copyOf(participants);
            parties = List.copyOf(parties);
        }

        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.world(this);
        }
    }

    /** What can be done with the embedded network. */
    enum WorldAction {
        SERVING,
        SHOWN,
        RESET
    }

    /** A participant of the embedded network. */
    record WorldParticipant(String name, String id, Optional<Endpoint> admin, Optional<Endpoint> ledger) {}

    /** Which partita this is. */
    record Version(String version, String java) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.version(this);
        }
    }

    /** A text that is the answer itself, such as a completion script. */
    record Text(String text) implements Payload {
        @Override
        public <R> R match(PayloadMatch<R> match) {
            return match.text(this);
        }
    }
}
