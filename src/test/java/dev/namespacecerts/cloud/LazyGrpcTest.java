package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An installation without connections to Temporal Cloud needs neither the memory nor the start-up time of gRPC. */
class LazyGrpcTest {
    @Test
    void gRpcIsLoadedWithTheFirstCall() throws Exception {
        try (RecordingLoader loader = RecordingLoader.ofClassPath()) {
            Class<?> registry = loader.loadClass(MeterRegistry.class.getName());
            Object calls = loader.loadClass(CloudCalls.class.getName())
                    .getConstructor(registry, int.class, int.class)
                    .newInstance(
                            loader.loadClass(SimpleMeterRegistry.class.getName())
                                    .getConstructor()
                                    .newInstance(),
                            10,
                            4);
            ((AutoCloseable) calls).close();
            assertThat(loader.loaded)
                    .contains(CloudCalls.class.getName())
                    .noneMatch(name -> name.startsWith("io.grpc.")
                            || name.startsWith("io.temporal.")
                            || name.startsWith("com.google.protobuf."));
        }
    }

    /** Has classes of its own, and their names. */
    private static final class RecordingLoader extends URLClassLoader {
        private final List<String> loaded = Collections.synchronizedList(new ArrayList<>());

        private RecordingLoader(URL[] classPath) {
            super(classPath, ClassLoader.getPlatformClassLoader());
        }

        static RecordingLoader ofClassPath() throws IOException {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return new RecordingLoader(urls.toArray(URL[]::new));
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> found = super.findClass(name);
            loaded.add(name);
            return found;
        }
    }
}
