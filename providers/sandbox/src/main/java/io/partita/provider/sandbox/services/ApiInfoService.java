package io.partita.provider.sandbox.services;

import io.grpc.stub.StreamObserver;
import io.partita.proto.connection.ApiInfoServiceGrpc;
import io.partita.proto.connection.GetApiInfoRequest;
import io.partita.proto.connection.GetApiInfoResponse;

/** Which API a port is. */
final class ApiInfoService extends ApiInfoServiceGrpc.ApiInfoServiceImplBase {

    private final String name;

    ApiInfoService(String name) {
        this.name = name;
    }

    @Override
    public void getApiInfo(GetApiInfoRequest request, StreamObserver<GetApiInfoResponse> answer) {
        answer.onNext(GetApiInfoResponse.newBuilder().setName(name).build());
        answer.onCompleted();
    }
}
