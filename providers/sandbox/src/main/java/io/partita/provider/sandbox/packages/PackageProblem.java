package io.partita.provider.sandbox.packages;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why a DAR or a package is refused, in Canton's terms (errors.md 3). The caller turns it into a gRPC error. */
public final class PackageProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient SortedMap<String, String> details;

    PackageProblem(Kind kind, String message, Map<String, String> details) {
        super(message);
        this.kind = kind;
        this.details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    public Kind kind() {
        return kind;
    }

    /** The metadata of the error, without category and participant. */
    public SortedMap<String, String> details() {
        return details;
    }

    /** The error codes, with Canton's category. */
    public enum Kind {
        INVALID_DAR(8),
        DAR_PARSE_ERROR(8),
        ZIP_BOMB(8),
        DAR_DEPENDENCIES_NOT_VALID(8),
        MAIN_PACKAGE_IN_DAR_DOES_NOT_MATCH_EXPECTED(9),
        KNOWN_PACKAGE_VERSION(8),
        NOT_VALID_UPGRADE_PACKAGE(8),
        DAR_NOT_FOUND(11),
        PACKAGE_CONTENT_NOT_FOUND(11),
        PACKAGE_OR_DAR_REMOVAL_ERROR(9),
        PACKAGE_SERVICE_CANNOT_AUTODETECT_SYNCHRONIZER(9),
        PACKAGE_SERVICE_NOT_CONNECTED_TO_SYNCHRONIZER(9);

        private final int category;

        Kind(int category) {
            this.category = category;
        }

        public int category() {
            return category;
        }
    }
}
