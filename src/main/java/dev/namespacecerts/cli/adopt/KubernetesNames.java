package dev.namespacecerts.cli.adopt;

import dev.namespacecerts.api.v1alpha1.KubernetesName;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Valid names of Kubernetes objects. */
public final class KubernetesNames {
    private static final Pattern SUBDOMAIN = Pattern.compile(KubernetesName.SUBDOMAIN);
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    /** Leaves room for the number of a name that is taken. */
    private static final int LONGEST_MADE = LONGEST - 8;

    private final Set<String> taken = new HashSet<>();

    /** Whether it is a name of an object. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST && SUBDOMAIN.matcher(text).matches();
    }

    /** Whether it is a name of a Kubernetes namespace. */
    public static boolean isNamespace(String text) {
        return text.length() <= LONGEST_LABEL && LABEL.matcher(text).matches();
    }

    /** A text as a part of a name; empty if it has no letter or digit of ASCII. */
    public static String part(String text) {
        String first = text.substring(0, Math.min(text.length(), LONGEST));
        String plain = Normalizer.normalize(first, Normalizer.Form.NFD).replaceAll("\\p{M}+", ""); // without accents
        return trimmed(plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"), LONGEST_LABEL);
    }

    /** A name that was not made before: of a bundle's name and a part. */
    String of(String bundle, String part) {
        String first = trimmed(bundle, LONGEST_MADE - LONGEST_LABEL - 1) + "-" + part;
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> i == 1 ? first : first + "-" + i)
                .filter(taken::add)
                .findFirst()
                .orElseThrow();
    }

    private static String trimmed(String text, int longest) {
        String start = text.replaceAll("^[-.]+", "");
        return start.substring(0, Math.min(start.length(), longest)).replaceAll("[-.]+$", "");
    }
}
