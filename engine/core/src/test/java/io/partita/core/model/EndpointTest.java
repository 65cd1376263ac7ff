package io.partita.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.0.0.2", "127.255.255.255", "::1", "[::1]"})
    void whatIsSentToTheMachineItselfStaysThere(String host) {
        assertThat(Endpoint.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p1.bank.example",
                "127.0.0.1.bank.example",
                "127.1",
                "127...1",
                "127.0.0.256",
                "127.0.0.1.5",
                "a.localhost",
                "localhost.bank.example",
                "10.0.0.1",
                "::2",
                "[127.0.0.1",
                ""
            })
    void everyOtherHostMayBeFarAway(String host) {
        assertThat(Endpoint.isLoopback(host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://idp.bank.example/token, true",
        "HTTPS://idp.bank.example/token, true",
        "http://[::1]:8080/token, true",
        "HTTP://127.0.0.2/token, true",
        "http://idp.bank.example/token, false",
        "http://127.0.0.1.bank.example/token, false",
        "ftp://localhost/token, false",
        "https:///token, false",
        "token, false"
    })
    void aSecretGoesToAnEncryptedUrlOrToTheMachineItself(URI url, boolean kept) {
        assertThat(Endpoint.keepsSecrets(url)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"p1.bank.example, p1.bank.example:5012", "10.0.0.1, 10.0.0.1:5012", "::1, [::1]:5012"})
    void itIsShownAsADeclarationWritesIt(String host, String shown) {
        assertThat(new Endpoint(host, 5012, Optional.empty(), Optional.empty())).hasToString(shown);
    }
}
