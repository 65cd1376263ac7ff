package io.partita.plans.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetFileTest {

    private static final Path PAGE = Path.of("../engine/docs/conformance.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\\n(.*?)```");

    @TempDir
    Path folder;

    private Checked<Target> read(String json) throws IOException {
        Path file = folder.resolve("network.json");
        Files.writeString(file, json);
        return TargetFile.read(file);
    }

    private List<String> mistakes(String json) throws IOException {
        return read(json).diagnostics().stream().map(Diagnostic::summary).toList();
    }

    private static String network(String second) {
        return """
                {
                  "synchronizer": "mysynchronizer",
                  "participants": [
                    { "name": "participant1", "admin": "localhost:5012", "ledger": "localhost:5011" },
                    %s
                  ]
                }
                """.formatted(second);
    }

    @Test
    void an_address_alone_is_enough() throws IOException {
        Target target = read(network("{ \"name\": \"p-2\", \"admin\": \"[::1]:5022\", \"ledger\": \"h:5021\" }"))
                .value();

        assertThat(target.name()).isEqualTo("network.json");
        assertThat(target.synchronizer()).isEqualTo("mysynchronizer");
        assertThat(target.participants()).extracting(Target.Node::name).containsExactly("participant1", "p-2");
        assertThat(target.participants().get(1).admin())
                .isEqualTo(new Endpoint("::1", 5022, Optional.empty(), Optional.empty()));
        assertThat(target.participants().get(1).backup()).isEqualTo(Target.NO_OPERATION);
    }

    @Test
    void the_examples_of_the_page_are_read() throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(PAGE));
        int count = 0;
        for (; examples.find(); count++) {
            assertThat(read(examples.group(1)).diagnostics()).isEmpty();
        }
        assertThat(count).isGreaterThan(1);
    }

    @Test
    void paths_start_at_the_file_and_secrets_stay_references() throws IOException {
        Target.Node node = read(network("""
                        { "name": "p2",
                          "admin": { "address": "p2.example:5002",
                                     "tls": { "ca": "certs/ca.pem", "cert": "c.pem", "key": "/k.pem", "authority": "p2" },
                                     "token": { "file": "token" } },
                          "ledger": { "address": "p2.example:5001", "tls": true,
                                      "token": { "oidc": { "url": "https://idp/token", "client": "c", "secret": { "env": "S" } } } },
                          "backup": ["pg_dump", "p2"] }""")).value().participants().get(1);

        Endpoint.Tls tls = node.admin().tls().orElseThrow();
        assertThat(tls.ca()).contains(folder.resolve("certs/ca.pem").toString());
        assertThat(tls.key()).contains("/k.pem");
        assertThat(tls.authority()).contains("p2");
        assertThat(node.admin().token())
                .contains(Secret.of("file").with("path", folder.resolve("token").toString()));
        assertThat(node.ledger().tls()).isPresent();
        assertThat(node.ledger().token())
                .contains(Secret.of("oidc")
                        .with("tokenUrl", "https://idp/token")
                        .with("clientId", "c")
                        .with("clientSecret", Secret.of("environment").with("variable", "S")));
    }

    @Test
    void everything_wrong_is_said_at_once_with_its_place() throws IOException {
        Checked<Target> read = read("""
                {
                  "synchroniser": "mysynchronizer",
                  "participants": [
                    { "name": "1st", "admin": "nowhere", "ledger": "h:99999" },
                    { "name": "p2", "admin": { "address": "h:1", "tsl": true }, "port": 3 }
                  ]
                }
                """);

        assertThat(read.diagnostics())
                .allSatisfy(diagnostic -> assertThat(diagnostic.range()).isPresent());
        assertThat(read.diagnostics().stream().map(Diagnostic::summary).toList())
                .containsExactlyInAnyOrder(
                        "'synchronizer' is missing here",
                        "'name' has to be a letter, then letters, digits, _ or -",
                        "'nowhere' is not an address: host:port, an IPv6 host in brackets",
                        "'h:99999' is not an address: host:port, an IPv6 host in brackets",
                        "'tsl' is not known here",
                        "'ledger' is missing here",
                        "'port' is not known here",
                        "'synchroniser' is not known here");
    }

    @Test
    void a_token_in_the_file_is_refused_and_not_repeated() throws IOException {
        List<String> said = mistakes(
                network(
                        "{ \"name\": \"p2\", \"admin\": { \"address\": \"h:1\", \"token\": \"s3cr3t\" }, \"ledger\": \"h:2\" }"));

        assertThat(said)
                .singleElement()
                .asString()
                .contains("a reference, never a value")
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ 'name': 'participant1', 'admin': 'h:1', 'ledger': 'h:2' } | two participants are called 'participant1'",
                "{ 'name': 'p2', 'admin': 'h:1', 'ledger': 'localhost:5012' } | the address localhost:5012 is given twice",
                "{ 'name': 'p2', 'admin': {'address': 'h:1', 'tls': {'cert': 'c'}}, 'ledger': 'h:2' } | 'cert' and 'key' belong together",
                "{ 'name': 'p2', 'admin': {'address': 'h:1', 'tls': 'yes'}, 'ledger': 'h:2' } | an object is expected here, not a text",
                "{ 'name': 'p2', 'admin': {'address': 'h:1', 'token': {}}, 'ledger': 'h:2' } | one of 'env', 'file', 'command' and 'oidc' is missing here",
                "{ 'name': 'p2', 'admin': {'address': 'h:1', 'token': {'env': 'A', 'file': 'b'}}, 'ledger': 'h:2' } | 'file' is not known here",
                "{ 'name': 'p2', 'admin': 'h:1', 'ledger': 'h:2', 'backup': 'true' } | 'backup' has to be a list of texts: the program and its arguments"
            },
            quoteCharacter = '`')
    void what_is_wrong_with_a_participant(String participant, String said) throws IOException {
        assertThat(mistakes(network(participant.replace('\'', '"')))).containsExactly(said);
    }

    @Test
    void one_participant_is_not_enough() throws IOException {
        assertThat(mistakes("""
                {"synchronizer": "s", "participants": [{"name": "p", "admin": "h:1", "ledger": "h:2"}]}""")).containsExactly("a network needs two participants at least");
    }

    @Test
    void no_json_and_no_file() throws IOException {
        assertThat(mistakes("{")).containsExactly("network.json is not valid JSON");
        assertThat(TargetFile.read(folder.resolve("nowhere.json")).diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.summary()).endsWith("nowhere.json cannot be read"));
    }

    @Test
    void a_declaration_says_the_same() throws IOException {
        Target target = read(network("""
                        { "name": "p2",
                          "admin": { "address": "[::1]:5002", "tls": { "ca": "it's.pem" }, "token": { "command": ["vault", "read"] } },
                          "ledger": { "address": "h:5001", "tls": true, "token": { "env": "T" } } }""")).value();

        assertThat(DeclarationText.of(target)).hasToString("""
                        synchronizer 'mysynchronizer'

                        participants {
                            participant('participant1') {
                                admin 'localhost:5012'
                                ledger 'localhost:5011'
                                backup { command 'true' }
                            }
                            participant('p2') {
                                admin '[::1]:5002', tls: [ca: '%s/it\\'s.pem'], token: command('vault', 'read')
                                ledger 'h:5001', tls: true, token: env('T')
                                backup { command 'true' }
                            }
                        }
                        """.formatted(folder));
    }
}
