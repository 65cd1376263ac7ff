package io.partita.provider.canton.description;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.provider.canton.call.Caller;
import io.partita.provider.canton.call.Caller.Flow;
import io.partita.provider.canton.call.Caller.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The services and messages of one API as its server describes them. Names of types are full and have no dot before
 * them.
 */
public final class Description {

    private static final Flow FLOW = new Flow(4, Optional.of(Duration.ofSeconds(30)));

    private final Map<String, ServiceDescriptorProto> services = new HashMap<>();
    private final Map<String, DescriptorProto> messages = new HashMap<>();
    private final Map<String, EnumDescriptorProto> enums = new HashMap<>();

    private Description() {}

    /**
     * Reads the files that describe some services, with all that they need.
     *
     * @param services full names
     * @throws CallFailed {@code UNSUPPORTED} when the API offers no reflection
     */
    public static Description read(Caller caller, List<String> services, String attempted) throws CallFailed {
        Description description = new Description();
        for (String service : services) {
            for (ByteString file : files(caller, service, attempted)) {
                try {
                    description.add(FileDescriptorProto.parseFrom(file));
                } catch (InvalidProtocolBufferException e) {
                    throw caller.failed(
                            Kind.UNSUPPORTED, Caller.NOT_UNDERSTOOD, "its description is damaged", attempted);
                }
            }
        }
        return description;
    }

    /** Files of a service that is not there are none. */
    private static List<ByteString> files(Caller caller, String service, String attempted) throws CallFailed {
        ServerReflectionRequest request = ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol(service)
                .build();
        List<ByteString> files = new ArrayList<>();
        caller.stream(
                ServerReflectionGrpc.getServerReflectionInfoMethod(),
                request,
                FLOW,
                attempted,
                answer -> {
                    if (answer.getMessageResponseCase()
                            == ServerReflectionResponse.MessageResponseCase.FILE_DESCRIPTOR_RESPONSE) {
                        files.addAll(answer.getFileDescriptorResponse().getFileDescriptorProtoList());
                    }
                    return Next.ENOUGH;
                },
                (asked, last) -> Optional.empty());
        return files;
    }

    private void add(FileDescriptorProto file) {
        String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
        file.getServiceList().forEach(service -> services.put(prefix + service.getName(), service));
        file.getEnumTypeList().forEach(type -> enums.put(prefix + type.getName(), type));
        file.getMessageTypeList().forEach(message -> add(prefix, message));
    }

    private void add(String prefix, DescriptorProto message) {
        String name = prefix + message.getName();
        messages.put(name, message);
        message.getEnumTypeList().forEach(type -> enums.put(name + "." + type.getName(), type));
        message.getNestedTypeList().forEach(nested -> add(name + ".", nested));
    }

    /** The method as it is described; empty when there is none of that name. */
    public Optional<MethodDescriptorProto> method(MethodDescriptor<?, ?> method) {
        ServiceDescriptorProto service = services.get(method.getServiceName());
        return service == null
                ? Optional.empty()
                : service.getMethodList().stream()
                        .filter(found -> found.getName().equals(method.getBareMethodName()))
                        .findFirst();
    }

    /** A message by the name of its type, as fields and methods refer to it. */
    public Optional<DescriptorProto> message(String type) {
        return Optional.ofNullable(messages.get(withoutDot(type)));
    }

    Optional<EnumDescriptorProto> enumeration(String type) {
        return Optional.ofNullable(enums.get(withoutDot(type)));
    }

    /** Follows fields of messages by their numbers; empty where one is missing or no message. */
    public Optional<FieldDescriptorProto> field(String type, int... numbers) {
        Optional<FieldDescriptorProto> found = Optional.empty();
        String at = type;
        for (int number : numbers) {
            found = message(at).stream()
                    .flatMap(message -> message.getFieldList().stream())
                    .filter(field -> field.getNumber() == number)
                    .findFirst();
            if (found.isEmpty()) {
                return found;
            }
            at = found.get().getTypeName();
        }
        return found;
    }

    private static String withoutDot(String type) {
        return type.startsWith(".") ? type.substring(1) : type;
    }
}
