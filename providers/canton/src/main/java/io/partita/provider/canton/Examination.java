package io.partita.provider.canton;

import io.partita.core.health.HealthProblem;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.Release;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Check;
import io.partita.core.provider.Check.Kind;
import io.partita.core.provider.Check.Place;
import io.partita.core.provider.ClockReading;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import io.partita.core.provider.ParticipantStatus.Activity;
import io.partita.core.provider.Registration;
import io.partita.proto.ledger.admin.GetParticipantIdRequest;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import io.partita.proto.participant.ConnectedSynchronizer;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusResponse.ParticipantStatusResponseStatus;
import io.partita.provider.canton.call.CheckList;
import io.partita.provider.canton.call.CheckList.Needed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks at one participant: its two APIs, then the participant behind both. */
final class Examination {

    /** The first protocol version that can move a party with contracts. */
    private static final int FIRST_OFFLINE_PROTOCOL = 34;

    /** Of several readings that with the shortest way is the best. */
    private static final int CLOCK_READINGS = 3;

    private final ParticipantApis apis;
    private final Connectivity connectivity;
    private final Pruning pruning;
    private final String alias;
    private final Map<ParticipantId, Instant> isolated;
    private Optional<ParticipantId> id = Optional.empty();
    private Optional<PhysicalSynchronizerId> synchronizer = Optional.empty();
    private Optional<ClockReading> clock = Optional.empty();

    /** @param isolated since when runs that are not finished have which participants isolated, as the state says */
    Examination(ParticipantApis apis, String alias, Map<ParticipantId, Instant> isolated) {
        this.isolated = isolated;
        this.apis = apis;
        this.connectivity = new Connectivity(apis);
        this.pruning = new Pruning(apis);
        this.alias = alias;
    }

    Examined examine() {
        ApiExamination admin = new ApiExamination(apis.admin());
        ApiExamination ledger = new ApiExamination(apis.ledger());
        CheckList adminChecks = admin.examine();
        CheckList ledgerChecks = ledger.examine();
        List<Check> checks = new ArrayList<>(adminChecks.checks());
        checks.addAll(ledgerChecks.checks());
        checks.addAll(participant(admin, adminChecks, ledger, ledgerChecks).checks());
        return new Examined(
                apis.name(),
                List.of(
                        apis.admin().channel().endpoint(),
                        apis.ledger().channel().endpoint()),
                checks,
                id,
                synchronizer.map(PhysicalSynchronizerId::logical),
                clock);
    }

    private CheckList participant(
            ApiExamination admin, CheckList adminChecks, ApiExamination ledger, CheckList ledgerChecks) {
        CheckList checks = new CheckList(Place.PARTICIPANT);
        if (adminChecks.isBroken() || admin.status().isEmpty()) {
            for (Kind kind : List.of(
                    Kind.ACTIVE,
                    Kind.RELEASE,
                    Kind.IDENTITY,
                    Kind.SYNCHRONIZER,
                    Kind.PROTOCOL,
                    Kind.RECONNECT,
                    Kind.STORAGE,
                    Kind.PRUNING,
                    Kind.CLOCK)) {
                checks.skip(kind, "the Admin API cannot be used");
            }
            return checks;
        }
        ParticipantStatusResponse answer = admin.status().get();
        ParticipantStatusResponseStatus status = answer.getStatus();
        String look = "Look at the participant's log.";
        checks.check(Kind.ACTIVE, Needed.BY_THE_REST, look, () -> active(answer));
        checks.check(Kind.RELEASE, Needed.BY_NOTHING, look, () -> release(admin, ledger));
        checks.check(
                Kind.IDENTITY,
                Needed.BY_NOTHING,
                "Any valid token may ask a Ledger API whose it is: check 'ledger' and its token.",
                () -> identity(status, ledgerChecks));
        checks.check(Kind.SYNCHRONIZER, Needed.BY_NOTHING, look, () -> synchronizer(status));
        checks.check(Kind.PROTOCOL, Needed.BY_NOTHING, look, () -> protocol(status));
        checks.check(Kind.RECONNECT, Needed.BY_NOTHING, look, this::reconnect);
        checks.check(Kind.STORAGE, Needed.BY_NOTHING, look, () -> storage(status));
        checks.check(
                Kind.PRUNING,
                Needed.BY_NOTHING,
                "The schedule has to be readable, so that it can be suspended during an export and restored.",
                this::pruning);
        return checks.check(Kind.CLOCK, Needed.BY_NOTHING, look, this::clock);
    }

    private Finding active(ParticipantStatusResponse answer) {
        boolean active = answer.hasStatus()
                ? answer.getStatus().getActive()
                : answer.getNotInitialized().getActive();
        Optional<HealthProblem> passive =
                ParticipantHealth.activity(apis.name(), active ? Activity.ACTIVE : Activity.PASSIVE);
        if (passive.isPresent()) {
            return passive.get().finding();
        }
        return answer.hasStatus()
                ? new Finding.Passed("initialised, the active replica")
                : new Finding.Failed(
                        "the participant is not initialised yet",
                        "Wait for its start to finish, or give it its id and topology.");
    }

    private Finding release(ApiExamination admin, ApiExamination ledger) {
        String text = admin.release().orElse("");
        Optional<Release> release = Release.parse(text);
        if (release.isEmpty()) {
            return new Finding.Failed(
                    "the release '" + text + "' is not a version", "partita works with Canton 3.4 and 3.5.");
        }
        if (!release.get().isAtLeast(3, 4, 0)) {
            return new Finding.Failed(
                    "Canton " + text + " has no party replication that partita uses",
                    "Upgrade the participant to 3.4 or later.");
        }
        if (release.get().isAtLeast(3, 6, 0)) {
            return new Finding.Warned(
                    "Canton " + text + ", which partita was not tried with", "Look for a newer partita, and rehearse.");
        }
        String dialect = "Canton " + text + ", spoken to as " + (release.get().isAtLeast(3, 5, 0) ? "3.5" : "3.4");
        Optional<String> other = ledger.release().filter(found -> !found.equals(text));
        return other.<Finding>map(found -> new Finding.Warned(
                        dialect + "; the Ledger API says " + found,
                        "Both endpoints should lead to the same participant; see the check 'identity'."))
                .orElseGet(() -> new Finding.Passed(dialect));
    }

    private Finding identity(ParticipantStatusResponseStatus status, CheckList ledgerChecks) throws CallFailed {
        String uid = status.getCommonStatus().getUid();
        id = ParticipantId.parse(uid);
        if (id.isEmpty()) {
            return new Finding.Failed("the participant calls itself '" + uid + "'", "Look at the participant's log.");
        }
        if (ledgerChecks.isBroken()) {
            return new Finding.Warned(
                    uid + "; whether 'ledger' is of the same participant cannot be asked",
                    "Mend the Ledger API first: partita refuses a participant whose endpoints are not proved to belong together.");
        }
        String ledger = apis.ledger()
                .read(
                        PartyManagementServiceGrpc.getGetParticipantIdMethod(),
                        GetParticipantIdRequest.getDefaultInstance(),
                        ParticipantApis.QUICK,
                        apis.on("asking the Ledger API whose it is"))
                .getParticipantId();
        return ledger.equals(uid)
                ? new Finding.Passed(uid)
                : new Finding.Failed(
                        "'admin' belongs to " + uid + ", but 'ledger' to " + ledger,
                        "Correct 'admin' or 'ledger' of " + apis.name() + ".");
    }

    private Finding synchronizer(ParticipantStatusResponseStatus status) throws CallFailed {
        List<Registration> registrations = connectivity.registrations();
        Optional<Registration> registration =
                registrations.stream().filter(each -> each.isCalled(alias)).findFirst();
        synchronizer = registration.flatMap(Registration::synchronizer);
        Optional<HealthProblem> problem = ParticipantHealth.connection(apis.name(), alias, registrations, isolated());
        if (problem.isPresent()) {
            return problem.get().finding();
        }
        String found = "'" + alias + "', "
                + synchronizer.map(known -> known.logical().abbreviated()).orElse("never connected");
        boolean unhealthy = status.getConnectedSynchronizersList().stream()
                .filter(each -> synchronizer
                        .map(Object::toString)
                        .filter(each.getPhysicalSynchronizerId()::equals)
                        .isPresent())
                .anyMatch(each -> each.getHealth() == ConnectedSynchronizer.Health.HEALTH_UNHEALTHY);
        return unhealthy
                ? new Finding.Warned(found + ", is connected but unhealthy", "Look at the participant's log.")
                : new Finding.Passed(found + ", connected and healthy");
    }

    /** Since when a run has the participant that answered isolated. */
    private Optional<Instant> isolated() {
        return id.map(isolated::get);
    }

    private Finding protocol(ParticipantStatusResponseStatus status) {
        if (synchronizer.isEmpty()) {
            return new Finding.Skipped("the synchronizer is not known");
        }
        int version = synchronizer.get().protocolVersion();
        if (version < FIRST_OFFLINE_PROTOCOL) {
            return new Finding.Failed(
                    "protocol version " + version + " cannot move a party that is in use",
                    "Upgrade the synchronizer, or add hosts only to parties that were never used.");
        }
        List<Integer> supported = status.getSupportedProtocolVersionsList();
        String found = "protocol version " + version;
        return supported.isEmpty() || supported.contains(version)
                ? new Finding.Passed(found)
                : new Finding.Warned(
                        found + ", of which the participant says that it speaks " + supported,
                        "Look at the participant's log.");
    }

    private Finding reconnect() throws CallFailed {
        List<Registration> registrations = connectivity.registrations();
        if (registrations.stream().noneMatch(each -> each.isCalled(alias))) {
            return new Finding.Skipped("the synchronizer is not known");
        }
        if (isolated().isPresent()) {
            return new Finding.Skipped("a run has isolated it, and puts the setting back at its end");
        }
        return ParticipantHealth.reconnection(alias, registrations)
                .map(HealthProblem::finding)
                .orElse(new Finding.Passed("connects by itself when it starts"));
    }

    private static Finding storage(ParticipantStatusResponseStatus status) {
        return ParticipantHealth.storage(Connectivity.storage(status))
                .map(HealthProblem::finding)
                .orElse(new Finding.Passed("a database"));
    }

    private Finding pruning() throws CallFailed {
        return new Finding.Passed(pruning.schedule()
                .map(PruningSchedule::cron)
                .map(cron -> "schedule '" + cron + "'")
                .orElse("no schedule"));
    }

    private Finding clock() throws CallFailed {
        ClockReading best = null;
        for (int reading = 0; reading < CLOCK_READINGS; reading++) {
            ClockReading next = reading();
            best = best == null || next.error().compareTo(best.error()) < 0 ? next : best;
        }
        clock = Optional.of(best);
        ClockReading read = best;
        return ParticipantHealth.clock(read)
                .map(HealthProblem::finding)
                .orElseGet(() -> new Finding.Passed(compared(read)));
    }

    private static String compared(ClockReading clock) {
        return Math.abs(clock.ahead().toMillis()) <= clock.error().toMillis()
                ? "as this machine's, within " + seconds(clock.error()) + " s"
                : seconds(clock.ahead().abs()) + " s "
                        + (clock.ahead().isNegative() ? "behind" : "ahead of")
                        + " this machine's, give or take " + seconds(clock.error()) + " s";
    }

    /** The participant looked at its clock between the question and the answer. */
    private ClockReading reading() throws CallFailed {
        Instant before = Instant.now();
        long begin = System.nanoTime();
        Instant theirs = connectivity.clock();
        Duration half = Duration.ofNanos(System.nanoTime() - begin).dividedBy(2);
        return new ClockReading(Duration.between(before.plus(half), theirs), half.plusMillis(1));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
