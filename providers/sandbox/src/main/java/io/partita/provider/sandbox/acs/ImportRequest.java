package io.partita.provider.sandbox.acs;

import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ImportAcsRequest;
import io.partita.proto.participant.ImportPartyAcsRequestV34;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.RepresentativePackageIdOverride;
import java.util.Optional;
import java.util.UUID;

/**
 * What an import asks for, whatever the layout of its messages.
 *
 * @param synchronizer logical id; empty in the layout of 3.4, which has none
 * @param party empty if no clearance is to be recorded
 */
record ImportRequest(
        Optional<String> synchronizer,
        String workflowPrefix,
        ContractImportMode mode,
        RepresentativePackageIdOverride override,
        Optional<String> party) {

    /** Reads the first message of a stream. */
    static ImportRequest of(ImportPartyAcsRequestV35 first) {
        if (!first.hasSynchronizerId()) {
            throw PartyErrors.notSet("synchronizer_id");
        }
        PartyErrors.uid("synchronizer_id", first.getSynchronizerId());
        if (!first.hasContractImportMode()) {
            throw PartyErrors.notSet("contract_import_mode");
        }
        if (first.getContractImportMode() == ContractImportMode.CONTRACT_IMPORT_MODE_UNSPECIFIED) {
            throw PartyErrors.notSet("CONTRACT_IMPORT_MODE_UNSPECIFIED");
        }
        ContractImportMode mode = first.getContractImportMode();
        if (mode != ContractImportMode.CONTRACT_IMPORT_MODE_ACCEPT
                && mode != ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION) {
            throw PartyErrors.invalidArgument(
                    "Unrecognized value `" + first.getContractImportModeValue() + "` in enum field `UNRECOGNIZED`");
        }
        if (first.hasPartyId()) {
            PartyErrors.uid("party_id", first.getPartyId());
        }
        return new ImportRequest(
                Optional.of(first.getSynchronizerId()),
                prefix(first.getWorkflowIdPrefix()),
                mode,
                first.getRepresentativePackageIdOverride(),
                first.hasPartyId() ? Optional.of(first.getPartyId()) : Optional.empty());
    }

    /** Reads the first message of a stream in the layout of 3.4. */
    static ImportRequest of(ImportPartyAcsRequestV34 first) {
        if (first.getContractImportMode() == ContractImportMode.CONTRACT_IMPORT_MODE_UNSPECIFIED
                || first.getContractImportMode() == ContractImportMode.UNRECOGNIZED) {
            throw PartyErrors.notSet("CONTRACT_IMPORT_MODE_UNSPECIFIED");
        }
        return new ImportRequest(
                Optional.empty(),
                prefix(first.getWorkflowIdPrefix()),
                first.getContractImportMode(),
                first.getRepresentativePackageIdOverride(),
                Optional.empty());
    }

    /** Reads the first message of an import of the repair service, which knows no party and clears no flag. */
    static ImportRequest of(ImportAcsRequest first) {
        if (first.getContractImportMode() != ContractImportMode.CONTRACT_IMPORT_MODE_ACCEPT
                && first.getContractImportMode() != ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION) {
            throw RepairService.invalidArgument("Field `contract_import_mode` is not set");
        }
        return new ImportRequest(
                Optional.empty(),
                prefix(first.getWorkflowIdPrefix()),
                first.getContractImportMode(),
                first.getRepresentativePackageIdOverride(),
                Optional.empty());
    }

    private static String prefix(String asked) {
        return asked.isEmpty() ? "import-" + UUID.randomUUID() : asked;
    }

    /** Whether contract ids are checked against the contracts. */
    boolean validates() {
        return mode != ContractImportMode.CONTRACT_IMPORT_MODE_ACCEPT;
    }
}
