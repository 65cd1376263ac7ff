package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.core.model.TopologyTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is signed where the key is: asked for, shown, signed and brought back. */
class SignCommandTest {

    private static final String TREASURY = """
            party('Treasury') {
                external key: treasury
                host bank1, confirmation
            }
            """;

    private static final String FUND = """
            party('Fund') {
                decentralized owners: [treasury, vault], threshold: 2
                host bank1, confirmation
            }
            """;

    private final OwnKey treasury = OwnKey.made();
    private final OwnKey vault = OwnKey.made();

    @TempDir
    Path folder;

    private Path unit;
    private Path request;
    private Path signatures;

    @BeforeEach
    void aUnit() throws IOException {
        unit = Files.createDirectory(folder.resolve("unit"));
        request = folder.resolve("request.json");
        signatures = folder.resolve("signatures.json");
        SmallWorld.write(unit, "bank1", "bank2");
        treasury.writePublic(unit.resolve("keys/treasury.pub"));
        vault.writePublic(unit.resolve("keys/vault.pub"));
        declare(TREASURY);
    }

    private void declare(String party) throws IOException {
        Files.writeString(unit.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants {
                    bank1 { sandbox() }
                    bank2 { sandbox() }
                }
                keys {
                    treasury { publicKey 'keys/treasury.pub' }
                    vault { publicKey 'keys/vault.pub'; handOver() }
                }
                """ + party);
    }

    private Path key() throws IOException {
        return treasury.writePrivate(folder.resolve("treasury.pem"));
    }

    private void waiting() {
        Typed typed = typed("apply", unit.toString(), "--auto-approve");
        assertThat(typed.code()).as(typed.both()).isEqualTo(5);
    }

    private void exported() {
        Typed typed = typed("sign", "export", unit.toString(), "-o", request.toString());
        assertThat(typed.code()).as(typed.both()).isZero();
    }

    private Typed sign(String... options) {
        return sign(Map.of(), options);
    }

    private Typed sign(Map<String, String> env, String... options) {
        String[] words = Stream.concat(Stream.of("sign", request.toString()), Stream.of(options))
                .toArray(String[]::new);
        return Typed.in(env, "", words);
    }

    /** On the machine on which the run was started. */
    private Typed typed(String... words) {
        return Typed.in(Map.of("HOME", folder.resolve("home").toString()), "", words);
    }

    private Typed imported(Path file) {
        return typed("sign", "import", file.toString(), unit.toString());
    }

    @Test
    void aRunThatWaitsGoesOnToTheEndWithWhatWasSigned() throws IOException {
        Typed applied = typed("apply", unit.toString(), "--auto-approve");
        assertThat(applied.code()).as(applied.both()).isEqualTo(5);
        assertThat(applied.unwrapped())
                .contains("the owner of the key treasury has to sign for Treasury, serial 1 [signature-wanted]")
                .contains("nothing was changed so far")
                .contains("partita sign export " + unit)
                .contains("partita resume " + unit + " --signature=FILE");
        assertThat(typed("status", unit.toString()).out()).contains("waiting", "It is unfinished.");

        Typed exported = typed("sign", "export", unit.toString(), "-o", request.toString());
        assertThat(exported.code()).as(exported.both()).isZero();
        assertThat(exported.out())
                .contains("1 signature wanted for plan ")
                .contains("partita sign request.json --key KEYFILE -o signatures.json");

        Typed signed = sign("--key", key().toString(), "-o", signatures.toString());
        assertThat(signed.code()).as(signed.both()).isZero();
        assertThat(signed.out()).contains("Signed with ").contains("partita sign import signatures.json FOLDER");

        Typed done = imported(signatures);
        assertThat(done.code()).as(done.both()).isZero();
        assertThat(typed("show", unit.toString()).out())
                .contains("Treasury::1220")
                .contains("bank1");
        Typed nothing = typed("sign", "export", unit.toString());
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.unwrapped()).contains("[nothing-to-sign]").contains("no run is unfinished");
    }

    /** Of what one operator began, the steps of the others are not done by the way. */
    @Test
    void whatIsBroughtToTheRunOfAnOperatorGoesOnAsThatOperators() throws IOException {
        Files.writeString(
                unit.resolve("hosting.groovy"),
                Files.readString(unit.resolve("hosting.groovy"))
                        .replace("bank1 { sandbox() }", "bank1 { operator 'bank-a'; sandbox() }")
                        .replace("bank2 { sandbox() }", "bank2 { operator 'bank-b'; sandbox() }"));
        Path plan = folder.resolve("plan.json");
        assertThat(typed("plan", unit.toString(), "-o", plan.toString()).code()).isZero();
        Typed applied = typed("apply", plan.toString(), "--auto-approve", "--operator=bank-a");
        assertThat(applied.code()).as(applied.both()).isEqualTo(5);
        exported();
        assertThat(sign("--key", key().toString(), "-o", signatures.toString()).code())
                .isZero();

        Typed elsewhere = Typed.run("sign", "import", signatures.toString(), unit.toString());
        Typed done = imported(signatures);

        assertThat(elsewhere.code()).as(elsewhere.both()).isEqualTo(6);
        assertThat(elsewhere.unwrapped()).contains("partita resume " + unit + " --operator=bank-a --signature=");
        assertThat(done.code()).as(done.both()).isZero();
        assertThat(done.unwrapped()).doesNotContain("it does the steps of everybody");
        assertThat(Files.readString(unit.resolve(".partita/journal.ndjson")).lines())
                .filteredOn(line -> line.contains("\"run-resumed\""))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"operator\":\"bank-a\""));
    }

    @Test
    void aPlanIsSignedBeforeAnybodyAppliesIt() throws IOException {
        Path plan = folder.resolve("plan.json");
        assertThat(typed("plan", unit.toString(), "-o", plan.toString()).code()).isZero();

        Typed exported = typed("sign", "export", plan.toString(), "-o", request.toString());
        assertThat(exported.code()).as(exported.both()).isZero();
        assertThat(sign("--key", key().toString(), "-o", signatures.toString()).code())
                .isZero();

        Typed applied = typed("apply", plan.toString(), "--auto-approve", "--signature=" + signatures);
        assertThat(applied.code()).as(applied.both()).isZero();
    }

    @Test
    void whatIsSignedIsShownWithoutAKeyAndNothingIsSigned() {
        waiting();
        exported();

        Typed shown = sign();

        assertThat(shown.code()).as(shown.both()).isZero();
        assertThat(shown.out().replaceAll("\\s+", " "))
                .contains("Hosting of Treasury::1220")
                .contains("serial 1, threshold 1")
                .containsPattern("hosted on bank1::1220[0-9a-f]{64} with confirmation")
                .contains("its transactions are signed with the ")
                .contains("to be signed with treasury (ed25519, 1220")
                .contains("transaction hash 1220")
                .doesNotContain("Signed", "signatures");
        assertThat(signatures).doesNotExist();
    }

    @Test
    void machinesReadWhatIsSigned() throws IOException {
        waiting();
        exported();

        JsonNode shown = new ObjectMapper().readTree(sign("--json").out());
        JsonNode signed = new ObjectMapper()
                .readTree(sign("--key", key().toString(), "--json").out());

        assertThat(shown.path("contents").get(0).asText()).startsWith("Hosting of Treasury::1220");
        assertThat(shown.path("request").path("wanted")).hasSize(1);
        assertThat(shown.has("signed")).isFalse();
        assertThat(signed.path("signed").path("signatures")).hasSize(1);
    }

    @Test
    void aNameInTheFileIsNotWhatIsShown() throws IOException {
        waiting();
        exported();
        String text = Files.readString(request);
        Files.writeString(
                request, text.replace("\"subject\": \"Treasury, serial 1\"", "\"subject\": \"nothing at all\""));
        assertThat(Files.readString(request)).isNotEqualTo(text);

        Typed shown = sign();

        assertThat(shown.out()).contains("Hosting of Treasury::1220").doesNotContain("nothing at all");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ("hash": "1220[0-9a-f]{63})[0-9a-f]       | $1g                   | 'hash' is not a text
                    ("hash": "1220)[0-9a-f]{4}                | $1beef                | 'hash' does not follow from the rest
                    ("transaction": "[0-9a-f]{80})[0-9a-f]{2} | $1                    | 'hash' does not follow from the rest
                    ("transaction": ")[0-9a-f]+               | $100                  | 'hash' does not follow from the rest
                    "spec": "ed25519"                         | "spec": "p256"        | [unreadable-file] at request.json
                    "partita.signature-request/1"             | "partita.receipts/1"  | does not begin as a signature request
                    """)
    void aRequestThatWasChangedOnTheWayIsNotSigned(String written, String edited, String says) throws IOException {
        waiting();
        exported();
        String text = Files.readString(request);
        Files.writeString(request, text.replaceFirst(written, edited));
        assertThat(Files.readString(request)).isNotEqualTo(text);

        Typed typed = sign("--key", key().toString(), "-o", signatures.toString());

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.unwrapped()).contains(says);
        assertThat(signatures).doesNotExist();
    }

    @Test
    void aTransactionOfAnotherKindIsNotSigned() throws IOException {
        waiting();
        exported();
        JsonNode wanted =
                new ObjectMapper().readTree(request.toFile()).path("wanted").get(0);
        String hash = wanted.path("hash").asText();
        String transaction = wanted.path("transaction").asText();
        String other = transaction.substring(0, transaction.length() - 4) + "ffff";
        Files.writeString(
                request,
                Files.readString(request)
                        .replace(transaction, other)
                        .replace(hash, new TopologyTransaction(other).hash()));

        Typed typed = sign("--key", key().toString(), "-o", signatures.toString());

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.unwrapped()).contains("[request-not-understood]").contains("nothing is signed that was not");
        assertThat(signatures).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--password-env", "--password-file"})
    void anEncryptedKeySignsWithItsPasswordAndNoOutputHasIt(String option) throws Exception {
        waiting();
        exported();
        Path encrypted = treasury.writeEncrypted(folder.resolve("treasury.pem"), "correct horse");
        Path password = Files.writeString(folder.resolve("password"), "correct horse\n");
        Map<String, String> env = Map.of("TREASURY_PASSWORD", "correct horse");
        String named = option.equals("--password-env") ? "TREASURY_PASSWORD" : password.toString();

        Typed without = sign(env, "--key", encrypted.toString());
        Typed with = sign(env, "--key", encrypted.toString(), option, named, "-o", signatures.toString());

        assertThat(without.code()).as(without.both()).isEqualTo(1);
        assertThat(without.unwrapped()).contains("[key-password]");
        assertThat(with.code()).as(with.both()).isZero();
        Typed done = imported(signatures);
        assertThat(done.code()).as(done.both()).isZero();
        assertThat(without.both() + with.both() + done.both())
                .doesNotContain("correct horse")
                .doesNotContain(treasury.secretText());
        try (Stream<Path> files = Files.walk(unit)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("correct horse")
                        .doesNotContain(treasury.secretText());
            }
        }
    }

    @Test
    void aWrongPasswordIsNotRepeated() throws Exception {
        waiting();
        exported();
        Path encrypted = treasury.writeEncrypted(folder.resolve("treasury.pem"), "correct horse");

        Typed typed = sign(Map.of("WRONG", "battery staple"), "--key", encrypted.toString(), "--password-env", "WRONG");

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.unwrapped()).contains("[key-password]");
        assertThat(typed.both()).doesNotContain("battery staple");
    }

    /** Evidence is handed around; a signature that the network does not have yet is not. */
    @Test
    void evidenceOfARunCarriesNoConsentAway() throws IOException {
        declare(FUND);
        waiting();
        exported();
        sign("--name", "treasury", "--key", key().toString(), "-o", signatures.toString());
        assertThat(imported(signatures).code()).isEqualTo(5);
        Path evidence = folder.resolve("evidence.json");

        Typed refused = typed("evidence", "write", unit.toString(), "-o", evidence.toString());

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped()).contains("[evidence-with-consent]").contains("Finish the run");
        assertThat(evidence).doesNotExist();

        exported();
        Path vaultKey = vault.writePrivate(folder.resolve("vault.pem"));
        Path second = folder.resolve("vault.json");
        sign("--key", vaultKey.toString(), "-o", second.toString());
        Typed done = imported(second);
        assertThat(done.code()).as(done.both()).isZero();
        Typed written = typed("evidence", "write", unit.toString(), "-o", evidence.toString());
        assertThat(written.code()).as(written.both()).isZero();
    }

    @Test
    void theKeyOfAnotherPublicKeyDoesNotSign() throws IOException {
        waiting();
        exported();
        Path other = vault.writePrivate(folder.resolve("vault.pem"));

        Typed typed = sign("--key", other.toString(), "-o", signatures.toString());

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.unwrapped()).contains("the key does not sign [key-mismatch]");
        assertThat(typed.both()).doesNotContain(vault.secretText());
        assertThat(signatures).doesNotExist();
    }

    @Test
    void aRequestOfSeveralKeysIsSignedByEachOfThemAtOnce() throws IOException {
        declare(FUND);
        waiting();
        exported();
        Path second = folder.resolve("vault.json");
        Path vaultKey = vault.writePrivate(folder.resolve("vault.pem"));
        String treasuryKey = key().toString();

        Typed unclear = sign("--key", treasuryKey);
        assertThat(unclear.code()).isEqualTo(1);
        assertThat(unclear.unwrapped()).contains("[key-not-named]").contains("treasury, vault");

        Typed first = sign("--name", "treasury", "--key", treasuryKey, "-o", signatures.toString());
        assertThat(first.code()).as(first.both()).isZero();
        assertThat(first.out().replaceAll("\\s+", " "))
                .contains("Decentralized namespace 1220")
                .contains("2 of its owners sign for it")
                .contains("it becomes known to the topology")
                .contains("3 transactions at once, by their hash 1220");
        Typed half = imported(signatures);
        assertThat(half.code()).as(half.both()).isEqualTo(5);
        assertThat(half.unwrapped())
                .contains("the owner of the key vault has to sign for")
                .contains("nothing was changed");

        exported();
        assertThat(Files.readString(request)).contains("\"name\": \"vault\"").doesNotContain("\"name\": \"treasury\"");
        assertThat(sign("--key", vaultKey.toString(), "-o", second.toString()).code())
                .isZero();
        Typed done = imported(second);
        assertThat(done.code()).as(done.both()).isZero();
        assertThat(typed("show", unit.toString()).out()).contains("Fund::1220");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "sign"})
    void aForeignFileIsNotOverwritten(String what) throws IOException {
        waiting();
        exported();
        Path notes = Files.writeString(folder.resolve("notes.json"), "{\"keep\": \"me\"}");

        Typed typed = what.equals("export")
                ? typed("sign", "export", unit.toString(), "-o", notes.toString())
                : sign("--key", key().toString(), "-o", notes.toString());

        assertThat(typed.code()).as(typed.both()).isEqualTo(6);
        assertThat(typed.unwrapped()).contains("'" + notes + "' is not written [out-refused]");
        assertThat(notes).hasContent("{\"keep\": \"me\"}");
    }

    @Test
    void standardOutputHasTheFileAndNothingElse() throws IOException {
        waiting();
        exported();

        Typed exported = typed("sign", "export", unit.toString(), "-o", "-");
        Typed signed = sign("--key", key().toString());

        assertThat(exported.out()).isEqualTo(Files.readString(request));
        assertThat(sign("--key", folder.resolve("treasury.pem").toString(), "-o", signatures.toString())
                        .code())
                .isZero();
        assertThat(signed.out()).isEqualTo(Files.readString(signatures));
    }

    @Test
    void signaturesOfAnotherPlanAreRefusedAndTheRunStillWaits() throws IOException {
        Path other = folder.resolve("other.json");
        Files.writeString(
                unit.resolve("hosting.groovy"),
                Files.readString(unit.resolve("hosting.groovy")).replace("host bank1", "host bank2"));
        assertThat(typed("plan", unit.toString(), "-o", other.toString()).code())
                .isZero();
        assertThat(typed("sign", "export", other.toString(), "-o", request.toString())
                        .code())
                .isZero();
        assertThat(sign("--key", key().toString(), "-o", signatures.toString()).code())
                .isZero();
        declare(TREASURY);
        waiting();

        Typed typed = imported(signatures);

        assertThat(typed.code()).as(typed.both()).isEqualTo(6);
        assertThat(typed.unwrapped())
                .contains("[signature-not-wanted]")
                .contains("the request was that of another plan");
        assertThat(typed("status", unit.toString()).out()).contains("It is unfinished.");
        exported();
        assertThat(sign("--key", folder.resolve("treasury.pem").toString(), "-o", signatures.toString())
                        .code())
                .isZero();
        assertThat(imported(signatures).code()).isZero();
    }

    /** A night later, on another machine. */
    @Test
    void whoGoesOnElsewhereIsToldToBringTheSignaturesAgain() throws IOException {
        waiting();
        exported();
        assertThat(sign("--key", key().toString(), "-o", signatures.toString()).code())
                .isZero();

        Typed elsewhere = Typed.run("sign", "import", signatures.toString(), unit.toString());

        assertThat(elsewhere.code()).as(elsewhere.both()).isEqualTo(6);
        assertThat(elsewhere.unwrapped())
                .contains("[run-not-approved-here]")
                .containsPattern("partita resume \\S+ --signature=" + signatures + " --expect-hash=[0-9a-f]{64}");
        assertThat(typed("sign", "import", signatures.toString(), unit.toString())
                        .code())
                .isZero();
    }

    @Test
    void aSignatureThatWasDamagedOnTheWayIsNotTaken() throws IOException {
        waiting();
        exported();
        assertThat(sign("--key", key().toString(), "-o", signatures.toString()).code())
                .isZero();
        JsonNode given = new ObjectMapper().readTree(signatures.toFile());
        String signature = given.path("signatures").get(0).path("signature").asText();
        Files.writeString(
                signatures, Files.readString(signatures).replace(signature, "00".repeat(32) + signature.substring(64)));

        Typed typed = imported(signatures);

        assertThat(typed.code()).as(typed.both()).isEqualTo(6);
        assertThat(typed.unwrapped()).contains("[signature-invalid]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sign                                                  | request-missing
                    sign REQUEST --pkcs11 /lib/p.so --token t             | key-options
                    sign REQUEST --key a.pem --command ./sign             | key-options
                    sign REQUEST --password-env P                         | key-options
                    sign REQUEST --command ./sign --password-file p       | key-options
                    sign REQUEST --key a.pem --pin-env P                  | key-options
                    sign REQUEST --key a.pem --label l                    | key-options
                    sign REQUEST --key a.pem --password-env P --password-file p | key-options
                    """)
    void wrongUsageIsSaid(String words, String code) {
        Typed typed = typed(words.replace("REQUEST", request.toString()).split(" "));

        assertThat(typed.code()).as(typed.both()).isEqualTo(64);
        assertThat(typed.unwrapped()).contains("[" + code + "]");
    }

    /** A request comes from elsewhere: whatever is in it, it is shown or refused, and signed only when it was shown. */
    @Test
    void whateverIsInTheBytesOfATransactionIsShownOrRefused() throws IOException {
        waiting();
        exported();
        String text = Files.readString(request);
        String transaction = new ObjectMapper()
                .readTree(text)
                .path("wanted")
                .path(0)
                .path("transaction")
                .asText();
        List<String> spoilt = new ArrayList<>(List.of("00", "ff", "ff".repeat(2_000_000), transaction.repeat(2)));
        for (int at = 0; at < transaction.length(); at += 6) {
            spoilt.add(transaction.substring(0, at) + "ff" + transaction.substring(at + 2));
            spoilt.add(transaction.substring(0, at) + "ffffffffffffffff7f" + transaction.substring(at + 2));
        }
        Path key = key();

        for (String bytes : spoilt) {
            Files.writeString(
                    request,
                    text.replace(transaction, bytes)
                            .replace(
                                    new TopologyTransaction(transaction).hash(),
                                    new TopologyTransaction(bytes).hash()));
            Typed shown = sign();
            assertThat(shown.code()).isIn(0, 1, 6);
            assertThat(shown.both()).doesNotContain("a bug in partita", "internal-error", "StackOverflow");
            if (shown.code() != 0) {
                assertThat(sign("--key", key.toString(), "-o", signatures.toString())
                                .code())
                        .isNotZero();
                assertThat(signatures).doesNotExist();
            }
        }
    }
}
