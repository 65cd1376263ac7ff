package io.partita.core.plan.law;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.Permission;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Signing;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A party keeps its hosts and its keys, its serials follow each other, and a host is added either with the onboarding
 * flag in a window of its own, or without it and with proof that the party is unused.
 */
final class HostingLaw extends Law {

    private final PlanContent content;
    private final Map<PartyId, List<Planned>> transfers = new HashMap<>();

    private record Planned(Window window, Transfer transfer) {}

    HostingLaw(PlanContent content) {
        this.content = content;
        content.windows().stream()
                .sorted(Comparator.comparingInt(Window::round))
                .forEach(window -> window.transfers()
                        .forEach(transfer -> transfers
                                .computeIfAbsent(transfer.party(), party -> new ArrayList<>())
                                .add(new Planned(window, transfer))));
    }

    @Override
    void judge() {
        long repairs = content.parties().stream().filter(PartyChange::isRepair).count();
        if (repairs > 0 && repairs < content.parties().size()) {
            broken(
                    "parties",
                    "a repair stands beside other changes",
                    "what has made a party active cannot be given up, and a repair may have to be");
        }
        content.parties().forEach(change -> new Walk(change).walk());
    }

    /** One party, mapping after mapping. */
    private final class Walk {

        private final PartyChange change;
        private final String part;
        private final List<Planned> windows;
        private Optional<HostingMapping> current;

        Walk(PartyChange change) {
            this.change = change;
            this.part = "parties/" + change.name();
            this.windows = transfers.getOrDefault(change.party(), List.of());
            this.current = change.before();
        }

        void walk() {
            before();
            path();
            change.staleFlags().forEach(this::staleFlag);
            change.direct().ifPresent(this::direct);
            windows.forEach(this::transfer);
            change.last().ifPresent(mapping -> {
                follows(mapping);
                arrivals(mapping)
                        .forEach(host -> broken(
                                part,
                                "the last mapping of '" + change.name() + "' adds " + name(host),
                                "a host is added before or in its window"));
                newcomers(mapping);
                becomes(mapping);
            });
            change.kept().forEach(this::leftAlone);
            taken();
        }

        /** Of others than a new party, and of itself, nobody says whom it could be taken for. */
        private void taken() {
            if (change.before().isPresent() && !change.resembling().isEmpty()
                    || change.resembling().contains(change.party())) {
                broken(
                        part,
                        "'" + change.name() + "' is said to resemble others, and is no new party beside them",
                        "what people are warned of is what runs");
            }
        }

        /** What a new host is in between is read nowhere, and it may act as that. */
        private void newcomers(HostingMapping last) {
            for (Host host : last.hosts()) {
                boolean moved = current.flatMap(mapping -> mapping.host(host.participant()))
                        .filter(was -> was.permission() != host.permission())
                        .isPresent();
                boolean came = change.before()
                        .flatMap(mapping -> mapping.host(host.participant()))
                        .isEmpty();
                if (moved && came) {
                    broken(
                            part,
                            name(host) + " becomes a host of '" + change.name()
                                    + "' with one permission, and ends with another",
                            "what people read is what runs");
                }
            }
        }

        private void leftAlone(ParticipantId kept) {
            Optional<Host> was = change.before().flatMap(mapping -> mapping.host(kept));
            if (was.isEmpty() || !was.equals(current.flatMap(mapping -> mapping.host(kept)))) {
                broken(
                        part,
                        content.nameOf(kept).map(ParticipantName::toString).orElseGet(kept::toString)
                                + " is said to be left alone for '" + change.name() + "', "
                                + (was.isEmpty() ? "and is no host of it" : "and is not"),
                        "what people read is what runs");
            }
        }

        private void before() {
            change.before().ifPresent(mapping -> {
                if (!mapping.party().equals(change.party())) {
                    broken(part, "what '" + change.name() + "' was before is another party", "nothing follows from it");
                }
                if (mapping.serial() != change.lastSerial()) {
                    broken(
                            part,
                            "serial " + mapping.serial() + " of '" + change.name() + "' is not its last serial, "
                                    + change.lastSerial(),
                            "a serial follows the one before");
                }
                distinct(mapping);
            });
        }

        /** The path that people read is the one that the values make. */
        private void path() {
            boolean fits = switch (change.path()) {
                case CREATE -> change.before().isEmpty() && change.direct().isPresent() && windows.isEmpty();
                case CHANGE ->
                    change.before().isPresent()
                            && windows.isEmpty()
                            && change.last().isEmpty();
                case SIMPLE ->
                    change.before().isPresent()
                            && change.direct().isPresent()
                            && windows.isEmpty()
                            && change.last().isEmpty();
                case OFFLINE ->
                    change.before().isPresent()
                            && change.direct().isEmpty()
                            && !windows.isEmpty()
                            && (!change.isRepair()
                                    || change.last().isEmpty()
                                            && change.staleFlags().isEmpty()
                                            && windows.size() == 1);
            };
            boolean reason = (change.route().reason() != Route.Reason.STALE_FLAG
                            || !change.staleFlags().isEmpty())
                    && (change.path() != Route.Path.CREATE || change.last().isEmpty());
            if (!fits || !reason) {
                broken(
                        part,
                        "what happens to '" + change.name() + "' is not the path '"
                                + change.path().word() + "'",
                        "what people read is what runs");
            }
            boolean signed = change.direct().isPresent()
                    || change.last().isPresent()
                    || !windows.isEmpty() && !change.isRepair();
            if (signed && change.authority().signers().isEmpty()) {
                broken(part, "nobody signs for '" + change.name() + "'", "the mapping would never become effective");
            }
            if (!signed && change.staleFlags().isEmpty() && !change.isRepair()) {
                broken(part, "nothing happens to '" + change.name() + "'", "it belongs to the unchanged parties");
            }
        }

        private void staleFlag(ParticipantName target) {
            boolean flagged = current.flatMap(mapping -> mapping.host(id(target)))
                    .filter(Host::isOnboarding)
                    .isPresent();
            if (!flagged || change.source().isEmpty()) {
                broken(
                        part,
                        "the flag of " + target + " cannot be cleared for '" + change.name() + "'",
                        flagged ? "nobody has the contracts to compare with" : "it is not set");
                return;
            }
            hosts(change.source().get());
            current.ifPresent(mapping -> cleared(part, mapping, target));
        }

        /** The mapping without the flag is made by the participant, with the next serial. */
        private void cleared(String where, HostingMapping flagged, ParticipantName target) {
            if (flagged.serial() == Integer.MAX_VALUE) {
                broken(
                        where,
                        "serial " + flagged.serial() + " of '" + change.name() + "' is the last one there can be",
                        "the flag of " + target + " could never be cleared");
                becomes(flagged);
            } else {
                becomes(Signing.withoutFlag(flagged, id(target)));
            }
        }

        private void direct(HostingMapping mapping) {
            follows(mapping);
            List<Host> arrivals = arrivals(mapping);
            for (Host host : arrivals) {
                if (host.isOnboarding()) {
                    broken(
                            part,
                            name(host) + " would get '" + change.name()
                                    + "' with the onboarding flag while it is connected",
                            "a target that is connected when the party becomes active on it is corrupted silently");
                }
                planned(host);
            }
            boolean added = change.before().isPresent() && !arrivals.isEmpty();
            if (added != (change.path() == Route.Path.SIMPLE)) {
                broken(
                        part,
                        added
                                ? "'" + change.name()
                                        + "' gets hosts without its contracts, and no host proves that it has none"
                                : "'" + change.name() + "' gets no host, and goes the path that proves it unused",
                        "the first use of a contract that a host never got ends its process");
            }
            change.route().complete().forEach(host -> hosts(host.participant()));
            becomes(mapping);
        }

        private void transfer(Planned planned) {
            HostingMapping mapping = planned.transfer().activation();
            ParticipantName target = planned.window().target();
            String where = "windows/" + target;
            if (change.isRepair()) {
                planned.transfer().leftOver().ifPresent(left -> purgesOwn(where, target));
                repair(planned, where);
                return;
            }
            leftOver(planned, where);
            follows(mapping);
            List<Host> arrivals = arrivals(mapping);
            boolean onlyTarget = arrivals.size() == 1
                    && arrivals.get(0).isOnboarding()
                    && arrivals.get(0).participant().equals(id(target));
            if (!onlyTarget) {
                broken(
                        where,
                        "the activation of '" + change.name() + "' does not add " + target
                                + ", with the onboarding flag, and nobody else",
                        "a target that is connected when the party becomes active on it is corrupted silently");
            }
            current.ifPresent(before -> {
                if (!withoutArrivals(mapping).equals(before.withSerial(mapping.serial()))) {
                    broken(
                            where,
                            "the activation of '" + change.name() + "' changes more than its new host",
                            "what needs the new host comes after its window");
                }
            });
            exported(planned, where);
            cleared(where, mapping, target);
        }

        /** What a host has of its present hosting is nobody's to purge. */
        private void leftOver(Planned planned, String where) {
            ParticipantName target = planned.window().target();
            boolean host =
                    change.before().flatMap(mapping -> mapping.host(id(target))).isPresent();
            if (planned.transfer().leftOver().isPresent() && host) {
                purgesOwn(where, target);
            }
        }

        private void purgesOwn(String where, ParticipantName target) {
            broken(
                    where,
                    "contracts of '" + change.name() + "' would be purged on " + target + ", which hosts it",
                    "only what an earlier hosting left is purged");
        }

        private void exported(Planned planned, String where) {
            ParticipantName target = planned.window().target();
            if (planned.transfer().source().equals(target)) {
                broken(where, target + " exports for itself", "it has no contracts of '" + change.name() + "'");
            }
            hosts(planned.transfer().source());
        }

        /**
         * Contracts are brought to a host under the mapping that is live: to one that has the flag, or to one that never
         * had it, and by which of the two the plan says that it is.
         */
        private void repair(Planned planned, String where) {
            HostingMapping mapping = planned.transfer().activation();
            ParticipantName target = planned.window().target();
            if (!current.equals(Optional.of(mapping))) {
                broken(
                        where,
                        "what '" + change.name() + "' is repaired under is not its live hosting",
                        "a repair changes nothing but the contracts, and then the flag goes");
            }
            exported(planned, where);
            if (change.isOfMissed()) {
                missed(mapping, target, where);
                return;
            }
            if (!mapping.isOnboarding(id(target))) {
                broken(
                        where,
                        target + " has no onboarding flag of '" + change.name() + "' to import under",
                        "a host without the flag takes part already, and nothing is imported there but what it missed");
            }
            cleared(where, mapping, target);
        }

        private void missed(HostingMapping mapping, ParticipantName target, String where) {
            boolean flagged = mapping.hosts().stream().anyMatch(Host::isOnboarding);
            if (flagged || mapping.host(id(target)).isEmpty()) {
                broken(
                        where,
                        target + " is no host of '" + change.name() + "', or a host of it has the onboarding flag",
                        "where the flag is set, it has to be cleared after the import");
            }
            becomes(mapping);
        }

        private HostingMapping withoutArrivals(HostingMapping mapping) {
            List<Host> left = mapping.hosts().stream()
                    .filter(host -> current.flatMap(before -> before.host(host.participant()))
                            .isPresent())
                    .toList();
            return new HostingMapping(
                    mapping.party(), mapping.serial(), mapping.threshold(), left, mapping.signingKeys());
        }

        /** Contracts and proofs come from a host that has all of them. */
        private void hosts(ParticipantName name) {
            boolean host = current.flatMap(mapping -> mapping.host(id(name)))
                    .filter(found -> !found.isOnboarding())
                    .isPresent();
            if (!host) {
                broken(
                        part,
                        name + " does not host '" + change.name() + "' in full",
                        "it cannot have all of its contracts");
            }
        }

        private void follows(HostingMapping next) {
            if (!next.party().equals(change.party())) {
                broken(
                        part,
                        "'" + next.party() + "' is signed as '" + change.name() + "'",
                        "a party changes by its own name");
            }
            int last = current.map(HostingMapping::serial).orElse(change.lastSerial());
            if (next.serial() != last + 1) {
                broken(
                        part,
                        "serial " + next.serial() + " of '" + change.name() + "' is made out of serial " + last,
                        "a serial follows the one before");
            }
            distinct(next);
            current.filter(before -> before.withSerial(next.serial()).equals(next))
                    .ifPresent(same -> broken(
                            part,
                            "serial " + next.serial() + " of '" + change.name() + "' changes nothing",
                            "people read what changes"));
            current.ifPresentOrElse(before -> kept(before, next), () -> created(next));
            boolean submits = next.signingKeys().isPresent()
                    && next.hosts().stream().anyMatch(host -> host.permission() == Permission.SUBMISSION);
            if (submits) {
                broken(
                        part,
                        "'" + change.name() + "' is an external party, and a host would have submission",
                        "its transactions are signed with its own keys, and no participant submits for it");
            }
        }

        private void distinct(HostingMapping mapping) {
            long distinct =
                    mapping.hosts().stream().map(Host::participant).distinct().count();
            if (mapping.hosts().isEmpty() || distinct != mapping.hosts().size()) {
                broken(
                        part,
                        "serial " + mapping.serial() + " of '" + change.name() + "' has no host, or one twice",
                        "no network takes it");
            }
        }

        /** A new party has exactly the key of its namespace when no participant holds that, and none otherwise. */
        private void created(HostingMapping first) {
            Optional<PartyKeys> own = change.authority().signers().stream()
                    .filter(signer -> signer.kind() == Signer.Kind.KEY
                            && signer.namespace().equals(change.party().namespace()))
                    .map(signer -> PartyKeys.of(
                            content.key(((Signer.WithKey) signer).key()).key()))
                    .findFirst();
            if (!first.signingKeys().equals(own)) {
                broken(
                        part,
                        "'" + change.name() + "' would be created with other keys than that of its namespace",
                        "who has a key of a party signs its transactions");
            }
        }

        private void kept(HostingMapping before, HostingMapping next) {
            for (Host host : before.hosts()) {
                Optional<Host> found = next.host(host.participant());
                if (found.isEmpty()) {
                    broken(
                            part,
                            "serial " + next.serial() + " of '" + change.name() + "' removes " + name(host)
                                    + " from the hosts",
                            "there is no supported way to remove a host");
                } else if (found.get().onboarding() != host.onboarding()) {
                    broken(
                            part,
                            "serial " + next.serial() + " of '" + change.name() + "' changes the onboarding flag of "
                                    + name(host),
                            "a flag goes only when the contracts are there");
                }
            }
            if (!next.signingKeys().equals(before.signingKeys())) {
                broken(part, "the keys of '" + change.name() + "' change", "keys are carried over untouched");
            }
        }

        private List<Host> arrivals(HostingMapping next) {
            return next.hosts().stream()
                    .filter(host -> current.flatMap(before -> before.host(host.participant()))
                            .isEmpty())
                    .toList();
        }

        private void planned(Host host) {
            if (content.nameOf(host.participant()).isEmpty()) {
                broken(
                        part,
                        "'" + change.name() + "' gets a host that is not a participant of the plan: "
                                + host.participant(),
                        "nobody would ask it");
            }
        }

        private void becomes(HostingMapping mapping) {
            for (Host host : mapping.hosts()) {
                Optional<Host> was = current.flatMap(before -> before.host(host.participant()));
                if (was.isPresent() && host.permission().compareTo(was.get().permission()) > 0) {
                    planned(host);
                }
            }
            current = Optional.of(mapping);
        }

        private String name(Host host) {
            return content.nameOf(host.participant())
                    .map(ParticipantName::toString)
                    .orElseGet(() -> host.participant().toString());
        }
    }

    private ParticipantId id(ParticipantName name) {
        return content.participants().get(name).id();
    }
}
