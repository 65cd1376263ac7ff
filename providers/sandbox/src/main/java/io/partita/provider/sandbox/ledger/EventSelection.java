package io.partita.provider.sandbox.ledger;

import io.partita.proto.ledger.CumulativeFilter;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.Identifier;
import io.partita.provider.sandbox.contracts.Contract;
import io.partita.provider.sandbox.lf.LfName;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.packages.PackageStore;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which events a reader asked for, for which parties, and in how much detail. */
final class EventSelection {

    private static final Pattern FOREIGN_CHARACTER = Pattern.compile("[^A-Za-z0-9:\\-_ ]");

    private final Map<String, List<Rule>> byParty;
    private final Optional<List<Rule>> forAnyParty;
    private final boolean verbose;

    private EventSelection(Map<String, List<Rule>> byParty, Optional<List<Rule>> forAnyParty, boolean verbose) {
        this.byParty = byParty;
        this.forAnyParty = forAnyParty;
        this.verbose = verbose;
    }

    /** Templates of one package name; empty = everything. */
    private record Rule(Optional<String> packageName, Optional<LfName> template, boolean blob) {
        boolean accepts(Contract contract) {
            return packageName.isEmpty()
                    || (packageName.get().equals(contract.packageName())
                            && template.orElseThrow()
                                    .equals(new LfName(
                                            contract.templateId().getModuleName(),
                                            contract.templateId().getEntityName())));
        }
    }

    /**
     * What is to be shown of a contract's event.
     *
     * @param witnesses parties asked for that may see it; not empty
     */
    record Visibility(SortedSet<String> witnesses, boolean blob) {}

    static EventSelection of(EventFormat format, PackageStore packages) {
        if (format.getFiltersByPartyCount() == 0 && !format.hasFiltersForAnyParty()) {
            throw LedgerErrors.invalidArgument("filtersByParty and filtersForAnyParty cannot be empty simultaneously");
        }
        Map<String, List<Rule>> byParty = new HashMap<>();
        format.getFiltersByPartyMap().forEach((party, filters) -> {
            requireParty(party);
            byParty.put(party, rules(filters, packages));
        });
        return new EventSelection(
                byParty,
                format.hasFiltersForAnyParty()
                        ? Optional.of(rules(format.getFiltersForAnyParty(), packages))
                        : Optional.empty(),
                format.getVerbose());
    }

    private static void requireParty(String party) {
        Matcher foreign = FOREIGN_CHARACTER.matcher(party);
        if (foreign.find()) {
            throw LedgerErrors.invalidArgument("non expected character 0x"
                    + Integer.toHexString(foreign.group().charAt(0)) + " in Daml-LF Party \"" + party + "\"");
        }
        if (party.isEmpty()) {
            throw LedgerErrors.invalidArgument("Daml-LF Party is empty");
        }
    }

    private static List<Rule> rules(Filters filters, PackageStore packages) {
        return filters.getCumulativeCount() == 0
                ? List.of(new Rule(Optional.empty(), Optional.empty(), false))
                : filters.getCumulativeList().stream()
                        .map(filter -> rule(filter, packages))
                        .toList();
    }

    private static Rule rule(CumulativeFilter filter, PackageStore packages) {
        return switch (filter.getIdentifierFilterCase()) {
            case WILDCARD_FILTER ->
                new Rule(
                        Optional.empty(),
                        Optional.empty(),
                        filter.getWildcardFilter().getIncludeCreatedEventBlob());
            case TEMPLATE_FILTER ->
                templateRule(
                        filter.getTemplateFilter().getTemplateId(),
                        filter.getTemplateFilter().getIncludeCreatedEventBlob(),
                        packages);
            case INTERFACE_FILTER ->
                throw LedgerErrors.invalidArgument("interfaces are not implemented by any template of this network");
            case IDENTIFIERFILTER_NOT_SET -> new Rule(Optional.empty(), Optional.empty(), false);
        };
    }

    private static Rule templateRule(Identifier id, boolean blob, PackageStore packages) {
        if (!id.getPackageId().startsWith("#")) {
            throw LedgerErrors.invalidField(
                    "packageId",
                    "Received an identifier with package ID " + id.getPackageId() + ", but expected a package name.");
        }
        String name = id.getPackageId().substring(1);
        LfName template = new LfName(id.getModuleName(), id.getEntityName());
        List<LfPackage> versions = packages.named(name);
        if (versions.isEmpty()) {
            throw CantonError.of(
                            "PACKAGE_NAMES_NOT_FOUND",
                            11,
                            "The following package names do not match upgradable packages uploaded on this"
                                    + " participant: [" + name + "].")
                    .exception();
        }
        if (versions.stream().noneMatch(version -> version.templates().containsKey(template))) {
            throw CantonError.of(
                            "NO_TEMPLATES_FOR_PACKAGE_NAME_AND_QUALIFIED_NAME",
                            11,
                            "The following package-name/template qualified-name pairs do not reference any template-id"
                                    + " uploaded on this participant: [(" + name + "," + template + ")].")
                    .exception();
        }
        return new Rule(Optional.of(name), Optional.of(template), blob);
    }

    boolean verbose() {
        return verbose;
    }

    /** The parties whose contracts can match; empty = everybody's. */
    Set<String> parties() {
        return forAnyParty.isPresent() ? Set.of() : byParty.keySet();
    }

    /** How to show an event, if at all. */
    Optional<Visibility> shown(Contract contract, Collection<String> informees) {
        SortedSet<String> witnesses = new TreeSet<>();
        boolean blob = false;
        for (String informee : informees) {
            for (List<Rule> rules : List.of(byParty.getOrDefault(informee, List.of()), forAnyParty.orElse(List.of()))) {
                for (Rule rule : rules) {
                    if (rule.accepts(contract)) {
                        witnesses.add(informee);
                        blob |= rule.blob();
                    }
                }
            }
        }
        return witnesses.isEmpty() ? Optional.empty() : Optional.of(new Visibility(witnesses, blob));
    }

    /** Whether a reader acts for any of these parties. */
    boolean concerns(Collection<String> parties) {
        return forAnyParty.isPresent() || parties.stream().anyMatch(byParty::containsKey);
    }
}
