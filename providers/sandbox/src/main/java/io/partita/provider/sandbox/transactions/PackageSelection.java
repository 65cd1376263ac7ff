package io.partita.provider.sandbox.transactions;

import io.partita.proto.ledger.Command;
import io.partita.proto.ledger.Identifier;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.TopologyView;
import io.partita.provider.sandbox.topology.VettedPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which version of a package a command runs with: the newest one that all hosts of all parties involved have vetted
 * (semantics.md 7).
 */
final class PackageSelection {

    private final LocalLedger ledger;
    private final TopologyView topology;
    private final long now;
    private final Map<String, Set<String>> vettedByParticipant = new HashMap<>();

    PackageSelection(LocalLedger ledger) {
        this.ledger = ledger;
        this.topology = ledger.node().topology();
        this.now = topology.now();
    }

    /** Names of the packages that the commands use. */
    SortedSet<String> names(List<Command> commands) {
        SortedSet<String> names = new TreeSet<>();
        for (Command command : commands) {
            if (command.hasExercise()) {
                ledger.contracts()
                        .find(command.getExercise().getContractId())
                        .ifPresent(found -> names.add(found.contract().packageName()));
            } else {
                nameOf(templateId(command)).ifPresent(names::add);
            }
        }
        return names;
    }

    private static Identifier templateId(Command command) {
        return command.hasCreate()
                ? command.getCreate().getTemplateId()
                : command.getCreateAndExercise().getTemplateId();
    }

    private Optional<String> nameOf(Identifier templateId) {
        String id = templateId.getPackageId();
        return id.startsWith("#")
                ? Optional.of(id.substring(1))
                : ledger.packages().find(id).map(LfPackage::name);
    }

    /**
     * The versions of a package, newest first, that all hosts of these parties have vetted and this participant knows.
     */
    List<LfPackage> candidates(String name, SortedSet<String> parties) {
        List<LfPackage> result = new ArrayList<>();
        for (LfPackage version : ledger.packages().named(name)) {
            if (unvettedFor(version.id(), parties).isEmpty()) {
                result.add(version);
            }
        }
        return result;
    }

    /** The first of the parties that has a host without the package; empty if there is none. */
    Optional<String> unvettedFor(String packageId, SortedSet<String> parties) {
        for (String party : parties) {
            for (Hosting.Host host :
                    topology.hosting(party, now).map(Hosting::hosts).orElse(List.of())) {
                if (!vetted(host.participant()).contains(packageId)) {
                    return Optional.of(party);
                }
            }
        }
        return Optional.empty();
    }

    RuntimeException failed(String name, SortedSet<String> parties) {
        String blamed = ledger.packages().named(name).stream()
                .flatMap(version -> unvettedFor(version.id(), parties).stream())
                .findFirst()
                .orElse(parties.first());
        return SubmissionErrors.packageSelection(
                Uid.shortened(ledger.node().synchronizer().logicalId()) + "::"
                        + ledger.node().synchronizer().protocolVersion() + "-0",
                "Failed to select package-id for package-name '" + name
                        + "' appearing in a command root node due to: No package with package-name '" + name
                        + "' is consistently vetted by all hosting participants of party " + Uid.shortened(blamed)
                        + ".");
    }

    private Set<String> vetted(String participant) {
        return vettedByParticipant.computeIfAbsent(participant, uid -> {
            Set<String> ids = new HashSet<>();
            topology.vetted(uid, now).stream()
                    .filter(each -> each.validAt(now))
                    .map(VettedPackage::packageId)
                    .forEach(ids::add);
            return ids;
        });
    }
}
