package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.Declaration;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.planfile.EveryKind;
import io.partita.core.planfile.FittingFile;
import io.partita.core.planfile.PlanFile;
import io.partita.core.provider.HostingState;
import io.partita.core.state.ExitStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * A plan file that somebody edited at random, with its hash, its digests and its waves made to fit again, is refused,
 * or does what it shows: it never does harm, it touches no party and vets no package that it does not name, and when it
 * is done every party has exactly the hosting that the views show.
 */
class EditedPlanProperties {

    @Property(tries = 150)
    void whatIsShownIsWhatIsDone(@ForAll long seed) {
        edited(seed);
    }

    @Property(tries = 20_000)
    @Tag("fuzz")
    void whatIsShownIsWhatIsDoneAtLength(@ForAll long seed) {
        edited(seed);
    }

    /** Keys, namespaces, introductions, operators, access, flags: what no world of these tests plans all at once. */
    @Property(tries = 300)
    void whateverIsEditedIsRefusedOrTold(@ForAll long seed) {
        told(seed);
    }

    @Property(tries = 20_000)
    @Tag("fuzz")
    void whateverIsEditedIsRefusedOrToldAtLength(@ForAll long seed) {
        told(seed);
    }

    private static void told(long seed) {
        byte[] edited = new PlanEdits(new Random(seed))
                .edited(PlanFile.write(EveryKind.plan()).text());
        FittingFile.of(edited)
                .forEach(file -> PlanFile.read(file, "plan.json").optional().ifPresent(accepted -> {
                    nobodyGoesByTheNameOfAnother(accepted);
                    accepted.content().parties().forEach(change -> whoIsLeftAloneStays(accepted, change));
                    assertThat(PlanFile.write(accepted).text()).isEqualTo(file);
                }));
    }

    private static void whoIsLeftAloneStays(Plan plan, PartyChange change) {
        List<HostingMapping> all = plan.mappings(change.party());
        assertThat(change.kept())
                .allSatisfy(kept -> assertThat(all)
                        .allSatisfy(mapping -> assertThat(mapping.host(kept))
                                .isPresent()
                                .isEqualTo(change.before().flatMap(before -> before.host(kept)))));
    }

    private static void edited(long seed) {
        InFolder.each(folder -> {
            Random random = new Random(seed);
            Scene world = new Scene(random.nextBoolean() ? 34 : 35);
            world.network.add("participant3", 'c');
            Declaration declaration = PlannedProperties.declaration(world, 1 + random.nextInt(2), random);
            Plan plan = PlannedProperties.plan(world, declaration, folder);
            Assume.that(!plan.isEmpty());
            byte[] edited = new PlanEdits(random).edited(PlanFile.write(plan).text());
            // What is carried out changes the world, so it is one file of each edit.
            FittingFile.of(edited).stream()
                    .flatMap(file -> PlanFile.read(file, "plan.json").optional().stream())
                    .findFirst()
                    .ifPresent(accepted -> carryOut(accepted, world, new Runner(world, folder)));
        });
    }

    private static void carryOut(Plan plan, Scene world, Runner runner) {
        nobodyGoesByTheNameOfAnother(plan);
        Map<PartyId, HostingMapping> before = hostings(world);
        Map<ParticipantId, Set<PackageId>> vetted = vetted(world);
        WatchedNetwork watched = WatchedNetwork.watching(world);

        RunResult result = runner.apply().run(PlannedProperties.saved(plan));
        world.network.settle();

        assertThat(watched.harm()).isEmpty();
        onlyWhatIsListedIsVetted(plan, world, vetted);
        Map<PartyId, HostingMapping> after = hostings(world);
        Set<PartyId> named = plan.content().parties().stream()
                .map(PartyChange::party)
                .collect(Collectors.toCollection(TreeSet::new));
        after.forEach((party, mapping) -> {
            if (!named.contains(party)) {
                assertThat(mapping).isEqualTo(before.get(party));
            }
        });
        if (result.exit() == ExitStatus.DONE) {
            plan.content().parties().forEach(change -> {
                assertThat(Optional.ofNullable(before.get(change.party()))).isEqualTo(change.before());
                assertThat(after.get(change.party())).isEqualTo(plan.outcome(change));
            });
        }
    }

    /** A person confirms by this name what cannot be taken back. */
    private static void nobodyGoesByTheNameOfAnother(Plan plan) {
        assertThat(plan.content().parties())
                .allSatisfy(change -> assertThat(change.name())
                        .isIn(change.party().uid().identifier(), change.party().toString()));
    }

    private static void onlyWhatIsListedIsVetted(Plan plan, Scene world, Map<ParticipantId, Set<PackageId>> before) {
        Map<ParticipantId, Set<PackageId>> more = vetted(world);
        more.forEach((id, packages) -> packages.removeAll(before.get(id)));
        plan.content()
                .vettings()
                .forEach(vetting ->
                        more.get(plan.participant(vetting.target()).id()).removeAll(vetting.vetted()));
        assertThat(more.values()).allSatisfy(packages -> assertThat(packages).isEmpty());
    }

    private static Map<ParticipantId, Set<PackageId>> vetted(Scene world) {
        Map<ParticipantId, Set<PackageId>> vetted = new HashMap<>();
        world.network.participants.values().forEach(each -> vetted.put(each.id, new HashSet<>(each.vetted)));
        return vetted;
    }

    private static Map<PartyId, HostingMapping> hostings(Scene world) {
        Map<PartyId, HostingMapping> hostings = new HashMap<>();
        world.network
                .authorized
                .keySet()
                .forEach(party -> world.network
                        .head(party, world.time.instant())
                        .map(HostingState::mapping)
                        .ifPresent(mapping -> hostings.put(party, mapping)));
        return hostings;
    }
}
