package io.partita.cli.report;

import io.partita.cli.text.Formats;
import io.partita.cli.text.Glyph;
import io.partita.core.apply.SavedPlan;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan as it is shown to those who review it. Every form of a plan for people renders this value and reads nothing
 * else, so that no form hides what another one shows. All of it follows from the plan.
 *
 * @param alias how the declaration calls the synchronizer
 * @param synchronizer its id
 * @param places where the plan belongs, where that is not beside its file: sentences without a full stop
 * @param participants who takes part and what runs where with whose secret, sorted by name
 * @param keys keys that no participant holds and that sign, and how, sorted by name
 * @param namespaces those that come into being with the plan
 * @param parties what changes, in the order of the declaration
 * @param unchanged names of the parties that are as declared
 * @param waves in the order in which they run; none when there is nothing to do
 * @param windows who is offline when, in the order in which they begin
 * @param hash by which people and the journal name the plan
 * @param preview present when no participant was asked for the plan
 */
public record PlanReport(
        String alias,
        PhysicalSynchronizerId synchronizer,
        List<String> places,
        List<ParticipantReport> participants,
        List<KeyReport> keys,
        List<NamespaceReport> namespaces,
        List<PartyReport> parties,
        List<String> unchanged,
        List<WaveReport> waves,
        List<WindowReport> windows,
        String hash,
        Optional<Preview> preview) {

    private static final int NAMES_SHOWN = 20;

    public PlanReport {
        places = List.copyOf(places);
        participants = List.copyOf(participants);
        keys = List.copyOf(keys);
        namespaces = List.copyOf(namespaces);
        parties = List.copyOf(parties);
        unchanged = List.copyOf(unchanged);
        waves = List.copyOf(waves);
        windows = List.copyOf(windows);
    }

    public static PlanReport of(SavedPlan saved) {
        Plan plan = saved.plan();
        HostNames names = HostNames.of(plan);
        List<WindowReport> windows = WindowReport.of(plan);
        return new PlanReport(
                plan.synchronizerAlias(),
                plan.synchronizer(),
                places(plan.content()),
                ParticipantReport.of(plan),
                KeyReport.of(plan),
                NamespaceReport.of(plan),
                plan.content().parties().stream()
                        .map(change -> PartyReport.of(change, plan.outcome(change), names))
                        .toList(),
                plan.content().unchanged(),
                plan.waves().stream().map(wave -> WaveReport.of(wave, windows)).toList(),
                windows,
                saved.hash(),
                plan.content().preview());
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

    /** Steps that cannot be taken back by any supported procedure. */
    public List<StepReport> irreversible() {
        return steps().filter(StepReport::isIrreversible).toList();
    }

    /** Steps in which a person has to act. */
    public List<StepReport> gates() {
        return steps().filter(step -> step.gate().isPresent()).toList();
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
        windows.forEach(window -> summary.append("; ").append(window.sentence()));
        return summary.append(".").toString();
    }
}
