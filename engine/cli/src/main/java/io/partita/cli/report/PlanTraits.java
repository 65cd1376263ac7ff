package io.partita.cli.report;

import io.partita.cli.report.PlanComparison.Matter;
import io.partita.cli.report.PlanComparison.Subject;
import io.partita.cli.text.BackupText;
import io.partita.cli.text.Formats;
import io.partita.cli.text.StepText;
import io.partita.core.apply.SavedPlan;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.KeyName;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.plan.Authority;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a plan decides, in words that can be compared with those of another plan. */
final class PlanTraits {

    /** What stands for the name of what a plan has only one of. */
    private static final String ONLY = "";

    /** Without names of parties; of others their own word says enough. */
    private static final Map<Step.Kind, String> LASTING = Map.of(
            Step.Kind.PROPOSE, "signs last, and the hosting becomes effective",
            Step.Kind.SIGN, "signs last, and the hosting becomes effective",
            Step.Kind.PURGE_CONTRACTS, "loses what an earlier hosting left there",
            Step.Kind.IMPORT_ACS, "imports the contracts",
            Step.Kind.CLEAR_ONBOARDING, "loses the onboarding flag");

    private static final Map<Step.Kind, Function<Step, String>> BY_A_PERSON = Map.of(
            Step.Kind.BACK_UP,
            step -> "makes the backup of " + step.participant(),
            Step.Kind.COLLECT_SIGNATURE,
            step -> "signs elsewhere with the key "
                    + ((Step.CollectSignature) step).signer().key(),
            Step.Kind.PROPOSE,
            PlanTraits::signs,
            Step.Kind.SIGN,
            PlanTraits::signs);

    private final PlanReport report;
    private final Plan plan;
    private final PlanContent content;
    private final Map<PartyId, String> parties = new HashMap<>();
    private final Map<Traits.Id, Traits> all = new LinkedHashMap<>();

    PlanTraits(SavedPlan saved) {
        this.report = PlanReport.of(saved);
        this.plan = saved.plan();
        this.content = plan.content();
        content.parties().forEach(change -> parties.put(change.party(), change.name()));
    }

    /** In the order in which they are told. */
    Map<Traits.Id, Traits> all() {
        access();
        parties();
        windows();
        signatures();
        dangers();
        packages();
        steps();
        return all;
    }

    private Traits of(Matter matter, Subject subject, String name) {
        return all.computeIfAbsent(new Traits.Id(matter, subject, name), id -> new Traits());
    }

    private void access() {
        of(Matter.ACCESS, Subject.PLAN, ONLY)
                .say("is", content.preview().isPresent() ? "a preview, which is never applied" : "a plan to apply")
                .say("declaration", "in " + content.home() + ", seen from the plan")
                .say("network", "in " + content.network() + ", seen from the declaration");
        of(Matter.ACCESS, Subject.SYNCHRONIZER, ONLY)
                .say("alias", content.synchronizerAlias())
                .say("id", content.synchronizer().toString());
        report.participants().forEach(participant -> {
            Traits traits = of(
                            Matter.ACCESS,
                            Subject.PARTICIPANT,
                            participant.name().name())
                    .say("id", participant.id().toString())
                    .say("release", participant.release())
                    .say("operator", participant.operator());
            participant.ways().forEach(way -> traits.say(way.api(), way.text()));
            traits.say(
                    "backup",
                    BackupText.of(content.participant(participant.name()).backup()));
            programs(traits, participant.programs());
        });
        report.keys().forEach(key -> {
            Traits traits = of(Matter.ACCESS, Subject.KEY, key.name().name())
                    .say("id", key.fingerprint().toString())
                    .say("kind", key.spec().word())
                    .say("signs", key.signs());
            programs(traits, key.programs());
        });
    }

    private static void programs(Traits traits, List<ParticipantReport.Program> programs) {
        programs.forEach(program -> traits.say("runs", program.command() + "  for " + program.purpose()));
    }

    private void parties() {
        Map<String, PartyChange> changes = new HashMap<>();
        content.parties().forEach(change -> changes.put(change.name(), change));
        for (PartyReport party : report.parties()) {
            PartyChange change = changes.get(party.name());
            Traits traits = of(Matter.PARTIES, Subject.PARTY, party.name());
            traits.say("namespace", party.id().namespace().toString());
            if (!party.id().uid().identifier().equals(party.name())) {
                traits.say("id", party.id().toString());
            }
            party.rows().forEach(row -> traits.say(row.subject(), row.text()));
            traits.say("path", party.path().word() + " - " + party.reason());
            traits.say(
                    "contracts",
                    change.source().map(source -> "come from " + source).stream()
                            .toList());
            traits.say(
                    "left-over flag",
                    change.staleFlags().stream().map(ParticipantName::name).toList());
        }
        content.unchanged()
                .forEach(name ->
                        of(Matter.PARTIES, Subject.PARTY, name).say("hosting", "as declared already, nothing is done"));
    }

    private void windows() {
        for (Window window : content.windows()) {
            String name = window.target() + (window.round() == 1 ? "" : ", round " + window.round());
            Traits traits = of(Matter.WINDOWS, Subject.WINDOW, name)
                    .say("leaves", aliases(window.connected()))
                    .say("found away from", window.foundAway().stream().toList())
                    .say("connects itself", aliases(window.automatic()));
            for (Transfer transfer : window.transfers()) {
                traits.say("receives", parties.get(transfer.party()) + " from " + transfer.source());
            }
        }
    }

    private static List<String> aliases(Collection<PlannedConnection> connections) {
        return connections.stream().map(PlannedConnection::alias).toList();
    }

    private void signatures() {
        report.namespaces()
                .forEach(namespace -> of(
                                Matter.SIGNATURES,
                                Subject.NAMESPACE,
                                namespace.namespace().toString())
                        .say("comes into being", namespace.sentence()));
        content.namespaces()
                .forEach(founded -> of(
                                Matter.SIGNATURES,
                                Subject.NAMESPACE,
                                founded.definition().namespace().toString())
                        .say(
                                "introduced",
                                founded.introduced().stream().map(KeyName::name).toList()));
        Map<PartyId, Set<Signer>> signers = new HashMap<>();
        plan.steps()
                .filter(Step.Signature.class::isInstance)
                .map(Step.Signature.class::cast)
                .forEach(step -> signers.computeIfAbsent(step.partyId(), party -> new LinkedHashSet<>())
                        .add(step.signer()));
        content.parties().forEach(change -> signed(change, signers.getOrDefault(change.party(), Set.of())));
    }

    private void signed(PartyChange change, Set<Signer> signers) {
        Authority authority = change.authority();
        Traits traits = of(Matter.SIGNATURES, Subject.PARTY, change.name());
        traits.say("for the namespace", texts(authority.signers()));
        if (authority.isShared()) {
            traits.say("quorum", authority.quorum() + " of the owners have to sign");
            authority.owners().forEach(owner -> traits.say("owner", owner.toString()));
        }
        Set<Signer> hosts = new LinkedHashSet<>(signers);
        authority.signers().forEach(hosts::remove);
        traits.say("as a host", texts(hosts));
        traits.say(
                "signing keys",
                plan.outcome(change).signingKeys().map(PlanTraits::keys).stream()
                        .toList());
    }

    private static String keys(PartyKeys keys) {
        return keys.threshold() + " of "
                + keys.keys().stream().map(key -> key.spec() + " " + key.hex()).collect(Collectors.joining(", "));
    }

    private static List<String> texts(Collection<Signer> signers) {
        return signers.stream().map(StepText::signer).toList();
    }

    /** Without names of parties in the words, so that those with the same dangers are told together. */
    private void dangers() {
        report.pointOfNoReturn()
                .ifPresent(wave -> of(Matter.DANGERS, Subject.PLAN, ONLY)
                        .say("point of no return", "before wave " + wave + ", " + waveTitle(wave)));
        report.consequences().forEach(this::consequence);
        plan.steps().forEach(step -> {
            if (step.reversal() == Step.Reversal.IRREVERSIBLE) {
                subject(step).say("cannot be taken back", irreversible(step));
            }
            StepText.gate(step).ifPresent(gate -> subject(step).say("a person", person(step)));
        });
    }

    private void consequence(Consequence consequence) {
        Subject subject = switch (consequence.kind()) {
            case NOBODY_SUBMITS,
                    DANGEROUS_PROPOSAL,
                    RESEMBLES,
                    CREATED,
                    NO_SPARE_HOST,
                    PROPOSED,
                    PURGED,
                    OLDER_PACKAGES -> Subject.PARTY;
            case OFFLINE_FOR_ALL, NOT_TO_PRUNE, COMMITMENTS_DIFFER, FOUND_AWAY -> Subject.PARTICIPANT;
        };
        consequence
                .subjects()
                .forEach(name ->
                        of(Matter.DANGERS, subject, name).say(consequence.kind().heading(), consequence.sentence()));
    }

    private String waveTitle(int wave) {
        return report.waves().get(wave).title();
    }

    private Traits subject(Step step) {
        return step.party()
                .map(party -> of(Matter.DANGERS, Subject.PARTY, parties.get(party)))
                .orElseGet(() -> of(
                        Matter.DANGERS, Subject.PARTICIPANT, step.participant().name()));
    }

    private static String irreversible(Step step) {
        return step.participant() + " "
                + LASTING.getOrDefault(step.kind(), step.kind().word());
    }

    private static String person(Step step) {
        return BY_A_PERSON.getOrDefault(step.kind(), each -> each.kind().word()).apply(step);
    }

    private static String signs(Step step) {
        return "signs: " + StepText.signer(((Step.Signature) step).signer());
    }

    private void packages() {
        for (Vetting vetting : content.vettings()) {
            Traits traits =
                    of(Matter.PACKAGES, Subject.PARTICIPANT, vetting.target().name());
            vetting.dars().forEach(dar -> traits.say("uploads", dar(dar)));
            vetting.vetted().stream().map(PackageId::id).forEach(id -> traits.say("vets", id));
        }
    }

    private static String dar(DarSource dar) {
        String from =
                dar.match(file -> "file " + file.path(), stored -> stored.name() + ", stored by " + stored.source());
        return from + ", SHA-256 " + dar.sha256() + ", main package " + dar.mainPackage();
    }

    private void steps() {
        Map<Step.Kind, Integer> kinds = new EnumMap<>(Step.Kind.class);
        List<Step> steps = new ArrayList<>(plan.steps().toList());
        steps.forEach(step -> kinds.merge(step.kind(), 1, Integer::sum));
        Traits traits = of(Matter.STEPS, Subject.PLAN, ONLY)
                .say(
                        "all",
                        Formats.of(steps.size(), "step") + " in "
                                + Formats.of(report.waves().size(), "wave"));
        kinds.forEach((kind, count) -> traits.say(kind.word(), count.toString()));
    }

    /** The serials of the mappings that a plan makes of a party, in their order. */
    static List<Integer> serials(Plan plan, PartyChange change) {
        return plan.mappings(change.party()).stream()
                .map(HostingMapping::serial)
                .toList();
    }
}
