package io.partita.cli;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of parties whose key a participant holds. */
class RehearsedRepairsTest extends RehearsedRepair {

    @ParameterizedTest
    @CsvSource({
        "repair-import, onboarding, observation, import-acs",
        "repair-isolated, isolated, observation, reconnect",
        "repair-purge, removed, observation, purge-contracts",
    })
    void aRepairIsRehearsedWhereTheSameWasLeftHalfDone(String scenario, String word, String permission, String step)
            throws IOException {
        isRehearsed(scenario, word, permission, step);
    }
}
