package io.partita.provider.sandbox.packages;

import io.partita.provider.sandbox.wire.CantonError;
import java.util.Map;

/** Problems with packages in Canton's shape. */
final class PackageErrors {

    private PackageErrors() {}

    static CantonError of(PackageProblem problem) {
        CantonError error = CantonError.of(problem.kind().name(), problem.kind().category(), problem.getMessage());
        for (Map.Entry<String, String> detail : problem.details().entrySet()) {
            error = error.with(detail.getKey(), detail.getValue());
        }
        return error;
    }

    static CantonError darNotFound(String operation, String main) {
        return of(new PackageProblem(
                PackageProblem.Kind.DAR_NOT_FOUND,
                operation + " operation failed due to non-existent DAR archive with main package-id " + main,
                Map.of("operation", operation, "mainPackageId", main)));
    }
}
