package io.partita.core.plan.law;

import static io.partita.core.plan.Contents.flagged;
import static io.partita.core.plan.Contents.host;
import static io.partita.core.plan.Contents.id;
import static io.partita.core.plan.Contents.name;
import static io.partita.core.plan.Contents.offline;
import static io.partita.core.plan.Contents.plus;
import static io.partita.core.plan.Contents.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.ExternalKeys;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.Authority;
import io.partita.core.plan.Contents;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.LeftOver;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Window;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Legal contents lead to legal steps, and content that does harm is told which law it breaks, and where. */
class PlanLawsTest {

    private static final PartyChange ALICE = offline("Alice", 1);
    private static final HostingMapping BEFORE = ALICE.before().orElseThrow();
    private static final Transfer TRANSFER = transfer(ALICE, 2);
    private static final DarSource DAR = new DarSource.DarFile(
            "dars/a.dar", "0f".repeat(32), new PackageId("aa"), new TreeSet<>(Set.of(new PackageId("aa"))));

    private static PlanContent window(PartyChange change, Transfer transfer) {
        return Contents.of(3)
                .party(change)
                .source(1, Optional.empty())
                .window(1, 2, transfer)
                .content();
    }

    private static Transfer activation(HostingMapping mapping) {
        return new Transfer(mapping, TRANSFER.source(), TRANSFER.packages(), TRANSFER.contracts());
    }

    private static PartyChange signedBy(PartyChange change, Authority authority) {
        return new PartyChange(
                change.name(),
                change.party(),
                change.before(),
                change.lastSerial(),
                change.route(),
                authority,
                change.source(),
                change.staleFlags(),
                change.direct(),
                change.last(),
                change.kept());
    }

    private static PartyChange routed(PartyChange change, Route route) {
        return new PartyChange(
                change.name(),
                change.party(),
                change.before(),
                change.lastSerial(),
                route,
                change.authority(),
                change.source(),
                change.staleFlags(),
                change.direct(),
                change.last(),
                change.kept());
    }

    /** Of a party that t1 and t2 host, t2 lacks contracts of then. */
    private static PartyChange missed(HostingMapping live) {
        return new PartyChange(
                ALICE.name(),
                ALICE.party(),
                Optional.of(live),
                live.serial(),
                Route.of(Route.Reason.MISSED_CONTRACTS),
                ALICE.authority(),
                ALICE.source(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                ALICE.kept());
    }

    private static HostingMapping hosted(HostingMapping.Host second) {
        return Contents.mapping(ALICE.party(), 2, 1, host(1, Permission.SUBMISSION), second);
    }

    private static PartyChange called(String name, PartyChange change) {
        return new PartyChange(
                name,
                change.party(),
                change.before(),
                change.lastSerial(),
                change.route(),
                change.authority(),
                change.source(),
                change.staleFlags(),
                change.direct(),
                change.last(),
                change.kept());
    }

    private static PartyChange resembling(PartyChange change, PartyId other) {
        return new PartyChange(
                change.name(),
                change.party(),
                change.before(),
                change.lastSerial(),
                change.route(),
                change.authority(),
                change.source(),
                change.staleFlags(),
                change.direct(),
                change.last(),
                change.kept(),
                change.proposals(),
                new TreeSet<>(Set.of(other)),
                change.older());
    }

    private static PartyChange keeping(PartyChange change, int number) {
        return new PartyChange(
                change.name(),
                change.party(),
                change.before(),
                change.lastSerial(),
                change.route(),
                change.authority(),
                change.source(),
                change.staleFlags(),
                change.direct(),
                change.last(),
                new TreeSet<>(Set.of(id(number))));
    }

    private static PlanContent unchanged(String name) {
        PlanContent plan = window(ALICE, TRANSFER);
        return new PlanContent(
                plan.home(),
                plan.network(),
                plan.synchronizerAlias(),
                plan.synchronizer(),
                plan.decisionTimeout(),
                plan.participants(),
                plan.keys(),
                plan.namespaces(),
                plan.parties(),
                List.of(name),
                plan.vettings(),
                plan.sources(),
                plan.windows());
    }

    private static PlanContent settled(String name, PartyChange other) {
        PlanContent plan = Contents.of(2).content();
        return new PlanContent(
                        plan.home(),
                        plan.network(),
                        plan.synchronizerAlias(),
                        plan.synchronizer(),
                        plan.decisionTimeout(),
                        plan.participants(),
                        plan.keys(),
                        plan.namespaces(),
                        List.of(),
                        List.of(name),
                        List.of(),
                        List.of(),
                        List.of())
                .settledAs(List.of(other.before().orElseThrow()));
    }

    private static HostingMapping elsewhere(HostingMapping mapping) {
        return new HostingMapping(
                mapping.party(),
                mapping.serial(),
                1,
                List.of(new HostingMapping.Host(id(9), Permission.SUBMISSION, HostingMapping.Onboarding.CLEAR)),
                mapping.signingKeys());
    }

    private static Authority authority(int quorum, Signer... signers) {
        TreeSet<Fingerprint> owners = new TreeSet<>(Set.of(ALICE.party().namespace()));
        if (quorum > 1) {
            owners.clear();
            List.of(at(1), at(2), at(3)).forEach(owner -> owners.add(owner.namespace()));
            Arrays.stream(signers).forEach(signer -> owners.add(signer.namespace()));
        }
        return new Authority(ALICE.party().namespace(), owners, quorum, List.of(signers));
    }

    private static Signer at(int number) {
        return new Signer.AtParticipant(id(number).uid().namespace(), name(number));
    }

    private static Arguments illegal(String part, String what, PlanContent content) {
        return Arguments.of(part, what, content);
    }

    private static PlanContent foundAway(Registration.Connection connection, PartyChange change, Transfer transfer) {
        return foundAway(Contents.of(2), connection, change, transfer);
    }

    private static PlanContent foundAway(
            Contents contents, Registration.Connection connection, PartyChange change, Transfer transfer) {
        return contents.party(change)
                .source(1, Optional.empty())
                .window(new Window(
                        1,
                        name(2),
                        List.of(new PlannedConnection(Contents.SYNCHRONIZER, connection, ManualConnect.MANUAL)),
                        Optional.of(Contents.SYNCHRONIZER),
                        transfer.packages(),
                        List.of(transfer)))
                .content();
    }

    static Stream<Arguments> illegalContents() {
        Window window = new Window(1, name(2), Contents.CONNECTIONS, TRANSFER.packages(), List.of(TRANSFER));
        PartyChange repair = routed(ALICE, Route.of(Route.Reason.INCOMPLETE_IMPORT));
        HostingMapping plain = hosted(host(2, Permission.OBSERVATION));
        HostingMapping onboarding = hosted(flagged(2, Permission.OBSERVATION));
        PartyChange bob = offline("Bob", 1);
        PartyChange simple = Contents.simple("Alice", 1, 2);
        return Stream.of(
                illegal(
                        "windows/t2",
                        "what 'Alice' is repaired under is not its live hosting",
                        window(repair, TRANSFER)),
                illegal(
                        "parties",
                        "a repair stands beside other changes",
                        Contents.of(3)
                                .party(repair)
                                .party(Contents.simple("Bob", 1, 3))
                                .source(1, Optional.empty())
                                .window(1, 2, activation(BEFORE))
                                .content()),
                illegal(
                        "windows/t2",
                        "t2 has no onboarding flag of 'Alice' to import under",
                        window(repair, activation(BEFORE))),
                illegal(
                        "windows/t2",
                        "t2 is no host of 'Alice', or a host of it has the onboarding flag",
                        window(missed(onboarding), activation(onboarding))),
                illegal(
                        "windows/t2",
                        "t2 is no host of 'Alice', or a host of it has the onboarding flag",
                        window(missed(BEFORE), activation(BEFORE))),
                illegal(
                        "windows/t2",
                        "what 'Alice' is repaired under is not its live hosting",
                        window(missed(plain), activation(plain.withSerial(3)))),
                illegal(
                        "windows/t2",
                        "t2 has no onboarding flag of 'Alice' to import under",
                        window(routed(missed(plain), Route.of(Route.Reason.INCOMPLETE_IMPORT)), activation(plain))),
                illegal(
                        "windows/t2",
                        "t2 lacks contracts of 'Alice', and t1 is another operator's",
                        Contents.of(2)
                                .operator(1, "other")
                                .party(missed(plain))
                                .source(1, Optional.empty())
                                .window(1, 2, activation(plain))
                                .content()),
                illegal(
                        "windows/t2",
                        "contracts of 'Alice' would be purged on t2, which hosts it",
                        window(
                                missed(plain),
                                new Transfer(
                                        plain,
                                        TRANSFER.source(),
                                        TRANSFER.packages(),
                                        TRANSFER.contracts(),
                                        Optional.of(new LeftOver(1, 1))))),
                illegal(
                        "windows/t2",
                        "t2 was found away, and is to become a host of 'Alice'",
                        foundAway(Registration.Connection.DISCONNECTED, ALICE, TRANSFER)),
                illegal(
                        "windows/t2",
                        "t2 is not disconnected from 'mysynchronizer', though it was found away from it",
                        foundAway(Registration.Connection.CONNECTED, repair, TRANSFER)),
                illegal(
                        "windows/t2",
                        "t2 was found away from 'other', which is not the plan's synchronizer",
                        Contents.of(2)
                                .party(repair)
                                .source(1, Optional.empty())
                                .window(new Window(
                                        1,
                                        name(2),
                                        List.of(
                                                new PlannedConnection(
                                                        Contents.SYNCHRONIZER,
                                                        Registration.Connection.CONNECTED,
                                                        ManualConnect.MANUAL),
                                                new PlannedConnection(
                                                        "other",
                                                        Registration.Connection.DISCONNECTED,
                                                        ManualConnect.MANUAL)),
                                        Optional.of("other"),
                                        TRANSFER.packages(),
                                        List.of(TRANSFER)))
                                .content()),
                illegal(
                        "windows/t2",
                        "t2 was found away, and t1 is another operator's",
                        foundAway(
                                Contents.of(2).operator(1, "other"),
                                Registration.Connection.DISCONNECTED,
                                repair,
                                TRANSFER)),
                illegal(
                        "windows/t2",
                        "does not add t2, with the onboarding flag, and nobody else",
                        window(ALICE, activation(plus(BEFORE, host(2, Permission.OBSERVATION))))),
                illegal(
                        "windows/t2",
                        "does not add t2, with the onboarding flag, and nobody else",
                        window(ALICE, activation(plus(BEFORE, flagged(3, Permission.OBSERVATION))))),
                illegal(
                        "windows/t2",
                        "changes more than its new host",
                        window(
                                ALICE,
                                activation(Contents.mapping(
                                        ALICE.party(),
                                        2,
                                        2,
                                        host(1, Permission.SUBMISSION),
                                        flagged(2, Permission.OBSERVATION))))),
                illegal(
                        "parties/Alice",
                        "removes t1 from the hosts",
                        window(
                                ALICE,
                                activation(Contents.mapping(ALICE.party(), 2, 1, flagged(2, Permission.OBSERVATION))))),
                illegal(
                        "parties/Alice",
                        "serial 3 of 'Alice' is made out of serial 1",
                        window(ALICE, activation(TRANSFER.activation().withSerial(3)))),
                illegal(
                        "parties/Alice",
                        "the keys of 'Alice' change",
                        window(
                                ALICE,
                                activation(new HostingMapping(
                                        ALICE.party(),
                                        2,
                                        1,
                                        TRANSFER.activation().hosts(),
                                        Optional.of(ExternalKeys.KEYS))))),
                illegal("windows/t2", "is no party of the plan", window(bob, TRANSFER)),
                illegal("parties/Bob", "'Bob' is no name of Alice::", window(called("Bob", ALICE), TRANSFER)),
                illegal(
                        "windows/t2",
                        "'t1' exports, and is no source of the plan",
                        Contents.of(2).party(ALICE).window(1, 2, TRANSFER).content()),
                illegal(
                        "windows/t9",
                        "'t9' is no participant of the plan",
                        Contents.of(2)
                                .party(ALICE)
                                .source(1, Optional.empty())
                                .window(1, 9, TRANSFER)
                                .content()),
                illegal(
                        "sources/t3",
                        "t3 exports nothing",
                        Contents.of(3)
                                .party(ALICE)
                                .source(1, Optional.empty())
                                .source(3, Optional.empty())
                                .window(1, 2, TRANSFER)
                                .content()),
                illegal("parties/Alice", "is not the path 'simple'", window(routed(ALICE, simple.route()), TRANSFER)),
                illegal(
                        "parties/Alice",
                        "no host proves that it has none",
                        Contents.of(2)
                                .party(routed(simple, Route.of(Route.Reason.HOSTS_CHANGE)))
                                .content()),
                illegal(
                        "parties/Alice",
                        "t2 would get 'Alice' with the onboarding flag while it is connected",
                        Contents.of(2)
                                .party(Contents.direct(simple, plus(BEFORE, flagged(2, Permission.OBSERVATION))))
                                .content()),
                illegal(
                        "parties/Alice",
                        "a host that is not a participant of the plan",
                        Contents.of(2)
                                .party(Contents.direct(simple, plus(BEFORE, host(7, Permission.OBSERVATION))))
                                .content()),
                illegal(
                        "windows/t2",
                        "t2 would have to sign for Alice while it is isolated",
                        window(signedBy(ALICE, authority(1, at(2))), TRANSFER)),
                illegal(
                        "parties/Alice",
                        "who signs for 'Alice' does not own its namespace",
                        window(signedBy(ALICE, authority(1, at(3))), TRANSFER)),
                illegal(
                        "parties/Alice",
                        "the last signature of 'Alice' is given by nobody of the plan",
                        window(
                                signedBy(
                                        ALICE,
                                        authority(
                                                2,
                                                at(1),
                                                new Signer.Outside(id(8).uid().namespace(), name(1)))),
                                TRANSFER)),
                illegal(
                        "parties/Alice",
                        "1 sign for 'Alice', and 2 have to",
                        window(signedBy(ALICE, authority(2, at(1))), TRANSFER)),
                illegal(
                        "parties/Alice",
                        "'Alice' is said to resemble others, and is no new party beside them",
                        window(resembling(ALICE, bob.party()), TRANSFER)),
                illegal(
                        "parties/Alice",
                        "t2 is said to be left alone for 'Alice', and is no host of it",
                        window(keeping(ALICE, 2), TRANSFER)),
                illegal(
                        "parties/Alice",
                        "t1 is said to be left alone for 'Alice', and is not",
                        Contents.of(2)
                                .party(keeping(
                                        Contents.direct(
                                                simple,
                                                Contents.mapping(
                                                        ALICE.party(),
                                                        2,
                                                        1,
                                                        host(1, Permission.CONFIRMATION),
                                                        host(2, Permission.OBSERVATION))),
                                        1))
                                .content()),
                illegal(
                        "parties/Alice",
                        "t2 becomes a host of 'Alice' with one permission, and ends with another",
                        window(
                                Contents.last(
                                        ALICE,
                                        Contents.mapping(
                                                ALICE.party(),
                                                4,
                                                1,
                                                host(1, Permission.SUBMISSION),
                                                host(2, Permission.SUBMISSION))),
                                TRANSFER)),
                illegal(
                        "parties/Alice",
                        "serial 4 of 'Alice' changes nothing",
                        window(
                                Contents.last(
                                        ALICE,
                                        plus(BEFORE, host(2, Permission.OBSERVATION))
                                                .withSerial(4)),
                                TRANSFER)),
                illegal(
                        "windows/t2",
                        "serial 2147483647 of 'Alice' is the last one there can be",
                        window(ALICE, activation(TRANSFER.activation().withSerial(Integer.MAX_VALUE)))),
                illegal(
                        "windows/t2",
                        "need the package aa, and nothing vets it there",
                        Contents.of(2)
                                .party(ALICE)
                                .source(1, Optional.empty())
                                .window(new Window(
                                        1, name(2), Contents.CONNECTIONS, new TreeSet<>(), List.of(TRANSFER)))
                                .content()),
                illegal(
                        "vettings/t2",
                        "a DAR of t2 holds nothing that is needed there",
                        Contents.of(2)
                                .party(ALICE)
                                .source(1, Optional.empty())
                                .window(window)
                                .vetting(new Vetting(name(2), new TreeSet<>(), List.of(DAR)))
                                .content()),
                illegal(
                        "parties/Alice",
                        "changes, and is unchanged",
                        unchanged(ALICE.party().toString())),
                illegal("settled", "'Alice' is no name of Bob::", settled("Alice", bob)),
                illegal(
                        "settled",
                        "what was read is not that of the unchanged parties",
                        settled("Bob", bob).settledAs(List.of())),
                illegal(
                        "settled",
                        "no participant of the plan hosts 'Bob'",
                        settled("Bob", bob)
                                .settledAs(List.of(elsewhere(bob.before().orElseThrow())))),
                illegal("parties/Alice", "nobody signs for 'Alice'", window(signedBy(ALICE, authority(1)), TRANSFER)),
                illegal(
                        "windows/t2",
                        "t2 is isolated twice",
                        Contents.of(2)
                                .party(ALICE)
                                .party(bob)
                                .source(1, Optional.empty())
                                .window(window)
                                .window(2, 2, transfer(bob, 2))
                                .content()),
                illegal(
                        "windows/t3",
                        "'Alice' is in two windows of one round",
                        Contents.of(3)
                                .party(ALICE)
                                .source(1, Optional.empty())
                                .window(window)
                                .window(1, 3, transfer(TRANSFER.activation().withSerial(3), 3))
                                .content()),
                illegal(
                        "windows/t2",
                        "round 2 stands where round 1 belongs",
                        Contents.of(2)
                                .party(ALICE)
                                .source(1, Optional.empty())
                                .window(2, 2, TRANSFER)
                                .content()),
                illegal(
                        "windows/t2",
                        "t2 is not connected to 'mysynchronizer' before its window",
                        Contents.of(2)
                                .party(ALICE)
                                .source(1, Optional.empty())
                                .window(new Window(1, name(2), List.of(), TRANSFER.packages(), List.of(TRANSFER)))
                                .content()));
    }

    @ParameterizedTest
    @MethodSource("illegalContents")
    void contentThatDoesHarmIsRefusedWithItsPlace(String part, String what, PlanContent content) {
        assertThat(PlanLaws.breaches(content)).as("breaches").anySatisfy(breach -> {
            assertThat(breach.part()).isEqualTo(part);
            assertThat(breach.what()).contains(what);
        });
    }

    @Test
    void whatAHostMissedIsBroughtWithoutASignatureAndWithoutAFlag() {
        HostingMapping plain = hosted(host(2, Permission.OBSERVATION));
        Plan plan = new Plan(window(missed(plain), activation(plain)));

        assertThat(PlanLaws.breaches(plan.content())).isEmpty();
        assertThat(PlanLaws.breaches(plan)).isEmpty();
        assertThat(plan.steps().map(Step::kind))
                .contains(Step.Kind.EXPORT_ACS, Step.Kind.IMPORT_ACS, Step.Kind.VERIFY_CONTRACTS)
                .doesNotContain(Step.Kind.PROPOSE, Step.Kind.SIGN, Step.Kind.CLEAR_ONBOARDING);
    }

    @Test
    void participantsOfOneIdAreNotTwo() {
        PlanContent content = Contents.quickstart().content();
        UnaryOperator<PlanContent> swapped = before -> {
            var participants = new TreeMap<>(before.participants());
            var two = participants.get(name(2));
            participants.put(
                    name(2),
                    new PlannedParticipant(
                            two.name(),
                            id(1),
                            two.release(),
                            two.protocolVersions(),
                            two.access(),
                            two.operator(),
                            two.backup()));
            return new PlanContent(
                    before.home(),
                    before.network(),
                    before.synchronizerAlias(),
                    before.synchronizer(),
                    before.decisionTimeout(),
                    participants,
                    before.keys(),
                    before.namespaces(),
                    before.parties(),
                    before.unchanged(),
                    before.vettings(),
                    before.sources(),
                    before.windows());
        };

        assertThat(PlanLaws.breaches(swapped.apply(content)))
                .extracting(Breach::part)
                .contains("participants/t2");
    }

    @Property(tries = 300)
    void legalContentsLeadToLegalSteps(
            @ForAll @IntRange(min = 2, max = 6) int participants,
            @ForAll @IntRange(min = 0, max = 5) int unused,
            @ForAll List<@IntRange(min = 0, max = 1000) Integer> moves) {
        PlanContent content = random(participants, unused, moves);

        assertThat(PlanLaws.breaches(content)).isEmpty();
        assertThat(PlanLaws.breaches(new Plan(content))).isEmpty();
    }

    /** Used parties of t1 go to targets of later rounds, unused ones to one target at once. */
    private static PlanContent random(int participants, int unused, List<Integer> moves) {
        Contents contents = Contents.of(participants);
        for (int number = 0; number < unused; number++) {
            contents.party(Contents.simple("U" + number, 1, 2 + number % (participants - 1)));
        }
        List<List<Transfer>> targets = new ArrayList<>();
        for (int target = 2; target <= participants; target++) {
            targets.add(new ArrayList<>());
        }
        for (int number = 0; number < moves.size(); number++) {
            PartyChange party = offline("M" + number, 1);
            int target = moves.get(number) % (participants - 1);
            contents.party(party);
            targets.get(target).add(transfer(party, target + 2));
        }
        if (!moves.isEmpty()) {
            contents.source(1, moves.size() % 2 == 0 ? Optional.of(Contents.SCHEDULE) : Optional.empty());
        }
        int round = 1;
        int inRound = 0;
        for (int target = 2; target <= participants; target++) {
            List<Transfer> transfers = targets.get(target - 2);
            if (!transfers.isEmpty()) {
                contents.window(
                        new Window(round, name(target), Contents.CONNECTIONS, Contents.packages(transfers), transfers));
                inRound++;
                if (inRound == 2) {
                    round++;
                    inRound = 0;
                }
            }
        }
        return contents.content();
    }
}
