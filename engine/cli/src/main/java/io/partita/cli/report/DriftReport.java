package io.partita.cli.report;

import io.partita.cli.text.Formats;
import io.partita.core.drift.Drift;
import io.partita.core.drift.DriftPoint;
import io.partita.core.drift.Expectation;
import io.partita.core.drift.PartyDrift;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.provider.HostingState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Drift as it is shown. Every form of it renders this value and reads nothing else.
 *
 * @param synchronizer its alias
 * @param reader the participant whose view it is
 * @param parties in the order of the declaration
 */
public record DriftReport(String synchronizer, String reader, List<Party> parties) {

    public DriftReport {
        Objects.requireNonNull(synchronizer, "synchronizer");
        Objects.requireNonNull(reader, "reader");
        parties = List.copyOf(parties);
    }

    /**
     * A party.
     *
     * @param basis what it is compared with, for people
     * @param run the run that it is compared with; empty when it is the declaration
     * @param live serial and time of the hosting in force; empty when it is hosted nowhere
     * @param points in which it is not as expected
     * @param note what else there is to say of it; empty for nothing
     */
    public record Party(
            String name,
            PartyId id,
            String basis,
            Optional<String> run,
            Optional<Change> live,
            List<Point> points,
            Optional<String> note) {
        public Party {
            points = List.copyOf(points);
        }

        public boolean isDrifted() {
            return !points.isEmpty();
        }
    }

    /**
     * A state of a party's mapping.
     *
     * @param serial the topology's
     * @param since when it became effective
     * @param signers who signed it, by name where that is known, else by fingerprint; none when it is not told
     */
    public record Change(int serial, Instant since, List<Signer> signers) {
        public Change {
            signers = List.copyOf(signers);
        }

        /** For people, without a full stop. */
        public String sentence() {
            String by = signers.stream().map(Signer::text).collect(Collectors.joining(", "));
            return "since serial " + serial + ", " + since
                    + (by.isEmpty() ? ", by whom is not told" : ", signed by " + by);
        }
    }

    /** Whose signature it is. @param name who is known to have the key; empty when nobody is */
    public record Signer(Fingerprint fingerprint, Optional<String> name) {
        /** The name, else the whole fingerprint: nobody can look up a shortened one. */
        String text() {
            return name.orElseGet(fingerprint::toString);
        }
    }

    /**
     * A point in which a party is not as expected.
     *
     * @param participant the host, by its declared name or its id; empty where it is about the party
     * @param since the mapping that brought it; empty when none is known
     */
    public record Point(
            DriftPoint.Kind kind,
            Optional<String> participant,
            Optional<String> expected,
            Optional<String> found,
            Optional<Change> since) {

        /** What is otherwise, for people, without a full stop. */
        public String what() {
            String host = participant.orElse("");
            String was = expected.orElse("");
            String is = found.orElse("");
            return switch (kind) {
                case NOT_HOSTED -> "it is hosted nowhere";
                case MISSING_HOST -> host + " does not host it (expected: " + was + ")";
                case EXTRA_HOST -> host + " hosts it with " + is + " and is not expected to";
                case PERMISSION -> host + " has " + is + " instead of " + was;
                case ONBOARDING -> host + " still has the onboarding flag";
                case THRESHOLD -> "the threshold is " + is + " instead of " + was;
                case SIGNING_KEYS -> "its signing keys are " + is + " instead of " + was;
            };
        }

        /** One that nobody was asked about since when it is so. */
        public static Point of(DriftPoint point, HostNames names) {
            return new Point(
                    point.kind(),
                    point.participant().map(names::name),
                    point.expected(),
                    point.found(),
                    Optional.empty());
        }

        /** The same, with since when and by whom where that is known. */
        public String sentence() {
            return what() + ", " + history();
        }

        /** Since when, and by whom, where that is known; for people, without a full stop. */
        public String history() {
            return since.map(Change::sentence).orElse("since when is not known");
        }
    }

    public static DriftReport of(Drift drift) {
        HostNames names = new HostNames(drift.names());
        return new DriftReport(
                drift.synchronizer(),
                drift.reader().name(),
                drift.parties().stream()
                        .map(party -> party(party, names, drift.signers()))
                        .toList());
    }

    private static Party party(PartyDrift party, HostNames names, SortedMap<Fingerprint, String> signers) {
        Expectation expected = party.expected();
        return new Party(
                expected.name(),
                expected.party(),
                expected.applied()
                        .map(run -> "what run " + run.id() + " applied")
                        .orElse("the declaration at hand"),
                expected.applied().map(run -> run.id().id()),
                party.live().map(state -> change(state, signers)),
                party.points().stream()
                        .map(point -> point(point, names, signers))
                        .toList(),
                party.declaration() == PartyDrift.DeclarationAtHand.OTHERWISE
                        ? Optional.of("the declaration at hand says another hosting than was applied; that is no drift")
                        : Optional.empty());
    }

    private static Point point(DriftPoint point, HostNames names, SortedMap<Fingerprint, String> signers) {
        return new Point(
                point.kind(),
                point.participant().map((ParticipantId id) -> names.name(id)),
                point.expected(),
                point.found(),
                point.since().map(state -> change(state, signers)));
    }

    private static Change change(HostingState state, SortedMap<Fingerprint, String> signers) {
        return new Change(
                state.mapping().serial(),
                state.validFrom(),
                state.signedBy().stream()
                        .map(key -> new Signer(key, Optional.ofNullable(signers.get(key))))
                        .toList());
    }

    public List<Party> drifted() {
        return parties.stream().filter(Party::isDrifted).toList();
    }

    /** One line that scripts and eyes can rely on. */
    public String summary() {
        int drifted = drifted().size();
        return drifted == 0
                ? "No drift: " + Formats.of(parties.size(), "party") + " as expected."
                : "Drift: " + drifted + " of " + Formats.of(parties.size(), "party") + " not as expected.";
    }
}
