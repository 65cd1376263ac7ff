package io.partita.provider.sandbox.access;

import io.partita.provider.sandbox.world.Demands;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A private certificate authority, made anew for every serving. */
final class CertificateAuthority {

    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final Duration LIFE = Duration.ofDays(3650);

    private final X500Name name = new X500Name("CN=partita sandbox authority");
    private final KeyPair keys = keys();
    private final byte[] certificate;
    private long serial = 1;

    /** A certificate with its key, as PEM texts. Its text form shows neither. */
    record Issued(String certificate, String key) {
        @Override
        public String toString() {
            return "certificate and key";
        }
    }

    CertificateAuthority() {
        Instant now = Instant.now();
        this.certificate = signed(
                name,
                keys.getPublic(),
                now.minus(LIFE),
                now.plus(LIFE),
                extensions(new BasicConstraints(true), List.of()));
    }

    /** The authority's own certificate, as a PEM text. */
    String certificate() {
        return Pem.text("CERTIFICATE", certificate);
    }

    /** A certificate of a server. */
    Issued server(String participant, Demands.Certificate wanted) {
        List<GeneralName> names = wanted.name()
                .map(only -> List.of(new GeneralName(GeneralName.dNSName, only)))
                .orElseGet(() -> List.of(
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                        new GeneralName(GeneralName.iPAddress, "::1")));
        Instant issued = Instant.now().minus(wanted.age());
        return issued("CN=" + participant, issued, issued.plus(wanted.validity()), names);
    }

    /** A certificate of a client. */
    Issued client(String client) {
        Instant now = Instant.now();
        return issued("CN=" + client, now, now.plus(LIFE), List.of());
    }

    private Issued issued(String subject, Instant from, Instant until, List<GeneralName> names) {
        KeyPair fresh = keys();
        byte[] bytes = signed(
                new X500Name(subject), fresh.getPublic(), from, until, extensions(new BasicConstraints(false), names));
        return new Issued(
                Pem.text("CERTIFICATE", bytes),
                Pem.text("PRIVATE KEY", fresh.getPrivate().getEncoded()));
    }

    private static Extensions extensions(BasicConstraints constraints, List<GeneralName> names) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        try {
            extensions.addExtension(Extension.basicConstraints, true, constraints);
            if (!names.isEmpty()) {
                extensions.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("an extension that was made here cannot be encoded", e);
        }
        return extensions.generate();
    }

    private byte[] signed(X500Name subject, PublicKey key, Instant from, Instant until, Extensions extensions) {
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(BigInteger.valueOf(serial++)));
        content.setSignature(ECDSA);
        content.setIssuer(name);
        content.setSubject(subject);
        content.setStartDate(new Time(Date.from(from)));
        content.setEndDate(new Time(Date.from(until)));
        content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        content.setExtensions(extensions);
        TBSCertificate toBeSigned = content.generateTBSCertificate();
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(toBeSigned.getEncoded(ASN1Encoding.DER));
            return new DERSequence(new ASN1Encodable[] {toBeSigned, ECDSA, new DERBitString(signature.sign())})
                    .getEncoded(ASN1Encoding.DER);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a certificate cannot be made", e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has the curve secp256r1", e);
        }
    }
}
