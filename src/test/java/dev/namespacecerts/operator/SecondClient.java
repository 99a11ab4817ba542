package dev.namespacecerts.operator;

import com.google.protobuf.ByteString;
import dev.namespacecerts.cloudservice.RawClient;
import dev.namespacecerts.cloudservice.TemporalCloud;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Another client of the account, as Terraform is: it changes Namespaces of its own, each without a pause. */
final class SecondClient implements AutoCloseable {
    private final List<Future<Integer>> loops = new ArrayList<>();
    private final RawClient client;
    private final ExecutorService threads;
    private volatile boolean over;

    /**
     * Begins.
     *
     * @param pems what a Namespace gets in turn
     * @param pause in milliseconds, between the requests for one Namespace
     */
    SecondClient(TemporalCloud cloud, String key, List<String> names, List<String> pems, long pause) {
        client = new RawClient(cloud.address(), key);
        threads = Executors.newFixedThreadPool(names.size());
        names.forEach(name -> loops.add(threads.submit(() -> loop(name, pems, pause))));
    }

    private int loop(String name, List<String> pems, long pause) throws InterruptedException {
        int made = 0;
        while (!over) {
            String id = change(client, name, pems.get(made % pems.size()));
            do {
                TimeUnit.MILLISECONDS.sleep(pause);
            } while (client.operation(id).getState() != AsyncOperation.State.STATE_FULFILLED);
            made++;
        }
        return made;
    }

    /** Starts to change the CAs of a Namespace, and returns the identifier of the operation. */
    static String change(RawClient client, String name, String pem) {
        Namespace there = client.read(name);
        String id = UUID.randomUUID().toString();
        client.update(
                there,
                there.getSpec().toBuilder()
                        .setMtlsAuth(there.getSpec().getMtlsAuth().toBuilder()
                                .setAcceptedClientCa(ByteString.copyFromUtf8(pem)))
                        .build(),
                id);
        return id;
    }

    /** Ends, and returns how many changes it made. Fails if one of its calls failed. */
    int end() throws InterruptedException, ExecutionException {
        over = true;
        int made = 0;
        for (Future<Integer> loop : loops) {
            made += loop.get();
        }
        return made;
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
        client.close();
    }
}
