package io.partita.provider.canton.call;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets calls pass that read, and no other: whoever looks without changing anything calls over this, so that a write is
 * not sent even where somebody is about to make one. What it does not know is a write.
 */
final class ReadsOnly implements ClientInterceptor {

    private static final Pattern READING = Pattern.compile("(List|Get|Count|Lookup|Validate)[A-Z].*");

    private static final Set<String> OTHERS =
            Set.of("ParticipantStatus", "CurrentTime", "FetchTime", "ServerReflectionInfo");

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        String name = method.getBareMethodName();
        if (!isRead(name)) {
            throw new IllegalStateException(
                    "this is a bug in partita: " + name + " was about to be called where nothing is changed");
        }
        return next.newCall(method, options);
    }

    static boolean isRead(String method) {
        return OTHERS.contains(method) || READING.matcher(method).matches();
    }
}
