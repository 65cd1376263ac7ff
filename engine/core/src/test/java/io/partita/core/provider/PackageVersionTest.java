package io.partita.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageVersionTest {

    @ParameterizedTest
    @CsvSource({"1.9.0, 1.10.0", "1.0, 1.0.0", "0.9.9, 1.0.0", "1.0.0, 99999999999999999999.0.0", "1.0.a, 1.0.b"})
    void versionsFollowEachOtherByTheirNumbers(String older, String newer) {
        PackageVersion one = new PackageVersion("iou", older);
        PackageVersion other = new PackageVersion("iou", newer);

        assertThat(one.isOlderThan(other)).isTrue();
        assertThat(other.isOlderThan(one)).isFalse();
        assertThat(one.isOlderThan(one)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"other, 2.0.0", "iou, 1.0.0", "iou, 0.1.0"})
    void onlyANewerOneOfTheSameNameIsNewer(String name, String version) {
        assertThat(new PackageVersion("iou", "1.0.0").isOlderThan(new PackageVersion(name, version)))
                .isFalse();
    }
}
