package io.partita.testkit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestDarsTest {

    static Stream<String> all() {
        return Stream.concat(TestDars.valid().stream(), TestDars.invalid().stream());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theMainPackageIsTheOneOfTheManifest(String name) throws IOException {
        try (var dar = new JarInputStream(new ByteArrayInputStream(TestDars.bytes(name)))) {
            var main = dar.getManifest().getMainAttributes().getValue("Main-Dalf");

            assertThat(main).endsWith("-" + TestDars.mainPackageId(name) + ".dalf");
            assertThat(entries(dar)).contains(main);
        }
    }

    @Test
    void dependentsOfTheBaseBringIt() throws IOException {
        for (var name : List.of(TestDars.EXAMPLES, TestDars.EXAMPLES_UPGRADE, TestDars.EXTRA)) {
            try (var dar = new JarInputStream(new ByteArrayInputStream(TestDars.bytes(name)))) {
                assertThat(entries(dar)).anyMatch(entry -> entry.contains(TestDars.mainPackageId(TestDars.BASE)));
            }
        }
    }

    @Test
    void anUnknownNameIsAnError() {
        assertThatThrownBy(() -> TestDars.bytes("nosuch.dar")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> TestDars.mainPackageId("nosuch.dar")).hasMessage("no test DAR is named nosuch.dar");
    }

    private static List<String> entries(JarInputStream dar) throws IOException {
        var names = new ArrayList<String>();
        for (var entry = dar.getNextEntry(); entry != null; entry = dar.getNextEntry()) {
            names.add(entry.getName());
        }
        return names;
    }
}
