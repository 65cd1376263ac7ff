package io.partita.core.health;

import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Backup;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.ClockReading;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Registration;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges what was read of a participant. Every judgement is empty when all is well. */
public final class ParticipantHealth {

    /**
     * Beyond it waits and the expiry of tokens are shown wrongly; nothing unsafe follows, since what is safe is decided
     * by the synchronizer's clock.
     */
    public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

    private static final String LATE_USE =
            "what the party had when it became a host there may be missing: the first use of such a contract ends the process, and so does every start that connects it, until the contract is there";

    /** So many parties are named. */
    private static final int NAMED = 3;

    private ParticipantHealth() {}

    public static Optional<HealthProblem> activity(ParticipantName name, ParticipantStatus.Activity activity) {
        return activity == ParticipantStatus.Activity.ACTIVE
                ? Optional.empty()
                : Optional.of(new HealthProblem(
                        HealthRule.PASSIVE_REPLICA,
                        "is a passive replica",
                        "only the active replica of a participant carries out changes and knows how it is connected",
                        "Point 'admin' and 'ledger' of " + name
                                + " to the active replica, or to the address that follows it."));
    }

    /**
     * Whether it is connected as it should be.
     *
     * @param alias the declared one, or the synchronizer's logical id
     * @param isolated since when a run that is not finished has it isolated, as the state says
     */
    public static Optional<HealthProblem> connection(
            ParticipantName name, String alias, List<Registration> registrations, Optional<Instant> isolated) {
        Optional<Registration> found = registration(alias, registrations);
        if (found.isEmpty()) {
            return Optional.of(unknownSynchronizer(name, alias, registrations));
        }
        if (found.get().isConnected()) {
            return isolated.map(since -> new HealthProblem(
                    HealthRule.ISOLATION_BROKEN,
                    "is connected, though a run isolated it at " + since,
                    "it may lack contracts of a party that it hosts, and the first use of such a contract ends its process",
                    "Resume, which isolates it again before it goes on. Do not use its parties before.",
                    NextCommand.resume()));
        }
        if (isolated.isPresent()) {
            return isolated.map(since -> new HealthProblem(
                    HealthRule.ISOLATED,
                    "is isolated since " + since + " by a run that is not finished",
                    "it may lack contracts of a party that it hosts, until the run has imported them",
                    "Do not connect it by hand: the run does that when its imports are complete.",
                    NextCommand.resume(),
                    NextCommand.status()));
        }
        return Optional.of(
                found.get().manualConnect() == ManualConnect.MANUAL ? leftIsolated(name) : notConnected(alias));
    }

    /** The alias is registered nowhere on the participant. */
    public static HealthProblem unknownSynchronizer(
            ParticipantName name, String alias, List<Registration> registrations) {
        String known = registrations.stream()
                .map(registration -> "'" + registration.alias() + "'"
                        + registration
                                .synchronizer()
                                .map(id -> " (" + id.logical() + ")")
                                .orElse(""))
                .sorted()
                .collect(Collectors.joining(", "));
        return new HealthProblem(
                HealthRule.UNKNOWN_SYNCHRONIZER,
                "knows no synchronizer '" + alias + "'",
                known.isEmpty() ? name + " is registered with no synchronizer" : name + " is registered with " + known,
                "An alias is a participant's own name. Declare the one that all of them use; where they use others, declare the"
                        + " synchronizer's id, which is the same everywhere. Or register " + name + " with it.");
    }

    private static HealthProblem leftIsolated(ParticipantName name) {
        return new HealthProblem(
                HealthRule.LEFT_ISOLATED,
                "is not connected, and would not connect by itself",
                "a run leaves a target so between a party's consent and its import; it may hold a part of the contracts of a party",
                "Do not connect it before it is known that no run has isolated it: no state that was read here tells of one, and whether a state in another folder does is not known. If one has, resume it where its state is. Without that state, compare the contracts of every party that is to be hosted there with those of its source, while "
                        + name + " is still isolated; where they differ restore the backup of " + name
                        + " that was made in the isolation window.",
                NextCommand.resume());
    }

    /**
     * The same of one of which others show what it lacks; empty when it is connected or the alias is not known there.
     *
     * @param alias the declared one, or the synchronizer's logical id
     * @param called what people call a party: its declared name where it has one
     */
    public static Optional<HealthProblem> away(
            ParticipantName name,
            String alias,
            List<Registration> registrations,
            Absence absence,
            Function<PartyId, String> called) {
        return registration(alias, registrations)
                .filter(found -> !found.isConnected())
                .map(found -> away(name, found, absence, called));
    }

    private static HealthProblem away(
            ParticipantName name, Registration registration, Absence absence, Function<PartyId, String> called) {
        if (!absence.isHarmless()) {
            return awayWithoutContracts(name, absence, called);
        }
        boolean manual = registration.manualConnect() == ManualConnect.MANUAL;
        String console = "synchronizers.reconnect_local(\"" + registration.alias() + "\") of its console";
        String setting = manual
                ? " Where it connected by itself before, bring that back: synchronizers.modify(\""
                        + registration.alias() + "\", _.copy(manualConnect = false))."
                : "";
        String unshown = absence.unshown().isEmpty()
                ? ""
                : "; of " + some(absence.unshown(), called)
                        + " no host shows any more whether there were contracts when it became one";
        return new HealthProblem(
                manual ? HealthRule.LEFT_ISOLATED : HealthRule.NOT_CONNECTED,
                "is not connected to '" + registration.alias() + "', and lacks nothing that others show" + unshown,
                "it is a host of no party that it did not host before it was disconnected, and none is being onboarded there. Whether somebody keeps it away on purpose, a run with its state elsewhere or a person before a consent, no participant can tell",
                "If there is a run, resume it where its state is. If somebody keeps it away, let them finish. If nobody does, connect it with "
                        + console + "." + setting,
                NextCommand.resume());
    }

    /** It is connected once for all of them, so they are repaired together. */
    private static HealthProblem awayWithoutContracts(
            ParticipantName name, Absence absence, Function<PartyId, String> called) {
        List<String> what = new ArrayList<>();
        if (!absence.onboarding().isEmpty()) {
            what.add(some(absence.onboarding(), called) + (absence.onboarding().size() == 1 ? " is" : " are")
                    + " being onboarded there");
        }
        if (!absence.missed().isEmpty()) {
            what.add((absence.onboarding().isEmpty() ? "" : "it ") + "became a host of "
                    + some(absence.missed(), called)
                    + " without the onboarding flag, or with one that was cleared since");
        }
        if (!absence.unanswered().isEmpty()) {
            what.add("whether it lacks contracts of " + some(absence.unanswered(), called) + " nobody answered");
        }
        if (absence.all().isEmpty()) {
            return new HealthProblem(
                    HealthRule.LEFT_ISOLATED,
                    "is not connected, and " + what.get(0),
                    "a host that may show it could not be asked, and the first use of a contract that it lacks ends its process",
                    "Do not connect it before it is known. See to it that every host of them answers, then look again.",
                    NextCommand.resume());
        }
        if (!absence.returned().isEmpty()) {
            return new HealthProblem(
                    HealthRule.LEFT_ISOLATED,
                    "is not connected, and " + String.join("; ", what),
                    some(absence.returned(), called) + (absence.returned().size() == 1 ? " was" : " were")
                            + " taken from it before and given back: what it kept of then may be archived since, so no repair brings what it lacks",
                    "Do not connect it by hand, and do not import by hand. Restore the backup of " + name
                            + " from before it became a host, and start it without connecting it to any synchronizer.",
                    NextCommand.resume());
        }
        boolean undeclared =
                absence.all().stream().anyMatch(party -> called.apply(party).equals(party.toString()));
        return new HealthProblem(
                HealthRule.LEFT_ISOLATED,
                "is not connected, and " + String.join("; ", what),
                (absence.missed().isEmpty() ? "contracts may be missing there" : LATE_USE)
                        + ". Whether somebody is still bringing them, a run with its state elsewhere or a person with a console, no participant can tell",
                "Do not connect it by hand. If there is a run, resume it where its state is. If somebody else is at it, let them finish. If nobody is, "
                        + (undeclared ? "declare whoever is not declared here, as it is hosted now, and " : "")
                        + "plan "
                        + (absence.all().size() == 1 ? "the repair" : "the repair of all of them, in one plan")
                        + ": it takes " + name + " as it is, brings the contracts"
                        + (absence.onboarding().isEmpty() ? " and connects it." : ", connects it and clears the flag."),
                NextCommand.resume(),
                NextCommand.repairs(absence.all().stream()
                        .map(called)
                        .sorted()
                        .map(party -> party + "@" + name)
                        .toList()));
    }

    private static String some(Set<PartyId> parties, Function<PartyId, String> called) {
        List<String> all = parties.stream().map(called).sorted().toList();
        return all.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
    }

    /**
     * Of a participant that does not answer: why its process may end.
     *
     * @param party as people call it
     * @param source another host of it
     * @param contract one that the party had then
     * @param before an offset of the source from before the participant became a host
     */
    public static HealthProblem lateUse(
            ParticipantName name, String party, ParticipantName source, String contract, long before) {
        return new HealthProblem(
                HealthRule.LATE_USE,
                "became a host of " + party + " without the onboarding flag when the party had contracts, " + contract
                        + " among them",
                LATE_USE,
                "If that is why " + name
                        + " does not come up: start it without connecting it to any synchronizer (manual start), and plan the repair, when nobody else is at it. It exports on "
                        + source + " what " + party + " had at ledger offset " + before + ", imports it on " + name
                        + " and connects it.",
                NextCommand.repair(party + "@" + name));
    }

    private static HealthProblem notConnected(String alias) {
        return new HealthProblem(
                HealthRule.NOT_CONNECTED,
                "is not connected to '" + alias + "', though it connects by itself",
                "what it shows of the topology is old, and it can neither sign nor receive anything",
                "Find out why it is not connected; if nobody isolated it on purpose, connect it when you know that no"
                        + " import into it is incomplete.");
    }

    public static Optional<HealthProblem> reconnection(String alias, List<Registration> registrations) {
        return registration(alias, registrations)
                .filter(found -> found.manualConnect() == ManualConnect.MANUAL)
                .map(found -> new HealthProblem(
                        HealthRule.MANUAL_CONNECT,
                        "does not connect by itself when it starts (manual_connect)",
                        "a run switches that off while it isolates a target, and back on at its end; after the next restart it would stay away",
                        "Nothing to do if that is wanted: partita keeps the setting. If it was not so before a run, set manual_connect back to false for '"
                                + alias + "' when the run is over."));
    }

    /** Whether it can take an import. */
    public static Optional<HealthProblem> storage(ParticipantStatus.Storage storage) {
        return switch (storage) {
            case DATABASE -> Optional.empty();
            case MEMORY ->
                Optional.of(new HealthProblem(
                        HealthRule.STORAGE_IN_MEMORY,
                        "keeps its data in memory",
                        "an import asks for a database, and refuses after the party has consented already",
                        "Give it a database as storage, or host the party on another participant."));
            case UNTOLD ->
                Optional.of(new HealthProblem(
                        HealthRule.STORAGE_UNTOLD,
                        "does not say where it keeps its data",
                        "an import refuses storage in memory",
                        "Make sure that it is a database."));
        };
    }

    /** @param name of whom no schedule was found */
    public static HealthProblem noPruningSchedule(ParticipantName name) {
        return new HealthProblem(
                HealthRule.NO_PRUNING_SCHEDULE,
                "has no pruning schedule",
                "a run switches a source's schedule off until its exports are done; which schedule it was stands nowhere but in the lost state",
                "Look the schedule up in the records of who operates " + name
                        + " and set it again. If it never had one, say so with --no-pruning=" + name + ".");
    }

    public static Optional<HealthProblem> clock(ClockReading clock) {
        if (clock.ahead().abs().minus(clock.error()).compareTo(CLOCK_TOLERANCE) <= 0) {
            return Optional.empty();
        }
        String side = clock.ahead().isNegative() ? " s behind this machine's" : " s ahead of this machine's";
        return Optional.of(new HealthProblem(
                HealthRule.CLOCKS_APART,
                "has a clock that is " + clock.ahead().abs().toSeconds() + side,
                "waits are shown, and tokens are renewed, by this machine's clock; what is safe is decided by the synchronizer's",
                "Synchronise the clocks."));
    }

    /**
     * Whether the program of a backup command is there, before a target waits for it in isolation.
     *
     * @param folder where the command is run
     */
    public static Optional<HealthProblem> backup(ParticipantName name, Backup backup, Path folder) {
        return backup.match(
                none -> Optional.empty(),
                manual -> Optional.empty(),
                command -> program(name, command.words(), folder));
    }

    private static Optional<HealthProblem> program(ParticipantName name, List<String> words, Path folder) {
        String program = words.get(0);
        if (canRun(program, folder)) {
            return Optional.empty();
        }
        boolean oneText = words.size() == 1 && program.strip().contains(" ");
        return Optional.of(new HealthProblem(
                HealthRule.BACKUP_PROGRAM,
                "has a backup command that cannot be run: '" + program + "'",
                oneText
                        ? "no shell takes the text apart, so all of it is the name of the program"
                        : program.contains("/")
                                ? "there is no program that may be run at " + place(program, folder)
                                : "no folder of PATH has a program of this name",
                oneText
                        ? "Write each word apart: command " + quoted(program) + "."
                        : "Correct `backup` in the block of " + name
                                + ", or put the program there, before a target waits for it in isolation."));
    }

    private static String place(String program, Path folder) {
        try {
            return folder.resolve(program).normalize().toString();
        } catch (InvalidPathException unusable) {
            return "a place that no file can have";
        }
    }

    private static String quoted(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(", "));
    }

    private static boolean canRun(String program, Path folder) {
        try {
            return program.contains("/")
                    ? isProgram(folder.resolve(program))
                    : Arrays.stream(Optional.ofNullable(System.getenv("PATH"))
                                    .orElse("")
                                    .split(File.pathSeparator))
                            .anyMatch(place -> isProgram(Path.of(place).resolve(program)));
        } catch (InvalidPathException unusable) {
            return false;
        }
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static Optional<Registration> registration(String alias, List<Registration> registrations) {
        return registrations.stream().filter(each -> each.isCalled(alias)).findFirst();
    }
}
