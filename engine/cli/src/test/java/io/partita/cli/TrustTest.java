package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A change of a declaration that is not trusted: what it may not choose, and what it may. */
class TrustTest {

    private static final String NETWORK = """
            synchronizer 'mysynchronizer'
            participants {
                participant1 {
                    operator 'bank-a'
                    admin  'p1.example:5002', tls: [ca: 'certs/ca.pem'], token: env('P1')
                    ledger 'p1.example:5001', tls: [ca: 'certs/ca.pem'], token: oidc(url: 'https://idp.example/t', client: 'partita', secret: env('IDP'))
                    backup manual
                }
                participant2 {
                    admin  '127.0.0.1:5012', token: file('token')
                    ledger '127.0.0.1:5011'
                }
                participant3 { admin '127.0.0.1:6012'; ledger '127.0.0.1:6011' }
            }
            """;

    private static final String ALICE = """
            network '../../networks/test'
            party('Alice') { local on: participant1; host participant1, submission }
            """;

    @TempDir
    Path folder;

    private GitFolder git;
    private Path trusted;
    private String base;

    @BeforeEach
    void repository() {
        git = GitFolder.in(folder.resolve("checkout"));
        git.write("networks/test/main.groovy", NETWORK);
        git.write("networks/test/certs/ca.pem", "pem\n");
        git.write("networks/test/token", "secret\n");
        git.write("networks/other/main.groovy", NETWORK.replace("p1.example", "other.example"));
        git.write("networks/other/certs/ca.pem", "pem\n");
        git.write("networks/other/token", "secret\n");
        git.write("hosting/alice/hosting.groovy", ALICE);
        base = git.commit();
        trusted = folder.resolve("trusted");
        for (String part : new String[] {"networks", "hosting"}) {
            copy(git.root().resolve(part), trusted.resolve(part));
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Typed validate(String unit, String... more) {
        String[] words = Stream.concat(Stream.of("-C", git.root().toString(), "validate", unit), Stream.of(more))
                .toArray(String[]::new);
        return Typed.run(words);
    }

    private void refused(Typed typed, String... says) {
        assertThat(typed.code()).as(typed.both()).isEqualTo(6);
        assertThat(typed.unwrapped()).contains(says);
    }

    private void accepted(Typed typed) {
        assertThat(typed.code()).as(typed.both()).isZero();
    }

    private void change(String file, String from, String to) {
        try {
            String text = Files.readString(git.root().resolve(file));
            assertThat(text).contains(from);
            git.write(file, text.replace(from, to));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void whatIsAsItWasIsAcceptedAndTheCommitIsNamed() {
        git.write("hosting/alice/hosting.groovy", ALICE.replace("submission", "confirmation"));
        git.write("hosting/bob/hosting.groovy", ALICE.replace("Alice", "Bob"));
        String head = git.commit();

        Typed alice = validate("hosting/alice", "--trust", base);
        accepted(alice);
        assertThat(alice.unwrapped()).contains("[access-trusted]").contains("commit " + base);
        accepted(validate("hosting/bob", "--trust", "HEAD~1"));
        accepted(validate(
                "hosting/bob", "--trust", trusted.resolve("networks/test").toString()));
        accepted(validate(
                "hosting/alice", "--trust", trusted.resolve("hosting/alice").toString()));
        assertThat(validate("hosting/alice", "--trust", "main").unwrapped()).contains("commit " + head + " ('main')");
        assertThat(Typed.in(
                                Map.of("PARTITA_TRUST", base),
                                "",
                                "validate",
                                git.root().resolve("hosting/bob").toString())
                        .unwrapped())
                .contains("commit " + base);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    :5002'                      | :5003'                           | 5:9  | 'admin' of participant1
                    admin  'p1.example          | admin  'p9.example               | 5:9  | 'admin' of participant1
                    :5002', tls: [ca: 'certs/ca.pem'] | :5002', tls: true          | 5:9  | 'admin' of participant1
                    :5001', tls: [ca: 'certs/ca.pem'] | :5001', tls: [ca: 'token'] | 6:9  | 'ledger' of participant1
                    :5002', tls: [ca: 'certs/ca.pem'] | :5002', tls: [ca: 'certs/ca.pem', authority: 'x'] | 5:9 | 'admin' of participant1
                    env('P1')                   | env('P2')                        | 5:9  | 'admin' of participant1
                    env('P1')                   | command('sh', '-c', 'id')        | 5:9  | 'admin' of participant1
                    env('P1')                   | file('/etc/hostname')            | 5:9  | 'admin' of participant1
                    env('P1')                   | credential('P1')                 | 5:9  | 'admin' of participant1
                    idp.example/t               | idp.example/u                    | 6:9  | 'ledger' of participant1
                    env('IDP')                  | file('/etc/passwd')              | 6:9  | 'ledger' of participant1
                    client: 'partita'           | client: 'partita', ca: 'token'   | 6:9  | 'ledger' of participant1
                    5011'                       | 5011', token: env('P1')          | 11:9 | 'ledger' of participant2
                    file('token')               | file('./token')                  | 10:9 | 'admin' of participant2
                    bank-a                      | bank-b                           | 4:9  | 'operator' of participant1
                    operator 'bank-a'           |                                  | 3:5  | 'operator' of participant1
                    backup manual               | backup { command 'true' }        | 7:9  | 'backup' of participant1
                    backup manual               |                                  | 3:5  | 'backup' of participant1
                    admin '127.0.0.1:6012'      | admin '127.0.0.1:6013'           | 13:20 | 'admin' of participant3
                    participant3 {              | participant4 {                   | 13:5 | participant4 is no participant
                    'mysynchronizer'            | 'another'                        | 1:14 | the synchronizer is another
                    """)
    void whatIsChangedOfTheAccessIsRefusedWithItsPlace(String from, String to, String place, String says) {
        change("networks/test/main.groovy", from, to == null ? "" : to);

        for (String trust :
                new String[] {"main", trusted.resolve("networks/test").toString()}) {
            Typed typed = validate("hosting/alice", "--trust", trust);
            refused(typed, "[access-changed]", says);
            assertThat(typed.err().replaceAll("\\s+", "")).contains("../../networks/test/main.groovy:" + place);
        }
        accepted(validate(
                "hosting/alice", "--network", trusted.resolve("networks/test").toString()));
    }

    @Test
    void aSandboxThatBecomesARealNetworkAndTheReverseIsRefused() {
        String embedded = "synchronizer 's'\nparticipants { participant1 { sandbox() } }\n";
        String real = embedded.replace("sandbox()", "admin 'x.example:1'; ledger 'x.example:2'");
        git.write("networks/test/main.groovy", embedded);
        String sandbox = git.commit();
        git.write("networks/test/main.groovy", real);
        refused(
                validate("hosting/alice", "--trust", sandbox),
                "'admin' of participant1",
                "'ledger' of participant1",
                "'sandbox' of participant1",
                "there: it is not there; here: 'x.example:1'");

        String network = git.commit();
        git.write("networks/test/main.groovy", embedded);
        refused(validate("hosting/alice", "--trust", network), "'admin' of participant1", "'sandbox' of participant1");
    }

    @Test
    void everythingIsSaidAtOnceOldAndNew() {
        change("networks/test/main.groovy", ":5002'", ":5003'");
        change("networks/test/main.groovy", "bank-a", "bank-b");
        change("networks/test/main.groovy", "participant3 { admin '127.0.0.1:6012'; ledger '127.0.0.1:6011' }", "");

        Typed typed = validate("hosting/alice", "--trust=main");

        refused(
                typed,
                "there: 'p1.example:5002'",
                "here: 'p1.example:5003'",
                "there: 'bank-a'; here: 'bank-b'",
                "2 errors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"networks/test/certs/ca.pem", "networks/test/token"})
    void aFileThatTheAccessNamesIsThatOfTheRevision(String file) throws IOException {
        git.write(file, "another\n");
        refused(validate("hosting/alice", "--trust=main"), "[access-changed]", "a file that 'admin' of");
        accepted(validate(
                "hosting/alice", "--trust", trusted.resolve("networks/test").toString()));

        Path path = git.root().resolve(file);
        Files.delete(path);
        refused(validate("hosting/alice", "--trust=main"), "nothing here");
        Files.createSymbolicLink(path, Path.of("/etc/hostname"));
        refused(validate("hosting/alice", "--trust=main"), "a link here");
        Files.delete(path);
        copy(trusted.resolve("networks/test"), git.root().resolve("elsewhere"));
        Files.createSymbolicLink(path, git.root().resolve("elsewhere").resolve(path.getFileName()));
        refused(validate("hosting/alice", "--trust=main"), "a link here");
    }

    @Test
    void aFolderOnTheWayToAFileIsNoLink() throws IOException {
        Path certs = git.root().resolve("networks/test/certs");
        Files.move(certs, git.root().resolve("networks/test/others"));
        Files.createSymbolicLink(certs, Path.of("others"));

        refused(validate("hosting/alice", "--trust=main"), "[access-changed]");
    }

    @Test
    void whereCommandsRunEveryFileIsThatOfTheRevision() {
        change("networks/test/main.groovy", "backup manual", "backup { command './backup.sh', 'participant1' }");
        git.write("networks/test/backup.sh", "#!/bin/sh\n. ./lib.sh\n");
        git.write("networks/test/lib.sh", "true\n");
        String head = git.commit();
        accepted(validate("hosting/alice", "--trust", head));

        git.write("networks/test/lib.sh", "false\n");
        refused(validate("hosting/alice", "--trust", head), "commands run in the folder", "lib.sh");
        git.write("networks/test/lib.sh", "true\n");
        git.write("networks/test/participant1", "new\n");
        refused(validate("hosting/alice", "--trust", head), "commands run in the folder", "participant1");
    }

    /** Where a backslash belongs to a name it is no way to another file. */
    @Test
    void aBackslashHidesNoFileBesideACommand() {
        change("networks/test/main.groovy", "backup manual", "backup { command './backup.sh', 'participant1' }");
        git.write("networks/test/backup.sh", "true\n");
        git.write("networks/test/x/y", "true\n");
        String head = git.commit();
        accepted(validate("hosting/alice", "--trust", head));

        git.write("networks/test/x\\y", "false\n");
        refused(validate("hosting/alice", "--trust", head), "commands run in the folder");
    }

    @Test
    void aCommandOutsideOfTheFolderOfTheNetworkIsThatOfTheRevision() {
        change("networks/test/main.groovy", "env('P1')", "command('sh', '../../scripts/token.sh')");
        git.write("scripts/token.sh", "true\n");
        String head = git.commit();
        accepted(validate("hosting/alice", "--trust", head));

        git.write("scripts/token.sh", "false\n");
        refused(validate("hosting/alice", "--trust", head), "'../../scripts/token.sh'");
    }

    @Test
    void anotherNetworkIsAChangeForAFolderThatIsKnownAndAChoiceForANewOne() {
        change("hosting/alice/hosting.groovy", "networks/test", "networks/other");
        refused(validate("hosting/alice", "--trust=main"), "'p1.example:5002'", "'other.example:5002'");

        git.write("hosting/bob/hosting.groovy", ALICE.replace("Alice", "Bob").replace("test", "other"));
        accepted(validate("hosting/bob", "--trust=main"));
        refused(
                validate(
                        "hosting/bob",
                        "--trust",
                        trusted.resolve("networks/test").toString()),
                "[access-changed]");
        accepted(validate("hosting/bob", "--trust=main", "--network=networks/test"));
    }

    @Test
    void aNetworkThatTheRevisionDoesNotHaveIsRefused() throws IOException {
        copy(git.root().resolve("networks/test"), git.root().resolve("networks/mine"));
        git.write("hosting/bob/hosting.groovy", ALICE.replace("Alice", "Bob").replace("test", "mine"));
        refused(validate("hosting/bob", "--trust=main"), "[access-not-trusted]", "has no networks/mine");

        git.write(
                "hosting/carol/hosting.groovy",
                NETWORK + ALICE.lines().skip(1).findFirst().orElseThrow());
        refused(validate("hosting/carol", "--trust=main"), "[access-not-trusted]", "has no hosting/carol");

        Files.move(git.root().resolve("networks/test"), git.root().resolve("networks/moved"));
        Files.createSymbolicLink(git.root().resolve("networks/test"), Path.of("moved"));
        refused(validate("hosting/alice", "--trust=main"), "[network-behind-a-link]");
        refused(validate("hosting/alice", "--trust=main", "--network=networks/test"), "[trust-behind-a-link]");
    }

    @Test
    void aScriptThatIsAddedBesideTheOthersChangesNothingUnseen() {
        git.write(
                "networks/test/a.groovy",
                "participants { participant9 { admin 'x.example:1'; ledger 'x.example:2' } }");
        refused(
                validate("hosting/alice", "--trust=main"),
                "networks/test/a.groovy:1:16",
                "participant9 is no participant");

        git.write(
                "networks/test/a.groovy",
                "participants { participant1 { admin 'x.example:1'; ledger 'x.example:2' } }");
        assertThat(validate("hosting/alice", "--trust=main").code()).isEqualTo(1);
    }

    @Test
    void aTrustedFolderInWhatIsNotTrustedIsRefused() throws IOException {
        git.write("main/main.groovy", NETWORK);
        assertThat(validate("hosting/alice", "--trust=main").unwrapped()).contains("commit " + base);
        refused(validate("hosting/alice", "--trust=./main"), "[trust-inside]");
        refused(validate("hosting/alice", "--trust=./networks/test"), "[trust-inside]");
        refused(validate("hosting/alice", "--trust=./hosting/../networks/test"), "[trust-inside]");

        Files.createSymbolicLink(git.root().resolve("out"), trusted);
        refused(validate("hosting/alice", "--trust=./out/networks/test"), "[trust-behind-a-link]");
        Files.createSymbolicLink(folder.resolve("in"), git.root());
        refused(
                validate(
                        "hosting/alice",
                        "--trust",
                        folder.resolve("in/networks/test").toString()),
                "[trust-inside]");
    }

    @Test
    void anInnerRepositoryHasNoSay() throws IOException {
        change("networks/test/main.groovy", ":5002'", ":5003'");
        GitFolder inner = GitFolder.in(git.root().resolve("hosting/alice"));
        inner.commit();
        refused(validate("hosting/alice", "--trust=main"), "[access-changed]");
        refused(validate("hosting/alice", "--trust=./networks/test"), "[trust-inside]");

        GitFolder network = GitFolder.in(git.root().resolve("networks/test"));
        network.commit();
        refused(validate("hosting/alice", "--trust=main"), "[access-changed]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "../nothing", "/dev/null", "HEAD:networks", "", "~", "main.."})
    void whatCannotBeTrustedIsRefused(String trust) {
        refused(validate("hosting/alice", "--trust=" + trust), "[trust-unusable]");
    }

    @Test
    void withoutARepositoryThereIsNoRevision() {
        refused(
                Typed.run("validate", trusted.resolve("hosting/alice").toString(), "--trust=main"),
                "[trust-unusable]",
                "no repository");
    }

    @Test
    void aNetworkOutsideOfTheCheckoutIsOnlyTakenFromTheCommandLine() throws IOException {
        git.write(
                "hosting/alice/hosting.groovy", ALICE.replace("../../networks/test", "../../../trusted/networks/test"));
        refused(validate("hosting/alice"), "[network-outside]");
        accepted(validate("hosting/alice", "--network=../trusted/networks/test"));

        Path proc = git.root().resolve("hosting/alice").toRealPath().relativize(Path.of("/proc/self/cwd"));
        git.write("hosting/alice/hosting.groovy", ALICE.replace("../../networks/test", proc.toString()));
        refused(validate("hosting/alice"), "[network-behind-a-link]");
        git.write(
                "hosting/alice/hosting.groovy",
                ALICE.replace("../../networks/test", proc.getParent().getParent() + "/1"));
        assertThat(validate("hosting/alice").code()).isNotZero();
        git.write("hosting/alice/hosting.groovy", ALICE.replace("../../networks/test", "../../networks/nothing"));
        assertThat(validate("hosting/alice").unwrapped()).contains("[network-missing]");
        git.write("hosting/alice/hosting.groovy", ALICE.replace("../../networks/test", "../alice"));
        assertThat(validate("hosting/alice").unwrapped()).contains("[network-is-the-declaration]");
    }

    @Test
    void aPlanFileWasApprovedAsItIs() {
        Path plan = git.write("plan.json", "{}");

        for (String command : List.of("apply", "rehearse", "show")) {
            Typed typed = Typed.run(command, plan.toString(), "--trust=main");

            assertThat(typed.code()).as(command).isEqualTo(64);
            assertThat(typed.unwrapped()).contains("[trust-of-a-plan]");
        }
    }

    private static final String TREASURY = """
            keys {
                treasury {
                    publicKey 'keys/treasury.pub'
                    file '/secure/treasury.pem', password: env('PW')
                }
                customer { publicKey 'keys/customer.pub' }
            }
            """;

    /** The network with keys, as it is committed and kept in the trusted folder. */
    private void keys(String keys) throws IOException {
        git.write("networks/test/main.groovy", NETWORK + keys);
        for (String name : new String[] {"treasury", "customer", "stranger"}) {
            git.write("networks/test/keys/" + name + ".pub", PublicKeys.pem(name));
        }
        base = git.commit();
        for (String file : new String[] {"main.groovy", "keys/treasury.pub", "keys/customer.pub"}) {
            Path to = trusted.resolve("networks/test").resolve(file);
            Files.createDirectories(to.getParent());
            Files.copy(git.root().resolve("networks/test").resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    '/secure/treasury.pem'       | '/secure/other.pem'             | 18:9 | how treasury signs is another
                    env('PW')                    | env('OTHER')                    | 18:9 | how treasury signs is another
                    , password: env('PW')        |                                 | 18:9 | how treasury signs is another
                    file '/secure/treasury.pem', password: env('PW') | command 'sh', '-c', 'id' | 18:9 | there: file '/secure/treasury.pem', password: env('PW'); here: command 'sh', '-c', 'id'
                    file '/secure/treasury.pem', password: env('PW') | pkcs11 '/tmp/p.so', token: 't', label: 'l' | 18:9 | how treasury signs is another
                    file '/secure/treasury.pem', password: env('PW') | handOver() | 18:9 | how treasury signs is another
                    keys/treasury.pub            | keys/stranger.pub               | 17:9 | the public key of treasury is another
                    treasury {                   | stranger {                      | 16:5 | stranger is no key
                    'keys/customer.pub' }        | 'keys/customer.pub'; file '/secure/treasury.pem', password: env('PW') } | 20:47 | how customer signs is another
                    """)
    void whatIsChangedOfAKeyIsRefusedWithItsPlace(String from, String to, String place, String says)
            throws IOException {
        keys(TREASURY);
        change("networks/test/main.groovy", from, to == null ? "" : to);

        for (String trust :
                new String[] {"main", trusted.resolve("networks/test").toString()}) {
            Typed typed = validate("hosting/alice", "--trust", trust);
            refused(typed, "[access-changed]", says);
            assertThat(typed.err().replaceAll("\\s+", "")).contains("../../networks/test/main.groovy:" + place);
        }
        Typed replaced = validate(
                "hosting/alice", "--network", trusted.resolve("networks/test").toString());
        accepted(replaced);
        assertThat(replaced.out().replaceAll("\\s+", " ")).contains("file '/secure/treasury.pem', password: env('PW')");
    }

    /** Also where only the file is another: the words are the same. */
    @Test
    void aTrustedPrivateKeySignsForNoOtherPublicKey() throws IOException {
        keys(TREASURY);
        git.write("networks/test/keys/treasury.pub", PublicKeys.pem("stranger"));

        refused(validate("hosting/alice", "--trust=main"), "[access-changed]", "the public key of treasury is another");
        refused(
                validate(
                        "hosting/alice",
                        "--trust",
                        trusted.resolve("networks/test").toString()),
                "[access-changed]",
                "the public key of treasury is another");
    }

    @Test
    void aKeyThatSignsElsewhereIsNoAccess() throws IOException {
        keys(TREASURY);
        change("networks/test/main.groovy", "keys/customer.pub", "keys/stranger.pub");
        change("networks/test/main.groovy", "keys {", "keys { third { publicKey 'keys/customer.pub' }");

        accepted(validate("hosting/alice", "--trust=main"));
        accepted(validate(
                "hosting/alice", "--trust", trusted.resolve("networks/test").toString()));
    }

    @Test
    void aKeyThatIsLeftOutIsNoChange() throws IOException {
        keys(TREASURY);
        git.write("networks/test/main.groovy", NETWORK);

        accepted(validate("hosting/alice", "--trust=main"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    file 'private.pem'                                                          | private.pem | a file that 'file' of treasury takes
                    file '/secure/treasury.pem', password: file('password')                     | password    | a file that 'file' of treasury takes
                    command './sign.sh', 'treasury'                                             | sign.sh     | a file that 'command' of treasury takes
                    command './sign.sh', 'treasury'                                             | lib.sh      | commands run in the folder
                    file '/secure/treasury.pem', password: command('./password.sh')             | lib.sh      | commands run in the folder
                    pkcs11 '/lib/p.so', token: 't', label: 'l', pin: file('pin')                | pin         | a file that 'pkcs11' of treasury takes
                    """)
    void aFileThatAKeyNamesIsThatOfTheRevision(String source, String file, String says) throws IOException {
        for (String each : new String[] {"private.pem", "password", "sign.sh", "lib.sh", "password.sh", "pin"}) {
            git.write("networks/test/" + each, "true\n");
        }
        keys("keys { treasury { publicKey 'keys/treasury.pub'; " + source + " } }\n");
        accepted(validate("hosting/alice", "--trust=main"));

        git.write("networks/test/" + file, "false\n");
        refused(validate("hosting/alice", "--trust=main"), "[access-changed]", says);
    }

    @Test
    void theLibraryOfAModuleInTheCheckoutIsThatOfTheRevision() throws IOException {
        git.write("networks/test/p.so", "elf\n");
        Path library = git.root().toRealPath().resolve("networks/test/p.so");
        keys("keys { treasury { publicKey 'keys/treasury.pub'; pkcs11 '" + library + "', token: 't', label: 'l' } }\n");
        accepted(validate("hosting/alice", "--trust=main"));

        git.write("networks/test/p.so", "other\n");
        refused(validate("hosting/alice", "--trust=main"), "[access-changed]", "'pkcs11' of treasury");
    }

    @Test
    void aPublicKeyThatTheRevisionDoesNotHaveIsNotTrusted() throws IOException {
        keys(TREASURY.replace("keys/treasury.pub", "keys/missing.pub"));
        change("networks/test/main.groovy", "keys/missing.pub", "keys/treasury.pub");

        Typed typed = validate("hosting/alice", "--trust=main");

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.unwrapped()).contains("[unreadable-public-key]").contains("'keys/missing.pub'");
    }
}
