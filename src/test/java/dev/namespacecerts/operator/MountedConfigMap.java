package dev.namespacecerts.operator;

import dev.namespacecerts.handshake.Folder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The key ca.crt of a ConfigMap as a file that follows it, as a server has it in a volume. */
final class MountedConfigMap implements AutoCloseable {
    private static final String KEY = "ca.crt";

    private final Folder folder = new Folder();
    private final SharedIndexInformer<ConfigMap> watch;
    private final List<String> texts = new CopyOnWriteArrayList<>(List.of(""));

    MountedConfigMap(Cluster cluster, String name) {
        watch = cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName(name)
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(ConfigMap map) {
                        write(map);
                    }

                    @Override
                    public void onUpdate(ConfigMap before, ConfigMap map) {
                        write(map);
                    }

                    @Override
                    public void onDelete(ConfigMap map, boolean unknown) {
                        // a volume keeps what it last held
                    }
                });
    }

    Path file() {
        return folder.file(KEY);
    }

    /** What the file holds. */
    String text() {
        return texts.get(texts.size() - 1);
    }

    /** All that it has held, in order; an empty text before the first. */
    List<String> texts() {
        return texts;
    }

    private void write(ConfigMap map) {
        folder.write(KEY, map.getData().get(KEY));
        texts.add(map.getData().get(KEY));
    }

    @Override
    public void close() {
        watch.stop();
        folder.close();
    }
}
