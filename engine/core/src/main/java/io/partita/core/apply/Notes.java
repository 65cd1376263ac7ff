package io.partita.core.apply;

/** Names of the values in the journal that other steps, a resume or a repair read. */
final class Notes {

    static final String LEDGER_END = "ledger-end";
    static final String VALID_FROM = "valid-from";
    static final String TRANSACTION = "transaction";
    static final String FILE = "file";
    static final String SHA256 = "sha256";
    static final String BYTES = "bytes";
    static final String CONTRACTS = "contracts";
    static final String WORKFLOW_PREFIX = "workflow-prefix";
    static final String ANSWERED = "import-answered";
    static final String CLEARANCE_CONFLICT = "clearance-conflict";
    static final String SIGNERS_BEFORE = "signers-before";

    private Notes() {}
}
