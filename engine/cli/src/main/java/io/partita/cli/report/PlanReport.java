package io.partita.cli.report;

import io.partita.cli.text.Formats;
import io.partita.cli.text.Glyph;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Preview;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan as it is shown to those who review it. Every form of a plan for people renders this value and reads nothing
 * else, so that no form hides what another one shows. All of it follows from the plan, but for the remarks.
 *
 * @param alias how the declaration calls the synchronizer
 * @param synchronizer its id
 * @param places where the plan belongs, where that is not beside its file: sentences without a full stop
 * @param participants who takes part and what runs where with whose secret, sorted by name
 * @param keys keys that no participant holds and that sign, and how, sorted by name
 * @param namespaces those that come into being with the plan
 * @param parties what changes, in the order of the declaration
 * @param alike the same parties, those of which the same is to be said together
 * @param unchanged names of the parties that are as declared
 * @param waves in the order in which they run; none when there is nothing to do
 * @param windows who is offline when, in the order in which they begin
 * @param facts what the plan rests on, sorted by id
 * @param consequences what it brings about that no step says
 * @param hash by which people and the journal name the plan
 * @param preview present when no participant was asked for the plan
 * @param remarks what a command said of it besides, what weighs most first; what is printed beside it does not repeat them
 */
public record PlanReport(
        String alias,
        PhysicalSynchronizerId synchronizer,
        List<String> places,
        List<ParticipantReport> participants,
        List<KeyReport> keys,
        List<NamespaceReport> namespaces,
        List<PartyReport> parties,
        List<AlikeParties> alike,
        List<String> unchanged,
        List<WaveReport> waves,
        List<WindowReport> windows,
        List<FactReport> facts,
        List<Consequence> consequences,
        String hash,
        Optional<Preview> preview,
        List<Remark> remarks) {

    private static final int NAMES_SHOWN = 20;
    private static final Set<Step.Kind> BESIDES = EnumSet.of(
            Step.Kind.VET_PACKAGES, Step.Kind.SUSPEND_PRUNING, Step.Kind.INTRODUCE_KEY, Step.Kind.FOUND_NAMESPACE);

    public PlanReport {
        places = List.copyOf(places);
        participants = List.copyOf(participants);
        keys = List.copyOf(keys);
        namespaces = List.copyOf(namespaces);
        parties = List.copyOf(parties);
        alike = List.copyOf(alike);
        unchanged = List.copyOf(unchanged);
        waves = List.copyOf(waves);
        windows = List.copyOf(windows);
        facts = List.copyOf(facts);
        consequences = List.copyOf(consequences);
        remarks = List.copyOf(remarks);
    }

    public static PlanReport of(SavedPlan saved) {
        Plan plan = saved.plan();
        HostNames names = HostNames.of(plan);
        List<WindowReport> windows = WindowReport.of(plan);
        List<PartyReport> parties = plan.content().parties().stream()
                .map(change -> PartyReport.of(change, plan.outcome(change), names, missing(plan, change)))
                .toList();
        Alikes alikes = new Alikes(plan, parties);
        return new PlanReport(
                plan.synchronizerAlias(),
                plan.synchronizer(),
                places(plan.content()),
                ParticipantReport.of(plan),
                KeyReport.of(plan),
                NamespaceReport.of(plan),
                parties,
                alikes.all(),
                plan.content().unchanged(),
                plan.waves().stream()
                        .map(wave -> WaveReport.of(wave, windows, alikes))
                        .toList(),
                windows,
                FactReport.of(plan, names),
                Consequences.of(plan, names),
                saved.hash(),
                plan.content().preview(),
                List.of());
    }

    /** The same with what a command said of it besides. */
    public PlanReport saying(List<Diagnostic> said) {
        return new PlanReport(
                alias,
                synchronizer,
                places,
                participants,
                keys,
                namespaces,
                parties,
                alike,
                unchanged,
                waves,
                windows,
                facts,
                consequences,
                hash,
                preview,
                Remark.of(said));
    }

    /** The hosts without the onboarding flag that get what they missed of a party. */
    private static Set<ParticipantId> missing(Plan plan, PartyChange change) {
        return change.isOfMissed()
                ? plan.content().windows().stream()
                        .filter(window -> window.transfers().stream()
                                .anyMatch(transfer -> transfer.party().equals(change.party())))
                        .map(window -> plan.participant(window.target()).id())
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** In another folder there is another state, and the programs of the same names are others. */
    private static List<String> places(PlanContent content) {
        List<String> places = new ArrayList<>();
        if (!content.home().equals(Home.BESIDE)) {
            places.add("declaration and state in '" + content.home() + "', seen from the plan file");
        }
        if (!content.network().equals(Home.BESIDE)) {
            places.add("certificates, files with tokens and programs in '" + content.network()
                    + "', seen from the declaration");
        }
        return places;
    }

    /** What a person has to know before anything else of a plan that no participant was asked for. */
    public Optional<String> warning() {
        return preview.map(
                from -> "Preview from the snapshot of " + from.recorded() + ", hash " + from.snapshot() + ": "
                        + participants.stream()
                                .map(participant -> participant.name().name())
                                .collect(Collectors.joining(", "))
                        + " as they were then. No participant was asked, no endpoint tried and no DAR checked by its target;"
                        + " this cannot be applied.");
    }

    /** Of the parties that are as declared: so many names as are read, and how many more there are. */
    public String namesUnchanged() {
        String some = unchanged.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return unchanged.size() > NAMES_SHOWN ? some + " and " + (unchanged.size() - NAMES_SHOWN) + " more" : some;
    }

    public boolean isEmpty() {
        return waves.isEmpty();
    }

    public Stream<StepReport> steps() {
        return waves.stream().flatMap(wave -> wave.steps().stream());
    }

    /** The steps, with those that are done for parties that are alike as one. */
    public Stream<StepReport> told() {
        return waves.stream().flatMap(wave -> wave.told().stream());
    }

    /** Steps that cannot be taken back by any supported procedure. */
    public List<StepReport> irreversible() {
        return steps().filter(StepReport::isIrreversible).toList();
    }

    /** Steps in which a person has to act. */
    public List<StepReport> gates() {
        return steps().filter(step -> step.gate().isPresent()).toList();
    }

    /** What changes beside the hosting of parties and the participants that leave and come back. */
    public List<StepReport> besides() {
        return steps().filter(step -> BESIDES.contains(step.kind())).toList();
    }

    /** Who acts in which waves, sorted by name; none when everything is in one hand. */
    public SortedMap<String, SortedSet<Integer>> operators() {
        SortedMap<String, SortedSet<Integer>> operators = new TreeMap<>();
        waves.forEach(wave -> wave.steps()
                .forEach(step -> step.operator()
                        .ifPresent(operator -> operators
                                .computeIfAbsent(operator, each -> new TreeSet<>())
                                .add(wave.number()))));
        return operators;
    }

    /** From which wave on there is no way back, for people, without a full stop; empty when there is one to the end. */
    public Optional<String> noReturn() {
        return pointOfNoReturn()
                .map(number -> "point of no return: before wave " + number + " ("
                        + waves.get(number).title() + ") everything can be put back, from there on it cannot");
    }

    /** The number of the first wave with a step that cannot be taken back; empty when everything can be put back. */
    public Optional<Integer> pointOfNoReturn() {
        return waves.stream()
                .filter(wave -> wave.steps().stream().anyMatch(StepReport::isIrreversible))
                .map(WaveReport::number)
                .findFirst();
    }

    /** The glyphs that the report uses. */
    public SortedSet<Glyph> glyphs() {
        SortedSet<Glyph> used = new TreeSet<>();
        steps().map(StepReport::glyph).forEach(used::add);
        parties.stream()
                .flatMap(party -> party.rows().stream())
                .flatMap(row -> row.glyph().stream())
                .forEach(used::add);
        return used;
    }

    private String word() {
        return preview.isPresent() ? "Preview" : "Plan";
    }

    /** How much there is to do, in words of partita alone, without a full stop. */
    public String amount() {
        if (isEmpty()) {
            return word() + ": nothing to do; " + Formats.of(unchanged.size(), "party") + " as declared";
        }
        return word() + ": " + (parties.isEmpty() ? "no party" : Formats.of(parties.size(), "party")) + " to change, "
                + Formats.of(steps().count(), "step") + " in " + Formats.of(waves.size(), "wave");
    }

    /** One line that scripts and eyes can rely on. */
    public String summary() {
        StringBuilder summary = new StringBuilder(amount());
        long created = parties.stream()
                .filter(party -> party.path() == Route.Path.CREATE)
                .count();
        if (created > 0) {
            summary.append("; ").append(Formats.of(created, "new party"));
        }
        windows.forEach(window -> summary.append("; ").append(window.sentence()));
        return summary.append(".").toString();
    }
}
