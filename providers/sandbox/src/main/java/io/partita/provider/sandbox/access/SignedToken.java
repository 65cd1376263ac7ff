package io.partita.provider.sandbox.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.partita.provider.sandbox.world.Demands;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes and verifies the network's tokens: JSON web tokens (RFC 7519), signed with a key that nobody else has. */
final class SignedToken {

    private static final int RSA_BITS = 2048;

    private final JWSHeader header;
    private final JWSSigner signer;
    private final JWSVerifier verifier;

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
        this.header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.name()))
                .type(JOSEObjectType.JWT)
                .build();
        try {
            switch (algorithm) {
                case ES256 -> {
                    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
                    this.signer = new ECDSASigner(key);
                    this.verifier = new ECDSAVerifier(key);
                }
                case RS256 -> {
                    RSAKey key = new RSAKeyGenerator(RSA_BITS).generate();
                    this.signer = new RSASSASigner(key);
                    this.verifier = new RSASSAVerifier(key);
                }
                default -> throw new IllegalStateException("This is a bug in partita: no keys for " + algorithm);
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("every JVM has EC and RSA", e);
        }
    }

    String of(Claims claims, String issuer, String scope) {
        JWTClaimsSet.Builder content = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(claims.user())
                .audience(List.copyOf(claims.audience()))
                .issueTime(Date.from(claims.issued()))
                .expirationTime(Date.from(claims.expires()));
        if (!scope.isEmpty()) {
            content.claim("scope", scope);
        }
        SignedJWT token = new SignedJWT(header, content.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return token.serialize();
    }

    /**
     * Empty when it is no token of this network. Whether its time is over and whom it is for is for the caller to
     * judge.
     */
    Optional<Claims> verified(String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            if (!token.getHeader().getAlgorithm().equals(header.getAlgorithm()) || !token.verify(verifier)) {
                return Optional.empty();
            }
            JWTClaimsSet content = token.getJWTClaimsSet();
            return Optional.of(new Claims(
                    content.getSubject(),
                    Set.copyOf(content.getAudience()),
                    content.getIssueTime().toInstant(),
                    content.getExpirationTime().toInstant()));
        } catch (ParseException | JOSEException malformed) {
            return Optional.empty();
        }
    }
}
