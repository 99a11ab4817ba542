package dev.namespacecerts.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * {@code helm install} as in the README, for machines without Helm. Only the parsing of the command line is not Helm's.
 */
public final class HelmProgram {
    private HelmProgram() {}

    public static void main(String[] args) {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        if (!"install".equals(words.pollFirst())) {
            throw new IllegalArgumentException("only helm install is known");
        }
        String name = words.removeFirst();
        InstallCommand command =
                new Helm(Path.of(words.removeFirst())).install().withName(name);
        command.withKubeConfig(Path.of(System.getenv("KUBECONFIG")));
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
        System.out.println(command.call().getOutput());
    }
}
