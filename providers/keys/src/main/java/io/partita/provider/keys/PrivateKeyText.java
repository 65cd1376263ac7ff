package io.partita.provider.keys;

import io.partita.core.model.KeySource;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.SecretReader;
import io.partita.core.secret.KnownSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** What is in the file of a private key: PKCS#8, as PEM or DER, encrypted or not. */
final class PrivateKeyText {

    private static final String FORMAT = "key-file-format";
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private final KeySource.KeyFile source;
    private final SecretReader secrets;
    private final String name;

    PrivateKeyText(KeySource.KeyFile source, SecretReader secrets) {
        this.source = source;
        this.secrets = secrets;
        this.name = "'" + source.path() + "'";
    }

    /** @throws KeyFailed when the content is not exactly one private key that signs topology, or stays encrypted */
    FileKey read(byte[] content) throws KeyFailed {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.isBlank()) {
            throw format("is empty", "Name the file of the private key.");
        }
        List<String> labels = labels(text);
        if (labels.isEmpty()) {
            return ofDer(content);
        }
        byte[] der = ofPem(text, labels);
        try {
            return ofDer(der);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static List<String> labels(String text) {
        List<String> labels = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        while (begin.find()) {
            labels.add(begin.group(1));
        }
        return labels;
    }

    /** A certificate or a public key beside the private one is as good as not there. */
    private byte[] ofPem(String text, List<String> labels) throws KeyFailed {
        List<String> keys =
                labels.stream().filter(label -> label.endsWith(PLAIN)).toList();
        if (keys.isEmpty()) {
            throw withoutPrivateKey(labels.get(0));
        }
        if (keys.size() > 1) {
            throw format("has " + keys.size() + " private keys", "Leave only the one that is meant in it.");
        }
        String label = keys.get(0);
        return switch (label) {
            case PLAIN, ENCRYPTED -> decoded(text, label);
            case "EC PRIVATE KEY" -> throw ofOpenssl();
            case "OPENSSH PRIVATE KEY" ->
                throw format(
                        "is a key in the format of OpenSSH, not PKCS#8",
                        "Write it as PKCS#8: 'ssh-keygen -p -m PKCS8 -f COPY' converts a copy of it, and 'openssl pkcs8"
                                + " -topk8 -in COPY -out NEW' encrypts that.");
            case "RSA PRIVATE KEY", "DSA PRIVATE KEY" -> throw otherKind();
            default -> throw notPkcs8();
        };
    }

    private byte[] decoded(String text, String label) throws KeyFailed {
        String begin = "-----BEGIN " + label + "-----";
        int start = text.indexOf(begin) + begin.length();
        int end = text.indexOf("-----END " + label + "-----", start);
        if (end < 0) {
            throw damaged();
        }
        String body = text.substring(start, end).replaceAll("\\s", "");
        if (label.equals(ENCRYPTED)) {
            KnownSecrets.add(body, KnownSecrets.Life.LASTING);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException noBase64) {
            throw damaged();
        }
    }

    private FileKey ofDer(byte[] der) throws KeyFailed {
        List<ASN1Encodable> elements = elements(der);
        if (begins(elements, ASN1Integer.class, ASN1Sequence.class, ASN1OctetString.class)) {
            return key(der);
        }
        if (begins(elements, ASN1Sequence.class, ASN1OctetString.class)) {
            return decrypted(der);
        }
        if (begins(elements, ASN1Integer.class, ASN1OctetString.class)) {
            throw ofOpenssl();
        }
        if (begins(elements, ASN1Integer.class, ASN1Integer.class, ASN1Integer.class)) {
            throw otherKind();
        }
        if (begins(elements, ASN1Sequence.class, ASN1BitString.class)) {
            throw publicKey();
        }
        if (begins(elements, ASN1Sequence.class, ASN1Sequence.class, ASN1BitString.class)) {
            throw certificate();
        }
        throw notPkcs8();
    }

    /** Of the one sequence that the bytes are; none when they are anything else. */
    private static List<ASN1Encodable> elements(byte[] der) {
        try {
            return ASN1Primitive.fromByteArray(der) instanceof ASN1Sequence sequence
                    ? List.of(sequence.toArray())
                    : List.of();
        } catch (IOException | IllegalArgumentException | IllegalStateException noDer) {
            return List.of();
        }
    }

    private static boolean begins(List<ASN1Encodable> elements, Class<?>... kinds) {
        if (elements.size() < kinds.length) {
            return false;
        }
        for (int index = 0; index < kinds.length; index++) {
            if (!kinds[index].isInstance(elements.get(index))) {
                return false;
            }
        }
        return true;
    }

    private FileKey decrypted(byte[] encrypted) throws KeyFailed {
        if (source.password().isEmpty()) {
            throw new KeyFailed(
                    Failures.PASSWORD,
                    "the key in " + name + " is encrypted, and it is not said where its password is",
                    "Write `file " + name + ", password: env('NAME')` in the declaration; for the sign command it is"
                            + " --password-env or --password-file.");
        }
        char[] password = secrets.read(source.password().get()).toCharArray();
        try {
            return key(Decryption.decrypted(encrypted, password));
        } catch (Decryption.WrongPassword wrong) {
            throw new KeyFailed(
                    Failures.PASSWORD,
                    "the key in " + name + " is encrypted with another password",
                    "Correct the password where it is read from.");
        } catch (Decryption.Unsupported unsupported) {
            throw format(
                    unsupported.getMessage(), "Encrypt it anew: 'openssl pkcs8 -topk8 -v2 aes256 -in FILE -out NEW'.");
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** @param pkcs8 a PrivateKeyInfo or its bytes */
    private FileKey key(Object pkcs8) throws KeyFailed {
        Optional<FileKey> key;
        try {
            key = FileKey.of(PrivateKeyInfo.getInstance(pkcs8));
        } catch (IOException | RuntimeException malformed) {
            // Whatever Bouncy Castle stumbles over in a key that is none; its text could quote the key.
            throw damaged();
        }
        return key.orElseThrow(this::otherKind);
    }

    private KeyFailed withoutPrivateKey(String label) {
        return switch (label) {
            case "PUBLIC KEY", "RSA PUBLIC KEY" -> publicKey();
            case "CERTIFICATE", "TRUSTED CERTIFICATE", "CERTIFICATE REQUEST" -> certificate();
            default -> notPkcs8();
        };
    }

    private KeyFailed publicKey() {
        return format("is a public key", "Name the file of the private key that belongs to it.");
    }

    private KeyFailed certificate() {
        return format("is a certificate", "Name the file of the private key that belongs to it.");
    }

    private KeyFailed ofOpenssl() {
        return format(
                "is a key in the older format of OpenSSL (SEC 1), not PKCS#8",
                "Write it as PKCS#8: 'openssl pkcs8 -topk8 -in FILE -out NEW', with '-nocrypt' for one without a"
                        + " password.");
    }

    private KeyFailed otherKind() {
        return format(
                "is a key that signs no topology",
                "Name a key of Ed25519, P-256, P-384 or secp256k1, whose curve is given by its name.");
    }

    private KeyFailed notPkcs8() {
        return format(
                "is not a private key in PKCS#8, neither as PEM nor as DER",
                "'openssl pkcs8 -topk8 -in FILE -out NEW' writes one of most other formats.");
    }

    private KeyFailed damaged() {
        return format("is a damaged private key", "Take it from its backup.");
    }

    private KeyFailed format(String what, String fix) {
        return new KeyFailed(FORMAT, "the key file " + name + " " + what, fix);
    }
}
