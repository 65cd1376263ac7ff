package io.partita.cli;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of parties whose key no participant holds. */
class RehearsedExternalRepairsTest extends RehearsedRepair {

    @ParameterizedTest
    @CsvSource({
        "external-offline, onboarding, confirmation, import-acs",
        "external-offline, isolated, confirmation, reconnect",
        "external-offline, removed, confirmation, purge-contracts",
    })
    void aRepairIsRehearsedWhereTheSameWasLeftHalfDone(String scenario, String word, String permission, String step)
            throws IOException {
        isRehearsed(scenario, word, permission, step);
    }
}
