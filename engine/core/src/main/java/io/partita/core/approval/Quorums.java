package io.partita.core.approval;

import io.partita.core.approval.ApprovalPolicy.Author;
import io.partita.core.approval.ApprovalPolicy.Role;
import io.partita.core.approval.Judgement.Counted;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether approvals fill the roles of a policy. A person counts once, whatever keys and names they have, and fills one
 * role only: two roles want two people.
 *
 * @param policy who has to approve
 * @param hash of the policy
 * @param today in UTC
 * @param authors those who proposed the plan
 * @param together names that are of one person each, from the list of those who may sign: also over keys that were not
 *     used
 */
public record Quorums(
        ApprovalPolicy policy, String hash, LocalDate today, Authors authors, List<SortedSet<String>> together) {

    public Quorums {
        together = List.copyOf(together);
    }

    /** Somebody, under all names and with all their approvals. */
    private record Person(SortedSet<String> names, List<Approval> approvals) {}

    /** A place that somebody has to take. */
    private record Seat(String role, int number) {}

    /** @param approvals each verified, in any order */
    public Judgement judge(List<Approval> approvals) {
        List<Diagnostic> notes = new ArrayList<>();
        List<Diagnostic> against = new ArrayList<>();
        if (policy.author() == Author.EXCLUDED && authors instanceof Authors.Unknown unknown) {
            against.add(unknownAuthors(unknown.why()));
        }
        List<Approval> fresh = new ArrayList<>();
        for (Approval approval : approvals) {
            Optional<Diagnostic> unfit = unfit(approval);
            unfit.ifPresent(notes::add);
            if (unfit.isEmpty()) {
                fresh.add(approval);
            }
        }
        fresh.sort(Comparator.comparing(Approval::key).thenComparing(Approval::namespace));
        Map<Seat, Person> seated = seated(persons(fresh));
        policy.roles().forEach((name, role) -> missing(name, role, seated).ifPresent(against::add));
        List<Counted> counted = seated.entrySet().stream()
                .map(each -> new Counted(newest(each.getValue()), each.getKey().role()))
                .sorted(Comparator.comparing(Counted::role)
                        .thenComparing(each -> each.approval().who()))
                .toList();
        Set<Approval> valid = new LinkedHashSet<>();
        counted.forEach(each -> valid.add(each.approval()));
        valid.addAll(fresh);
        return new Judgement(Optional.of(hash), counted, List.copyOf(valid), against, notes, authors.names());
    }

    private static Approval newest(Person person) {
        return person.approvals().stream()
                .max(Comparator.comparing(Approval::namespace))
                .orElseThrow();
    }

    private Optional<Diagnostic> unfit(Approval approval) {
        if (policy.author() == Author.EXCLUDED && isByAuthor(approval)) {
            return Optional.of(Diagnostic.warning(
                            "approval-by-author",
                            approval.who() + " has proposed the plan, so the approval does not count")
                    .because("the policy wants others than the author to approve")
                    .fix("Have somebody else approve it."));
        }
        return policy.days().flatMap(days -> unfit(approval, days));
    }

    private Optional<Diagnostic> unfit(Approval approval, int days) {
        Optional<LocalDate> day = approval.day();
        if (day.isEmpty()) {
            return Optional.of(Diagnostic.warning(
                            "approval-without-day", "the approval of " + approval.who() + " does not say its day")
                    .because("the policy lets approvals count for " + days(days)
                            + " after the day that they say in what they" + " are signed for")
                    .fix("Have it signed again with -n " + Approval.namespaceOn(today) + "."));
        }
        // Whoever signs may be a day ahead of UTC.
        if (day.get().isAfter(today.plusDays(1))) {
            return Optional.of(
                    Diagnostic.warning("approval-not-yet", "the approval of " + approval.who() + " is of a day to come")
                            .because("it says " + day.get() + ", and today is " + today)
                            .fix("Have it signed again with -n " + Approval.namespaceOn(today) + "."));
        }
        return day.get().plusDays(days).isBefore(today)
                ? Optional.of(Diagnostic.warning(
                                "approval-expired", "the approval of " + approval.who() + " counts no longer")
                        .because("it is of " + day.get() + ", and the policy lets it count for " + days(days)
                                + " after; today is " + today)
                        .fix("Have it signed again with -n " + Approval.namespaceOn(today) + "."))
                : Optional.empty();
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private boolean isByAuthor(Approval approval) {
        Set<String> known = authors.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return everyNameOf(approval.signers()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(known::contains);
    }

    /** All names of whoever has some: names that stand together are of one person, also by way of others. */
    private SortedSet<String> everyNameOf(SortedSet<String> some) {
        SortedSet<String> all = new TreeSet<>(some);
        int before = 0;
        while (before < all.size()) {
            before = all.size();
            together.stream()
                    .filter(names -> names.stream().anyMatch(all::contains))
                    .forEach(all::addAll);
        }
        return all;
    }

    /** Approvals that share a name are of one person, also by way of a third. */
    private List<Person> persons(List<Approval> approvals) {
        List<Person> persons = new ArrayList<>();
        for (Approval approval : approvals) {
            SortedSet<String> names = new TreeSet<>(approval.signers());
            SortedSet<String> known = everyNameOf(names);
            List<Approval> all = new ArrayList<>();
            persons.removeIf(person -> {
                boolean same = person.names().stream().anyMatch(known::contains);
                if (same) {
                    names.addAll(person.names());
                    all.addAll(person.approvals());
                }
                return same;
            });
            all.add(approval);
            persons.add(new Person(names, all));
        }
        return persons;
    }

    /** As many seats as can be taken at once: somebody with two roles makes room where another has only one. */
    private Map<Seat, Person> seated(List<Person> persons) {
        Map<Seat, Person> seated = new LinkedHashMap<>();
        for (Person person : persons) {
            seat(person, seated, new ArrayList<>());
        }
        return seated;
    }

    private boolean seat(Person person, Map<Seat, Person> seated, List<Seat> tried) {
        for (Map.Entry<String, Role> role : policy.roles().entrySet()) {
            if (person.names().stream().noneMatch(role.getValue().people()::contains)) {
                continue;
            }
            for (int number = 0; number < role.getValue().quorum(); number++) {
                Seat seat = new Seat(role.getKey(), number);
                if (tried.contains(seat)) {
                    continue;
                }
                tried.add(seat);
                Person before = seated.get(seat);
                if (before == null || seat(before, seated, tried)) {
                    seated.put(seat, person);
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<Diagnostic> missing(String name, Role role, Map<Seat, Person> seated) {
        long there = seated.keySet().stream()
                .filter(seat -> seat.role().equals(name))
                .count();
        if (there >= role.quorum()) {
            return Optional.empty();
        }
        String who = seated.entrySet().stream()
                .filter(each -> each.getKey().role().equals(name))
                .map(each -> each.getValue().names().first())
                .sorted()
                .collect(Collectors.joining(", "));
        String namespace =
                policy.days().map(days -> Approval.namespaceOn(today)).orElse(Approval.NAMESPACE);
        return Optional.of(Diagnostic.refusal(
                        "approval-missing",
                        "role '" + name + "' has " + there + " of " + role.quorum() + " approvals of this plan")
                .because((who.isEmpty() ? "nobody of it has approved" : "approved by " + who) + "; "
                        + String.join(", ", role.people()) + " may, and each counts for one role only")
                .fix("Have the plan's file signed: ssh-keygen -Y sign -f KEY -n " + namespace
                        + " PLAN. Keep the signature beside the plan as PLAN.NAME.sig, or name it with --approval.")
                .next(policy.days().isPresent() ? NextCommand.approve().with("--dated") : NextCommand.approve()));
    }

    private static Diagnostic unknownAuthors(String why) {
        return Diagnostic.refusal("author-unknown", "it is not known who has proposed the plan")
                .because(why
                        + "; the policy wants others than the author to approve, and only the history of a repository"
                        + " says who that is: the plan's file and its declaration have to be committed, and their history"
                        + " has to be here")
                .fix("Commit the plan and apply it from a checkout with its history.");
    }
}
