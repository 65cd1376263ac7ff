package io.partita.core.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a public key: its SubjectPublicKeyInfo (RFC 5280), as PEM with the words {@code PUBLIC KEY} or as DER.
 * That is what {@code openssl pkey -pubout} writes.
 */
public final class PublicKeyFile {

    private static final String PUBLIC_KEY = "PUBLIC KEY";
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    private static final String EC = "2a8648ce3d0201";

    /** Kinds of keys that sign no topology transactions, by their object identifier. */
    private static final Map<String, String> OTHER_KINDS = Map.of(
            "2a864886f70d010101", "an RSA key",
            "2a864886f70d01010a", "an RSA key",
            "2a8648ce380401", "a DSA key",
            "2b656e", "an X25519 key",
            "2b656f", "an X448 key",
            "2b6571", "an Ed448 key");

    private static final String KINDS = "Ed25519, P-256, P-384 and secp256k1";
    private static final String OTHER_KEY = "Name a key of one of the kinds that sign topology: " + KINDS + ".";
    private static final String EXPORT =
            "Name a file that is the SubjectPublicKeyInfo of a key, as PEM or DER: 'openssl"
                    + " pkey -in KEY -pubout -out PUBLIC' writes one.";
    private static final String NAMED_FORM = "Write it anew: 'openssl ec -pubin -in FILE -conv_form uncompressed"
            + " -param_enc named_curve -pubout -out PUBLIC'.";

    private PublicKeyFile() {}

    /**
     * The key in a file.
     *
     * @param content all bytes of the file
     * @throws UnreadableKey when that is not exactly one public key that signs topology transactions
     */
    public static SigningKey read(byte[] content) throws UnreadableKey {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.isBlank()) {
            throw new UnreadableKey("it is empty", EXPORT);
        }
        List<String> labels = labels(text);
        if (!labels.isEmpty()) {
            return key(pem(text, labels));
        }
        if (isOfSsh(text)) {
            throw new UnreadableKey(
                    "it is a key in the format of OpenSSH",
                    "Write it anew: 'ssh-keygen -e -m PKCS8 -f FILE > PUBLIC'.");
        }
        return key(content);
    }

    private static List<String> labels(String text) {
        List<String> labels = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        while (begin.find()) {
            labels.add(begin.group(1));
        }
        return labels;
    }

    /** Such as {@code ssh-ed25519 AAAA… name}, and its older form with four hyphens. */
    private static boolean isOfSsh(String text) {
        String start = text.stripLeading();
        return start.startsWith("ssh-")
                || start.startsWith("ecdsa-sha2-")
                || start.startsWith("sk-ssh-")
                || start.startsWith("sk-ecdsa-")
                || start.startsWith("---- BEGIN SSH2");
    }

    private static byte[] pem(String text, List<String> labels) throws UnreadableKey {
        for (String label : labels) {
            if (label.endsWith("PRIVATE KEY")) {
                throw privateKey();
            }
        }
        if (labels.size() > 1) {
            throw new UnreadableKey(
                    "it has " + labels.size() + " blocks of PEM, and not just one public key",
                    "Leave only the block 'PUBLIC KEY' in it.");
        }
        String label = labels.get(0);
        if (label.endsWith("CERTIFICATE") || label.endsWith("CERTIFICATE REQUEST")) {
            throw certificate();
        }
        if (label.equals("RSA PUBLIC KEY")) {
            throw otherKind("an RSA key");
        }
        if (!label.equals(PUBLIC_KEY)) {
            throw new UnreadableKey("it is PEM of something else than a public key", EXPORT);
        }
        return decoded(text);
    }

    private static byte[] decoded(String text) throws UnreadableKey {
        String begin = "-----BEGIN " + PUBLIC_KEY + "-----";
        int start = text.indexOf(begin) + begin.length();
        int end = text.indexOf("-----END " + PUBLIC_KEY + "-----", start);
        if (end < 0) {
            throw damaged();
        }
        try {
            return Base64.getDecoder().decode(text.substring(start, end).replaceAll("\\s", ""));
        } catch (IllegalArgumentException noBase64) {
            throw damaged();
        }
    }

    private static SigningKey key(byte[] der) throws UnreadableKey {
        Optional<SigningKey> key = SigningKey.of(der);
        if (key.isPresent()) {
            return key.get();
        }
        throw unreadable(DerElement.of(der).map(DerElement::elements).orElse(List.of()));
    }

    /** What a file of DER is by the elements of its one sequence. */
    private static UnreadableKey unreadable(List<DerElement> elements) {
        List<Integer> tags = elements.stream().map(DerElement::tag).toList();
        if (begins(tags, DerElement.INTEGER, DerElement.SEQUENCE, DerElement.OCTET_STRING)
                || begins(tags, DerElement.INTEGER, DerElement.OCTET_STRING)
                || begins(tags, DerElement.SEQUENCE, DerElement.OCTET_STRING)
                || begins(tags, DerElement.INTEGER, DerElement.INTEGER, DerElement.INTEGER)) {
            return privateKey();
        }
        if (begins(tags, DerElement.SEQUENCE, DerElement.SEQUENCE, DerElement.BIT_STRING)) {
            return certificate();
        }
        if (tags.equals(List.of(DerElement.INTEGER, DerElement.INTEGER))) {
            return otherKind("an RSA key");
        }
        if (tags.equals(List.of(DerElement.SEQUENCE, DerElement.BIT_STRING))) {
            return otherPublicKey(elements.get(0), elements.get(1).content());
        }
        return new UnreadableKey("it is not a public key, neither as PEM nor as DER", EXPORT);
    }

    private static boolean begins(List<Integer> tags, Integer... with) {
        return tags.size() >= with.length && tags.subList(0, with.length).equals(List.of(with));
    }

    /** @param bits what the key itself is, behind the number of bits that do not count */
    private static UnreadableKey otherPublicKey(DerElement algorithm, byte[] bits) {
        Optional<KeySpec> spec = KeySpec.ofAlgorithm(algorithm.encoded());
        if (spec.isPresent()) {
            boolean compressed = spec.get() != KeySpec.ED25519 && bits.length > 1 && (bits[1] == 2 || bits[1] == 3);
            return compressed
                    ? new UnreadableKey("its point of the curve is compressed, which Canton does not take", NAMED_FORM)
                    : damaged();
        }
        List<DerElement> parts = algorithm.elements();
        String kind = parts.isEmpty() || parts.get(0).tag() != DerElement.OBJECT_IDENTIFIER
                ? ""
                : HexFormat.of().formatHex(parts.get(0).content());
        if (kind.equals(EC)) {
            return parts.size() == 2 && parts.get(1).tag() == DerElement.SEQUENCE
                    ? new UnreadableKey("it describes its curve by parameters and not by its name", NAMED_FORM)
                    : otherKind("a key of another curve");
        }
        return otherKind(OTHER_KINDS.getOrDefault(kind, "a public key of another kind"));
    }

    private static UnreadableKey privateKey() {
        return new UnreadableKey(
                "it is a private key, and the public one is needed here",
                "'openssl pkey -in KEY -pubout -out PUBLIC' writes the public key; name that file, and keep the private"
                        + " one where only its owner reads it.");
    }

    private static UnreadableKey certificate() {
        return new UnreadableKey(
                "it is a certificate and not a public key alone",
                "'openssl x509 -in FILE -noout -pubkey > PUBLIC' writes the key of a certificate.");
    }

    private static UnreadableKey otherKind(String what) {
        return new UnreadableKey("it is " + what + ", which signs no topology", OTHER_KEY);
    }

    private static UnreadableKey damaged() {
        return new UnreadableKey("it is a damaged public key", EXPORT);
    }
}
