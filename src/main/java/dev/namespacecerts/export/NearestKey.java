package dev.namespacecerts.export;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the key that somebody may have meant. */
public final class NearestKey {
    private static final Map<String, String> ABBREVIATIONS = Map.of(
            "cn", "commonName",
            "o", "organization",
            "org", "organization",
            "ou", "organizationalUnit",
            "orgunit", "organizationalUnit",
            "san", "subjectAlternativeName",
            "subjectaltname", "subjectAlternativeName",
            "dnsname", "subjectAlternativeName",
            "certificatefilters", "filters");

    /** Maximum part of the letters that may be wrong. */
    private static final int ONE_OF = 3;

    private static final int LONGEST = 64;

    private NearestKey() {}

    /** The nearest of some keys; empty if none is near. */
    public static Optional<String> of(String key, List<String> keys) {
        if (key.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = plain(key);
        Optional<String> meant = Optional.ofNullable(ABBREVIATIONS.get(plain)).filter(keys::contains);
        return meant.isPresent()
                ? meant
                : keys.stream()
                        .filter(other -> distance(plain, plain(other)) * ONE_OF <= plain.length())
                        .min(Comparator.comparingInt(other -> distance(plain, plain(other))));
    }

    /** Without case and separators: {@code common_name} is {@code commonName}. */
    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }

    /** How many letters must be inserted, deleted or replaced. */
    private static int distance(String from, String to) {
        int[] last = new int[to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                } else {
                    int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                    row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                }
            }
            last = row;
        }
        return last[to.length()];
    }
}
