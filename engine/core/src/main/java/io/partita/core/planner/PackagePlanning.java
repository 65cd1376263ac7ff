package io.partita.core.planner;

import io.partita.core.dar.DarArchive;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.model.Declared;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.SynchronizerId;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.Route;
import io.partita.core.plan.Vetting;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.DarContents;
import io.partita.core.provider.Network;
import io.partita.core.provider.StoredDar;
import io.partita.core.topology.CurrentParticipant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What has to be vetted on new hosts before anything is signed: the declared DARs, and the packages of every contract
 * that moves. A package that is missed here would be found missing after the point of no return.
 */
final class PackagePlanning {

    /** Of packages that are only said to be missing, so many are named. */
    private static final int NAMED = 3;

    private record SourcePackage(ParticipantName source, PackageId packageId) {}

    private record SourceDar(ParticipantName source, PackageId mainPackage) {}

    /** A DAR of a participant as it is now. */
    private record PinnedDar(DarSource source, Optional<byte[]> bytes) {}

    private final Network network;
    private final SynchronizerId synchronizer;
    private final DarFiles files;
    private final Map<SourcePackage, Checked<Optional<DarContents>>> found = new HashMap<>();
    private final Map<ParticipantName, CurrentParticipant> sources = new HashMap<>();
    private final Map<SourceDar, Optional<PinnedDar>> pinned = new HashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    PackagePlanning(Network network, SynchronizerId synchronizer, DarFiles files) {
        this.network = network;
        this.synchronizer = synchronizer;
        this.files = files;
    }

    /** The targets that lack something, sorted by name. */
    Checked<List<Vetting>> of(List<RoutedParty> parties) {
        SortedMap<ParticipantName, Gap> gaps = new TreeMap<>();
        for (RoutedParty party : parties) {
            for (CurrentParticipant target : party.targets()) {
                gaps.computeIfAbsent(target.name(), name -> new Gap(target)).add(party);
            }
        }
        gaps.values().forEach(gap -> {
            gap.notVetted().ifPresent(diagnostics::add);
            gap.vettedAway().ifPresent(diagnostics::add);
        });
        List<Vetting> vettings = gaps.values().stream()
                .filter(gap -> !gap.dars.isEmpty())
                .map(Gap::vetting)
                .toList();
        return Checked.of(vettings, diagnostics.stream().distinct().toList());
    }

    /** What one target lacks. */
    private final class Gap {

        private final CurrentParticipant target;
        private final SortedSet<PackageId> packages = new TreeSet<>();
        private final Set<DarSource> dars = new LinkedHashSet<>();
        private final Set<PackageId> covered = new TreeSet<>();
        private final SortedSet<PackageId> ofOtherHosts = new TreeSet<>();
        private final List<RoutedParty> unused = new ArrayList<>();
        private final List<RoutedParty> repaired = new ArrayList<>();

        Gap(CurrentParticipant target) {
            this.target = target;
        }

        Vetting vetting() {
            return new Vetting(target.name(), packages, List.copyOf(dars));
        }

        /** What nobody knows a party to need, and its other hosts have: said once, however many parties there are. */
        Optional<Diagnostic> notVetted() {
            SortedSet<PackageId> missing = new TreeSet<>(ofOtherHosts);
            missing.removeAll(target.vetted());
            missing.removeAll(covered);
            missing.removeAll(packages);
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            RoutedParty first = unused.get(0);
            String some = missing.stream().limit(NAMED).map(PackageId::id).collect(Collectors.joining(", "));
            String rest = missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "";
            return Optional.of(Diagnostic.warning(
                            "packages-not-vetted",
                            target.name() + " has not vetted "
                                    + (missing.size() == 1 ? "1 package" : missing.size() + " packages")
                                    + " that another host of " + first.name()
                                    + (unused.size() > 1 ? " and " + (unused.size() - 1) + " more" : "") + " has")
                    .because(
                            "a transaction can only use packages that all hosts of its parties have vetted, and nothing"
                                    + " shows what a party that was never used will use: " + some + rest)
                    .fix("declare what it will use with `dars '…'`")
                    .about(target.name().name())
                    .at(first.difference().declared().range()));
        }

        /** A participant that is disconnected changes nothing in the topology, and is not to be connected before. */
        Optional<Diagnostic> vettedAway() {
            if (target.isConnected() || dars.isEmpty() || repaired.isEmpty()) {
                return Optional.empty();
            }
            String missing = packages.stream().limit(NAMED).map(PackageId::id).collect(Collectors.joining(", "));
            RoutedParty first = repaired.get(0);
            return Optional.of(Diagnostic.refusal(
                            "vetting-while-away",
                            target.name() + " is not connected, and has not vetted what contracts of " + first.name()
                                    + " need")
                    .because("packages are vetted in the topology, which only a connected participant changes: "
                            + missing)
                    .fix("remove " + target.name() + " as a host of " + first.name()
                            + " by hand (the party's signature is enough), connect it, and plan with it as a new host")
                    .about(target.name().name())
                    .at(first.difference().declared().range()));
        }

        void add(RoutedParty party) {
            if (party.isRepair()) {
                repaired.add(party);
            }
            if (party.route().path() == Route.Path.SIMPLE) {
                unused.add(party);
                ofOtherHosts.addAll(party.sourceOrBug().vetted());
            }
            List<DarFiles.DeclaredDar> declared = new ArrayList<>();
            for (Declared<String> path : party.difference().declared().dars()) {
                Checked<DarFiles.DeclaredDar> file = files.read(path);
                diagnostics.addAll(file.diagnostics());
                file.optional().ifPresent(declared::add);
            }
            // What only the declaration wants can wait for a repaired target that cannot vet now.
            boolean canWait = party.isRepair() && !target.isConnected();
            for (DarFiles.DeclaredDar dar : declared) {
                PackageId main = dar.archive().mainPackage();
                if (!canWait && !target.vetted().contains(main)) {
                    packages.add(main);
                    choose(dar);
                }
            }
            party.moved().packages().forEach((packageId, contracts) -> {
                if (!target.vetted().contains(packageId)) {
                    packages.add(packageId);
                    if (!covered.contains(packageId)) {
                        provide(party, declared, packageId, contracts);
                    }
                }
            });
        }

        private void choose(DarFiles.DeclaredDar dar) {
            choose(dar.source(), Optional.of(dar.bytes()));
        }

        private void choose(DarSource dar, Optional<byte[]> content) {
            covered.addAll(dar.packages());
            if (dars.add(dar) && target.isConnected()) {
                content.ifPresent(known -> validate(target, dar, known));
            }
        }

        private void provide(
                RoutedParty party, List<DarFiles.DeclaredDar> declared, PackageId packageId, long contracts) {
            Optional<DarFiles.DeclaredDar> file = declared.stream()
                    .filter(dar -> dar.archive().packages().contains(packageId))
                    .findFirst();
            if (file.isPresent()) {
                choose(file.get());
                return;
            }
            CurrentParticipant source = party.sourceOrBug();
            Checked<Optional<DarContents>> stored = storedOn(source, packageId);
            diagnostics.addAll(stored.diagnostics());
            stored.optional()
                    .ifPresent(dar -> dar.ifPresentOrElse(
                            contents -> pinned(source, contents, packageId)
                                    .ifPresent(found -> choose(found.source(), found.bytes())),
                            () -> diagnostics.add(missing(party, source, packageId, contracts))));
        }

        private Diagnostic missing(RoutedParty party, CurrentParticipant source, PackageId packageId, long contracts) {
            String name = party.name();
            return Diagnostic.refusal(
                            "missing-package",
                            target.name() + " lacks package " + packageId + ", which "
                                    + (contracts == 1 ? "1 contract" : contracts + " contracts") + " of " + name
                                    + " need"
                                    + (contracts == 1 ? "s" : ""))
                    .because("no declared DAR holds it, and " + source.name() + " stores no DAR that does")
                    .fix("declare the DAR file with `dars '…'` in the block of " + name)
                    .about(name)
                    .at(party.difference().declared().range());
        }
    }

    private Checked<Optional<DarContents>> storedOn(CurrentParticipant source, PackageId packageId) {
        sources.put(source.name(), source);
        return found.computeIfAbsent(
                new SourcePackage(source.name(), packageId),
                key -> CallDiagnostics.read(
                        source.declared(),
                        () -> network.participant(source.name()).darWith(packageId)));
    }

    /** The target would refuse a wrong upgrade or a damaged file only at the upload; asking before changes nothing. */
    private void validate(CurrentParticipant target, DarSource dar, byte[] content) {
        try {
            network.participant(target.name()).validateDar(content, nameOf(dar), synchronizer);
        } catch (CallFailed e) {
            if (isAboutTheDar(e.failure())) {
                diagnostics.add(Diagnostic.refusal("dar-refused", target.name() + " would refuse " + nameOf(dar))
                        .because(e.failure().found())
                        .answering(e.failure().answered())
                        .fix("use a DAR that fits what is vetted on " + target.name())
                        .about(target.name().name())
                        .at(target.declared().name().range()));
            } else if (e.failure().kind() != CallFailure.Kind.UNSUPPORTED) {
                diagnostics.add(CallDiagnostics.reading(target.name(), e.failure())
                        .at(target.declared().name().range()));
            }
        }
    }

    /** Why a DAR does not fit is never kept secret; an answer without its reason is of a participant in trouble. */
    private static boolean isAboutTheDar(CallFailure failure) {
        boolean no = failure.kind() == CallFailure.Kind.REFUSED || failure.kind() == CallFailure.Kind.ALREADY_EXISTS;
        return no
                && failure.answer()
                        .filter(answer -> answer.form() == CallFailure.Form.REDACTED)
                        .isEmpty();
    }

    /**
     * What a participant hands out now is what a person reviews, and what apply insists on; what the participant says
     * of it does not count. Empty when it does not hand it out, or hands out something else, which is said about it.
     */
    private Optional<PinnedDar> pinned(CurrentParticipant source, DarContents contents, PackageId needed) {
        Optional<PinnedDar> dar = pinned.computeIfAbsent(
                new SourceDar(source.name(), contents.mainPackage()), key -> fetched(source, contents));
        if (dar.isPresent() && !dar.get().source().packages().contains(needed)) {
            diagnostics.add(another(source, contents, "it does not hold the package " + needed));
            return Optional.empty();
        }
        return dar;
    }

    private Optional<PinnedDar> fetched(CurrentParticipant source, DarContents contents) {
        try {
            StoredDar stored = network.participant(source.name()).storedDar(contents.mainPackage());
            DarArchive archive = stored.archive();
            if (!archive.mainPackage().equals(contents.mainPackage())) {
                diagnostics.add(another(source, contents, "its main package is " + archive.mainPackage()));
                return Optional.empty();
            }
            DarSource dar = new DarSource.DarOfParticipant(
                    source.name(), contents.mainPackage(), contents.name(), archive.sha256(), archive.packages());
            return Optional.of(new PinnedDar(dar, stored.bytes()));
        } catch (CallFailed e) {
            diagnostics.add(CallDiagnostics.reading(source.name(), e.failure())
                    .at(source.declared().name().range()));
        } catch (IOException e) {
            diagnostics.add(another(source, contents, FileTrouble.of(e)));
        }
        return Optional.empty();
    }

    private static Diagnostic another(CurrentParticipant source, DarContents contents, String why) {
        return Diagnostic.refusal(
                        "dar-differs",
                        "the DAR that " + source.name() + " hands out is not " + contents.name() + " ("
                                + contents.mainPackage() + ")")
                .because(why)
                .fix("declare the DAR as a file with `dars '…'`, and look at the log of " + source.name())
                .about(source.name().name())
                .at(source.declared().name().range());
    }

    private static String nameOf(DarSource dar) {
        return dar.match(DarSource.DarFile::path, DarSource.DarOfParticipant::name);
    }
}
