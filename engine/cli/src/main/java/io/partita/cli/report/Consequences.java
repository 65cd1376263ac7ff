package io.partita.cli.report;

import io.partita.cli.text.Formats;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.ExportSource;
import io.partita.core.plan.LeftOver;
import io.partita.core.plan.OlderPackage;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import io.partita.core.provider.HostingProposal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Derives the {@link Consequence}s of a plan. */
final class Consequences {

    private static final int IDS = 3;

    private final Plan plan;
    private final HostNames names;
    private final Map<Consequence.Kind, Map<String, List<String>>> found = new EnumMap<>(Consequence.Kind.class);

    private Consequences(Plan plan, HostNames names) {
        this.plan = plan;
        this.names = names;
    }

    /** By kind, and within one in the order of the plan. */
    static List<Consequence> of(Plan plan, HostNames names) {
        Consequences consequences = new Consequences(plan, names);
        plan.content().parties().forEach(consequences::party);
        plan.content().windows().forEach(consequences::window);
        plan.content().sources().forEach(consequences::source);
        List<Consequence> all = new ArrayList<>();
        consequences.found.forEach((kind, sentences) ->
                sentences.forEach((sentence, subjects) -> all.add(new Consequence(kind, subjects, sentence))));
        return all;
    }

    private void say(Consequence.Kind kind, String subject, String sentence) {
        List<String> subjects = found.computeIfAbsent(kind, each -> new LinkedHashMap<>())
                .computeIfAbsent(sentence, each -> new ArrayList<>());
        if (!subjects.contains(subject)) {
            subjects.add(subject);
        }
    }

    private void party(PartyChange change) {
        HostingMapping after = plan.outcome(change);
        submission(change, after);
        spare(change, after);
        creation(change);
        olderPackages(change);
        change.proposals().forEach(proposal -> proposal(change, proposal));
    }

    // ---- who submits and confirms ----

    private static boolean canSubmit(HostingMapping mapping) {
        return mapping.signingKeys().isPresent()
                || mapping.threshold() == 1
                        && mapping.hosts().stream().anyMatch(host -> host.permission() == Permission.SUBMISSION);
    }

    private void submission(PartyChange change, HostingMapping after) {
        boolean could = change.before().map(Consequences::canSubmit).orElse(true);
        if (!could || canSubmit(after)) {
            return;
        }
        List<String> lost = change.before().map(HostingMapping::hosts).orElse(List.of()).stream()
                .filter(host -> host.permission() == Permission.SUBMISSION)
                .filter(host -> after.host(host.participant())
                        .filter(now -> now.permission() == Permission.SUBMISSION)
                        .isEmpty())
                .map(host -> names.name(host.participant()))
                .toList();
        String why = lost.isEmpty()
                ? "no host has submission with a threshold of 1"
                : String.join(", ", lost) + (lost.size() == 1 ? " loses" : " lose")
                        + " submission, and no other host has it with a threshold of 1";
        say(
                Consequence.Kind.NOBODY_SUBMITS,
                change.name(),
                "nobody can submit " + (change.before().isPresent() ? "any more" : "at all") + ": " + why
                        + ", and there are no signing keys outside of the participants");
    }

    private static long confirming(HostingMapping mapping) {
        return mapping.hosts().stream()
                .filter(host -> host.permission() != Permission.OBSERVATION && !host.isOnboarding())
                .count();
    }

    private static boolean isTight(HostingMapping mapping) {
        return mapping.threshold() > 1 && confirming(mapping) <= mapping.threshold();
    }

    private void spare(PartyChange change, HostingMapping after) {
        if (!isTight(after) || change.before().filter(Consequences::isTight).isPresent()) {
            return;
        }
        String hosts = after.hosts().stream()
                .filter(host -> host.permission() != Permission.OBSERVATION)
                .map(host -> names.name(host.participant()))
                .collect(Collectors.joining(", "));
        say(
                Consequence.Kind.NO_SPARE_HOST,
                change.name(),
                "no host to spare: with a threshold of " + after.threshold() + " every one of " + hosts
                        + " has to confirm; while one is away, transactions time out");
    }

    // ---- what comes into being ----

    private void creation(PartyChange change) {
        if (change.before().isPresent()) {
            return;
        }
        say(Consequence.Kind.CREATED, change.name(), "to be created; no plan removes a party again");
        if (!change.resembling().isEmpty()) {
            String ids = change.resembling().stream()
                    .limit(IDS)
                    .map(PartyId::toString)
                    .collect(Collectors.joining(", "));
            String more = change.resembling().size() > IDS
                    ? " and " + (change.resembling().size() - IDS) + " more"
                    : "";
            say(
                    Consequence.Kind.RESEMBLES,
                    change.name(),
                    "is another party than the live " + ids + more
                            + ": if that one is meant, correct the name, or give its id");
        }
    }

    // ---- what can be used ----

    private void olderPackages(PartyChange change) {
        Map<ParticipantName, List<OlderPackage>> byTarget = change.older().stream()
                .collect(Collectors.groupingBy(OlderPackage::target, TreeMap::new, Collectors.toList()));
        byTarget.forEach((target, older) -> {
            String some = older.stream()
                    .limit(IDS)
                    .map(each -> each.newest() + " (" + each.host() + " has "
                            + each.there().version() + ")")
                    .collect(Collectors.joining(", "));
            String more = older.size() > IDS ? " and " + (older.size() - IDS) + " more" : "";
            say(
                    Consequence.Kind.OLDER_PACKAGES,
                    change.name(),
                    target + " has vetted no newer version than " + some + more
                            + ": transactions of the party can use only what all of its hosts have vetted, so the newer"
                            + " versions are lost to it once " + target + " is a host");
        });
    }

    // ---- what is proposed already ----

    private void proposal(PartyChange change, HostingProposal proposal) {
        HostingMapping mapping = proposal.mapping();
        String hosts = mapping.hosts().stream().map(this::host).collect(Collectors.joining(", "));
        String signed =
                proposal.signedBy().stream().map(Fingerprint::abbreviated).collect(Collectors.joining(", "));
        String what = "serial " + mapping.serial() + " is proposed already: threshold " + mapping.threshold()
                + (hosts.isEmpty() ? ", no hosts" : ", hosts " + hosts) + ", signed by "
                + (signed.isEmpty() ? "nobody" : signed) + ", transaction "
                + proposal.transactionHash();
        if (plan.mappings(change.party()).contains(mapping)) {
            say(Consequence.Kind.PROPOSED, change.name(), what + "; it is what this plan makes, which joins it");
        } else if (!change.removed(proposal).isEmpty()) {
            String removed = change.removed(proposal).stream().map(names::name).collect(Collectors.joining(", "));
            say(
                    Consequence.Kind.DANGEROUS_PROPOSAL,
                    change.name(),
                    what + "; nobody must sign it: it takes the party from " + removed + ". This plan overtakes it");
        } else if (change.isDangerous(proposal)) {
            say(
                    Consequence.Kind.DANGEROUS_PROPOSAL,
                    change.name(),
                    what + "; nobody must sign it: a new host would lack the contracts. This plan overtakes it");
        } else {
            say(
                    Consequence.Kind.PROPOSED,
                    change.name(),
                    what + "; this plan overtakes it, and it disappears. Nobody should sign it meanwhile");
        }
    }

    private String host(Host host) {
        return names.name(host.participant()) + " " + host.permission().word()
                + (host.isOnboarding() ? " (onboarding)" : "");
    }

    // ---- who is away ----

    private void window(Window window) {
        say(
                Consequence.Kind.OFFLINE_FOR_ALL,
                window.target().name(),
                "offline means that nothing is submitted, confirmed or shown anew there for any party, named in this plan"
                        + " or not; transactions that need its confirmation time out");
        say(
                Consequence.Kind.COMMITMENTS_DIFFER,
                window.target().name(),
                "commitments there differ from when a party is active until its contracts are imported; other"
                        + " participants report ACS_COMMITMENT_MISMATCH meanwhile, which is to be ignored");
        window.foundAway()
                .ifPresent(
                        alias -> say(
                                Consequence.Kind.FOUND_AWAY,
                                window.target().name(),
                                "was found disconnected, and whether a run did that, this plan does not know: it takes it as"
                                        + " it is, and connects it to '" + alias + "' when every import is compared"
                                        + (connectsByItself(window, alias)
                                                ? ""
                                                : "; that it does not connect by itself when it starts (manual connect) stays so")));
        window.transfers().forEach(transfer -> transfer.leftOver().ifPresent(left -> purge(window, transfer, left)));
    }

    private void source(ExportSource source) {
        say(
                Consequence.Kind.NOT_TO_PRUNE,
                source.participant().name(),
                "nobody may prune there by hand until the exports are done: they begin at an offset of before the"
                        + " activation, and a run suspends no more than a schedule");
    }

    private static boolean connectsByItself(Window window, String alias) {
        return window.automatic().stream()
                .anyMatch(connection -> connection.alias().equals(alias));
    }

    private void purge(Window window, Transfer transfer, LeftOver left) {
        String archived = left.contracts() == left.archived()
                ? "all of them archived by what " + transfer.source() + " shows"
                : left.archived() + " of them archived by what " + transfer.source()
                        + " shows, and of the others nobody can tell when";
        say(
                Consequence.Kind.PURGED,
                plan.change(transfer.party()).map(PartyChange::name).orElseThrow(),
                "what an earlier hosting left on " + window.target() + " is purged there: "
                        + Formats.of(left.contracts(), "contract") + " when this was planned"
                        + (left.contracts() == 0 ? "" : ", " + archived)
                        + "; nothing that another party there is a stakeholder of");
    }
}
