package io.partita.provider.sandbox.acs;

import io.partita.proto.participant.RepresentativePackageIdOverride;
import io.partita.provider.sandbox.contracts.Contract;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.packages.PackageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Under which package an imported contract is interpreted: the first of the candidates that is known here (procedure.md
 * 4.2).
 */
final class RepresentativePackages {

    private final PackageStore packages;
    private final RepresentativePackageIdOverride override;

    RepresentativePackages(PackageStore packages, RepresentativePackageIdOverride override) {
        this.packages = packages;
        this.override = override;
    }

    String choose(Contract contract) {
        String exported = contract.representativePackage();
        String creation = contract.templateId().getPackageId();
        Map<String, String> byPackage = override.getPackageIdOverrideMap();
        List<String> candidates = new ArrayList<>();
        addIfPresent(candidates, override.getContractOverrideMap().get(contract.id()));
        addIfPresent(candidates, byPackage.get(exported));
        addIfPresent(candidates, byPackage.get(creation));
        addIfPresent(candidates, exported.isEmpty() ? null : exported);
        candidates.add(creation);
        addIfPresent(candidates, override.getPackageNameOverrideMap().get(contract.packageName()));
        Optional<String> known = candidates.stream().filter(packages::contains).findFirst();
        return known.or(() -> newestOf(contract.packageName())).orElseThrow(() -> unknown(contract));
    }

    private Optional<String> newestOf(String name) {
        return packages.named(name).stream().map(LfPackage::id).findFirst();
    }

    private static RuntimeException unknown(Contract contract) {
        String id = contract.id();
        String shortened = id.length() > 82
                ? id.substring(2, 14) + "..." + id.substring(66, Math.min(id.length(), 82)) + "..."
                : id;
        return PartyErrors.importFailed("Could not select a representative package-id for contract with id " + shortened
                + ". No package in store for the contract's package-name '" + contract.packageName() + "'.");
    }

    private static void addIfPresent(List<String> candidates, String id) {
        if (id != null) {
            candidates.add(id);
        }
    }
}
