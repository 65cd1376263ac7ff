package io.partita.provider.sandbox.contracts;

import io.partita.proto.ledger.Identifier;
import io.partita.provider.sandbox.ids.Sha256;
import io.partita.provider.sandbox.lf.LfName;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.lf.LfTypeDefinition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Many contracts as a rule how to make each of them from its number: they need neither disk nor heap, and are the same
 * whenever they are looked at.
 *
 * @param number of the seed within its world
 * @param seed of the world
 * @param template which contracts
 * @param packageId package that defines the template
 * @param packageName name of that package
 * @param count contracts have the numbers 0 … count − 1
 * @param signatories full ids
 * @param observers full ids
 */
public record ContractSeed(
        int number,
        String seed,
        LfName template,
        String packageId,
        String packageName,
        long count,
        List<String> signatories,
        List<String> observers) {

    private static final int PREFIX = ContractIds.DISCRIMINATOR_BYTES - Long.BYTES;

    public ContractSeed {
        signatories = List.copyOf(signatories);
        observers = List.copyOf(observers);
    }

    public boolean concerns(String party) {
        return signatories.contains(party) || observers.contains(party);
    }

    /** Makes the contract with a number. */
    public Contract contract(long index, long createdAt, Function<String, Optional<LfPackage>> packages) {
        LfTypeDefinition.Structure type = packages.apply(packageId)
                .map(each -> each.dataTypes().get(template))
                .filter(LfTypeDefinition.Structure.class::isInstance)
                .map(LfTypeDefinition.Structure.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no template " + template + " in package " + packageName));
        List<String> parties = new ArrayList<>(signatories);
        parties.addAll(observers);
        Contract content = new Contract(
                "",
                Identifier.newBuilder()
                        .setPackageId(packageId)
                        .setModuleName(template.module())
                        .setEntityName(template.entity())
                        .build(),
                packageName,
                new SampleArguments(packages, parties, index).of(type),
                signatories,
                observers,
                createdAt,
                packageId,
                Optional.empty());
        return content.withId(ContractIds.of(discriminator(index), content));
    }

    /** Which of its contracts an id can stand for, judged by the discriminator alone. */
    OptionalLong indexOf(byte[] discriminator) {
        byte[] key = key();
        if (!Arrays.equals(key, 0, PREFIX, discriminator, 0, PREFIX)) {
            return OptionalLong.empty();
        }
        long index = ByteBuffer.wrap(discriminator, PREFIX, Long.BYTES).getLong() ^ mask(key);
        return index >= 0 && index < count ? OptionalLong.of(index) : OptionalLong.empty();
    }

    private byte[] discriminator(long index) {
        byte[] key = key();
        return ByteBuffer.allocate(ContractIds.DISCRIMINATOR_BYTES)
                .put(key, 0, PREFIX)
                .putLong(index ^ mask(key))
                .array();
    }

    private byte[] key() {
        return Sha256.of("seed/" + seed + "/" + number);
    }

    private static long mask(byte[] key) {
        return ByteBuffer.wrap(key, PREFIX, Long.BYTES).getLong();
    }

    /** The bytes for tables and the log. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(number);
            out.writeUTF(seed);
            out.writeUTF(template.module());
            out.writeUTF(template.entity());
            out.writeUTF(packageId);
            out.writeUTF(packageName);
            out.writeLong(count);
            write(signatories, out);
            write(observers, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote. */
    public static ContractSeed decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new ContractSeed(
                    in.readInt(),
                    in.readUTF(),
                    new LfName(in.readUTF(), in.readUTF()),
                    in.readUTF(),
                    in.readUTF(),
                    in.readLong(),
                    read(in),
                    read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(List<String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> read(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
