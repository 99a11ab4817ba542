package dev.namespacecerts.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * {@code helm install}, {@code upgrade} and {@code uninstall} as in the documentation, for machines without Helm. Only the
 * parsing of the command line is not Helm's.
 */
public final class HelmProgram {
    private HelmProgram() {}

    public static void main(String[] args) {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        String program = words.removeFirst();
        String name = words.removeFirst();
        System.out.println(
                switch (program) {
                    case "install" -> install(name, words);
                    case "upgrade" -> upgrade(name, words);
                    case "uninstall" -> uninstall(name, words);
                    default -> throw new IllegalArgumentException("unknown command helm " + program);
                });
    }

    private static Path kubeconfig() {
        return Path.of(System.getenv("KUBECONFIG"));
    }

    private static String install(String name, Deque<String> words) {
        InstallCommand command =
                new Helm(Path.of(words.removeFirst())).install().withName(name);
        command.withKubeConfig(kubeconfig());
        while (!words.isEmpty()) {
            String option = words.removeFirst();
            switch (option) {
                case "--namespace" -> command.withNamespace(words.removeFirst());
                case "--create-namespace" -> command.createNamespace();
                case "--set" -> {
                    String[] setting = words.removeFirst().split("=", 2);
                    command.set(setting[0], setting[1]);
                }
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return command.call().getOutput();
    }

    private static String upgrade(String name, Deque<String> words) {
        UpgradeCommand command =
                new Helm(Path.of(words.removeFirst())).upgrade().withName(name);
        command.withKubeConfig(kubeconfig());
        while (!words.isEmpty()) {
            String option = words.removeFirst();
            switch (option) {
                case "--namespace" -> command.withNamespace(words.removeFirst());
                case "--reset-then-reuse-values" -> command.resetThenReuseValues();
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return command.call().getOutput();
    }

    private static String uninstall(String name, Deque<String> words) {
        if (!"--namespace".equals(words.removeFirst())) {
            throw new IllegalArgumentException("unknown option");
        }
        return Helm.uninstall(name)
                .withNamespace(words.removeFirst())
                .withKubeConfig(kubeconfig())
                .call();
    }
}
