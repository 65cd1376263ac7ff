package io.partita.provider.canton.access;

import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import io.partita.core.model.Endpoint;
import io.partita.core.secret.KnownSecrets;
import io.partita.provider.canton.call.LocalFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Certificates and keys of an endpoint, read from PEM files. What is wrong with a file is said with its name and never
 * with its content.
 */
final class TlsFiles {

    private static final String CODE = "TLS_FILE";
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private final Endpoint.Tls tls;
    private final Path folder;

    /** @param folder which relative paths start from */
    TlsFiles(Endpoint.Tls tls, Path folder) {
        this.tls = tls;
        this.folder = folder;
    }

    static ChannelCredentials credentials(Endpoint.Tls tls, Path folder) throws LocalFailure {
        TlsFiles files = new TlsFiles(tls, folder);
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        if (tls.ca().isPresent()) {
            builder.trustManager(files.trust());
        }
        files.keys().ifPresent(builder::keyManager);
        return builder.build();
    }

    /** Decides on servers: by {@code ca}, or by the authorities of the JVM. */
    X509ExtendedTrustManager trust() throws LocalFailure {
        Optional<String> ca = tls.ca();
        TrustManager[] managers = ca.isPresent() ? trustManagers(ca.get()) : authoritiesOfTheJvm();
        for (TrustManager manager : managers) {
            if (manager instanceof X509ExtendedTrustManager decides) {
                return decides;
            }
        }
        throw LocalFailure.local(CODE, "this JVM has nothing that decides on certificates");
    }

    /** Proves who the client is; empty when nothing is declared. */
    Optional<KeyManager[]> keys() throws LocalFailure {
        if (tls.certificate().isPresent() != tls.key().isPresent()) {
            throw LocalFailure.local(CODE, "tls has 'cert' without 'key' or 'key' without 'cert'; a client needs both");
        }
        if (tls.certificate().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(keyManagers(tls.certificate().get(), tls.key().orElseThrow()));
    }

    /** The client's own certificates, its own first. */
    List<X509Certificate> clientCertificates() throws LocalFailure {
        if (tls.certificate().isEmpty()) {
            return List.of();
        }
        return certificates(tls.certificate().get(), "cert").stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static TrustManager[] authoritiesOfTheJvm() throws LocalFailure {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw LocalFailure.local(CODE, "the certificate authorities of this JVM cannot be used: " + e.getMessage());
        }
    }

    private TrustManager[] trustManagers(String path) throws LocalFailure {
        Collection<? extends Certificate> authorities = certificates(path, "ca");
        String ca = SmallFile.shown(folder, path);
        try {
            KeyStore store = emptyStore();
            int number = 0;
            for (Certificate authority : authorities) {
                store.setCertificateEntry("ca-" + number++, authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw LocalFailure.local(
                    CODE, "the certificates of the tls 'ca' " + ca + " cannot be used: " + e.getMessage());
        }
    }

    private KeyManager[] keyManagers(String certificate, String key) throws LocalFailure {
        Certificate[] chain = certificates(certificate, "cert").toArray(Certificate[]::new);
        PrivateKey privateKey = privateKey(key);
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("client", privateKey, new char[0], chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw LocalFailure.local(
                    CODE,
                    "the tls 'cert' " + SmallFile.shown(folder, certificate) + " and 'key' "
                            + SmallFile.shown(folder, key) + " do not make a usable pair");
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private Collection<? extends Certificate> certificates(String path, String word) throws LocalFailure {
        String file = SmallFile.shown(folder, path);
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(path, word)));
            if (certificates.isEmpty()) {
                throw LocalFailure.local(CODE, "the tls '" + word + "' " + file + " holds no certificate");
            }
            return certificates;
        } catch (CertificateException e) {
            throw LocalFailure.local(CODE, "the tls '" + word + "' " + file + " is no PEM file with certificates");
        }
    }

    private PrivateKey privateKey(String path) throws LocalFailure {
        String file = SmallFile.shown(folder, path);
        String text = new String(bytes(path, "key"), StandardCharsets.ISO_8859_1);
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String body = block.group(2).strip();
            if (block.group(1).endsWith("PRIVATE KEY") && body.length() <= KnownSecrets.LONGEST) {
                KnownSecrets.add(body, KnownSecrets.Life.LASTING);
            }
            if (block.group(1).equals("PRIVATE KEY")) {
                return pkcs8(file, block.group(2));
            }
            if (block.group(1).endsWith("PRIVATE KEY")) {
                throw LocalFailure.local(
                        CODE,
                        "the tls 'key' " + file + " is a PEM file of the kind '" + block.group(1)
                                + "'; an unencrypted PKCS#8 key is needed (openssl pkcs8 -topk8 -nocrypt)");
            }
        }
        throw LocalFailure.local(CODE, "the tls 'key' " + file + " is no PEM file with a private key");
    }

    private static PrivateKey pkcs8(String file, String base64) throws LocalFailure {
        PKCS8EncodedKeySpec encoded;
        try {
            encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw damaged(file);
        }
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // A key of another algorithm; the next one may fit.
                continue;
            } catch (GeneralSecurityException e) {
                throw damaged(file);
            }
        }
        throw damaged(file);
    }

    /** Without a cause: it could quote the key. */
    private static LocalFailure damaged(String file) {
        return LocalFailure.local(
                CODE, "the private key in the tls 'key' " + file + " is damaged or of an unknown kind");
    }

    private byte[] bytes(String path, String word) throws LocalFailure {
        String file = SmallFile.shown(folder, path);
        try {
            return SmallFile.read(folder, path);
        } catch (SmallFile.Unfit e) {
            throw LocalFailure.local(CODE, "the tls '" + word + "' " + file + " " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw LocalFailure.local(CODE, "the tls '" + word + "' " + file + " does not exist", e);
        } catch (IOException e) {
            throw LocalFailure.local(CODE, "the tls '" + word + "' " + file + " cannot be read", e);
        }
    }
}
