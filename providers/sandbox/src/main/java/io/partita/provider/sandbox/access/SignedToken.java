package io.partita.provider.sandbox.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.provider.sandbox.world.Demands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Makes and verifies the network's tokens: JSON web tokens (RFC 7519), signed with a key that nobody else has. */
final class SignedToken {

    private static final int RSA_BITS = 2048;

    private final Demands.Algorithm algorithm;
    private final KeyPair keys;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * What a valid token says.
     *
     * @param user whose it is
     * @param audience whom it is for
     * @param issued when it was made
     * @param expires when it ends
     */
    record Claims(String user, Set<String> audience, Instant issued, Instant expires) {}

    SignedToken(Demands.Algorithm algorithm) {
        this.algorithm = algorithm;
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(algorithm == Demands.Algorithm.ES256 ? "EC" : "RSA");
            generator.initialize(algorithm == Demands.Algorithm.ES256 ? 256 : RSA_BITS);
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has EC and RSA", e);
        }
    }

    String of(Claims claims, String issuer, String scope) {
        ObjectNode content = json.createObjectNode();
        content.put("iss", issuer);
        content.put("sub", claims.user());
        claims.audience().forEach(content.putArray("aud")::add);
        content.put("iat", claims.issued().getEpochSecond());
        content.put("exp", claims.expires().getEpochSecond());
        if (!scope.isEmpty()) {
            content.put("scope", scope);
        }
        String head = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
        String signed = encoded(head.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(content.toString().getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = signature();
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
    }

    /** Empty when it is no token of this network. Whether its time is over and whom it is for is for the caller to judge. */
    Optional<Claims> verified(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Signature signature = signature();
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!json.readTree(decoded(parts[0])).path("alg").asText().equals(algorithm.name())
                    || !signature.verify(decoded(parts[2]))) {
                return Optional.empty();
            }
            JsonNode content = json.readTree(decoded(parts[1]));
            Set<String> audience = new HashSet<>();
            content.path("aud").forEach(each -> audience.add(each.asText()));
            return Optional.of(new Claims(
                    content.path("sub").asText(),
                    audience,
                    Instant.ofEpochSecond(content.path("iat").asLong()),
                    Instant.ofEpochSecond(content.path("exp").asLong())));
        } catch (GeneralSecurityException | IllegalArgumentException | JsonProcessingException malformed) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory cannot be read", impossible);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        return Signature.getInstance(
                algorithm == Demands.Algorithm.ES256 ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
