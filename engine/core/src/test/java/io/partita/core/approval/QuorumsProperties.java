package io.partita.core.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.approval.ApprovalPolicy.Author;
import io.partita.core.approval.ApprovalPolicy.Backups;
import io.partita.core.approval.ApprovalPolicy.Role;
import io.partita.core.approval.Judgement.Counted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every policy and all approvals of small companies, compared with trying everything. */
class QuorumsProperties {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);
    private static final List<String> PEOPLE = List.of("a", "b", "c", "d", "e");

    @Provide
    Arbitrary<ApprovalPolicy> policies() {
        Arbitrary<Role> roles = Combinators.combine(
                        Arbitraries.of(PEOPLE).set().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(1, 2))
                .as((people, quorum) -> new Role(new TreeSet<>(people), quorum));
        return Arbitraries.maps(Arbitraries.of("x", "y", "z"), roles)
                .ofMinSize(1)
                .map(map -> new ApprovalPolicy(
                        "allowed_signers", new TreeMap<>(map), Optional.empty(), Author.COUNTS, Backups.SAID));
    }

    @Provide
    Arbitrary<List<Approval>> approvals() {
        Arbitrary<Approval> one = Combinators.combine(
                        Arbitraries.of(PEOPLE).set().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.integers().between(1, 9))
                .as((names, key) -> approval(Approval.NAMESPACE, "key" + key, names.toArray(String[]::new)));
        return one.list().ofMaxSize(6);
    }

    private static Approval approval(String namespace, String key, String... names) {
        return new Approval(new TreeSet<>(Set.of(names)), key, namespace, "signature");
    }

    private static Judgement judge(ApprovalPolicy policy, List<Approval> approvals, Optional<Set<String>> authors) {
        Authors known = authors.<Authors>map(names -> new Authors.Known(new TreeSet<>(names)))
                .orElse(new Authors.Unknown("there is no history"));
        return new Quorums(policy, "0".repeat(64), TODAY, known, List.of()).judge(approvals);
    }

    @Property(tries = 500)
    void nobodyCountsTwiceAndEverybodyCountsWhereTheyMay(
            @ForAll("policies") ApprovalPolicy policy, @ForAll("approvals") List<Approval> approvals) {
        Judgement judgement = judge(policy, approvals, Optional.empty());

        List<Counted> counted = judgement.counted();
        for (int one = 0; one < counted.size(); one++) {
            assertThat(counted.get(one).approval().signers()).isNotEmpty();
            for (int other = one + 1; other < counted.size(); other++) {
                assertThat(Collections.disjoint(
                                counted.get(one).approval().signers(),
                                counted.get(other).approval().signers()))
                        .isTrue();
            }
        }
        policy.roles()
                .forEach((name, role) -> assertThat(
                                counted.stream().filter(each -> each.role().equals(name)))
                        .hasSizeLessThanOrEqualTo(role.quorum()));
        assertThat(judgement.isApproved()).isEqualTo(canBeFilled(seats(policy), persons(approvals)));
    }

    @Property(tries = 200)
    void orderAndRepetitionDoNotMatter(
            @ForAll("policies") ApprovalPolicy policy,
            @ForAll("approvals") List<Approval> approvals,
            @ForAll Random chance) {
        List<Approval> other = new ArrayList<>(approvals);
        other.addAll(approvals);
        Collections.shuffle(other, chance);

        assertThat(judge(policy, other, Optional.empty()).isApproved())
                .isEqualTo(judge(policy, approvals, Optional.empty()).isApproved());
    }

    @Property(tries = 200)
    void withoutTheAuthorsApprovalsItIsTheSame(
            @ForAll("policies") ApprovalPolicy policy, @ForAll("approvals") List<Approval> approvals) {
        ApprovalPolicy strict =
                new ApprovalPolicy(policy.signers(), policy.roles(), policy.days(), Author.EXCLUDED, policy.backups());
        List<Approval> others = approvals.stream()
                .filter(approval -> !approval.signers().contains("a"))
                .toList();

        assertThat(judge(strict, approvals, Optional.of(Set.of("A"))).isApproved())
                .isEqualTo(judge(policy, others, Optional.empty()).isApproved());
        assertThat(judge(strict, approvals, Optional.empty()).isApproved()).isFalse();
    }

    @Example
    void daysAreCountedFromTheDayThatIsSigned() {
        ApprovalPolicy policy = new ApprovalPolicy(
                "allowed_signers",
                new TreeMap<>(java.util.Map.of("x", new Role(new TreeSet<>(Set.of("a")), 1))),
                Optional.of(2),
                Author.COUNTS,
                Backups.SAID);

        for (int ago = -3; ago <= 4; ago++) {
            Approval approval = approval(Approval.namespaceOn(TODAY.minusDays(ago)), "key", "a");
            assertThat(judge(policy, List.of(approval), Optional.empty()).isApproved())
                    .as("%d days ago", ago)
                    .isEqualTo(ago >= -1 && ago <= 2);
        }
        assertThat(judge(policy, List.of(approval(Approval.NAMESPACE, "key", "a")), Optional.empty())
                        .isApproved())
                .isFalse();
        assertThat(Approval.isNamespace(Approval.NAMESPACE + "@2026-02-30")).isFalse();
        assertThat(Approval.isNamespace(Approval.NAMESPACE + "s")).isFalse();
    }

    private static List<Role> seats(ApprovalPolicy policy) {
        List<Role> seats = new ArrayList<>();
        policy.roles().values().forEach(role -> seats.addAll(Collections.nCopies(role.quorum(), role)));
        return seats;
    }

    /** Names that stand together are one person's, also by way of others. */
    private static List<Set<String>> persons(List<Approval> approvals) {
        SortedMap<String, String> first = new TreeMap<>();
        PEOPLE.forEach(name -> first.put(name, name));
        for (Approval approval : approvals) {
            for (String name : approval.signers()) {
                String from = first.get(name);
                String to = first.get(approval.signers().first());
                first.replaceAll((each, group) -> group.equals(from) ? to : group);
            }
        }
        List<Set<String>> persons = new ArrayList<>();
        for (String group : new TreeSet<>(first.values())) {
            Set<String> names = new TreeSet<>(PEOPLE);
            names.removeIf(name -> !first.get(name).equals(group));
            if (approvals.stream().anyMatch(approval -> !Collections.disjoint(approval.signers(), names))) {
                Set<String> signed = new TreeSet<>(names);
                signed.removeIf(name -> approvals.stream()
                        .noneMatch(approval -> approval.signers().contains(name)));
                persons.add(signed);
            }
        }
        return persons;
    }

    private static boolean canBeFilled(List<Role> seats, List<Set<String>> persons) {
        if (seats.isEmpty()) {
            return true;
        }
        List<Role> rest = seats.subList(1, seats.size());
        return persons.stream()
                .filter(person -> !Collections.disjoint(person, seats.get(0).people()))
                .anyMatch(person -> {
                    List<Set<String>> others = new ArrayList<>(persons);
                    others.remove(person);
                    return canBeFilled(rest, others);
                });
    }

    @Example
    void namesOfOneKeyAreOnePersonsAlsoWhenAnotherKeySigned() {
        ApprovalPolicy two = new ApprovalPolicy(
                "allowed_signers",
                new TreeMap<>(java.util.Map.of("x", new Role(new TreeSet<>(Set.of("a", "b")), 2))),
                Optional.empty(),
                Author.COUNTS,
                Backups.SAID);
        List<Approval> approvals =
                List.of(approval(Approval.NAMESPACE, "key of a", "a"), approval(Approval.NAMESPACE, "key of b", "b"));
        List<SortedSet<String>> lines = List.of(new TreeSet<>(Set.of("c", "b")), new TreeSet<>(Set.of("a", "c")));

        assertThat(judge(two, approvals, Optional.empty()).isApproved()).isTrue();
        Judgement judgement =
                new Quorums(two, "0".repeat(64), TODAY, new Authors.Known(new TreeSet<>()), lines).judge(approvals);

        assertThat(judgement.isApproved()).isFalse();
        assertThat(judgement.counted()).hasSize(1);
        assertThat(judgement.valid()).hasSize(2);
        ApprovalPolicy strict = new ApprovalPolicy(
                "allowed_signers",
                new TreeMap<>(java.util.Map.of("x", new Role(new TreeSet<>(Set.of("a")), 1))),
                Optional.empty(),
                Author.EXCLUDED,
                Backups.SAID);
        Authors author = new Authors.Known(new TreeSet<>(Set.of("B")));
        assertThat(new Quorums(strict, "0".repeat(64), TODAY, author, lines)
                        .judge(approvals)
                        .isApproved())
                .isFalse();
    }
}
